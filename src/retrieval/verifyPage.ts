import type { DataFile, DataFilePage } from '../api/schemas.ts';
import { type Filters, type ServerFilter } from '../domain/filters.ts';
import {
  buildPredicates,
  countMismatches,
  type DescendantsOf,
  matches,
} from '../domain/predicates.ts';

/** A page of a listing after every row of it was held against every filter of the API's own. */
export interface VerifiedPage {
  /** The rows that match. */
  files: DataFile[];
  /** The same in their places: null stands for a row that is `{}`, came before, or does not match. */
  rows: (DataFile | null)[];
  /** How many rows came, matching or not, `{}` among them. */
  received: number;
  /** How many of them were `{}`: counted by the server, but no file. */
  redactedCount: number;
  /** What the server says that the whole list holds. */
  count: number;
  /** The filters that at least one row contradicts: the server did not obey them. */
  ignored: ServerFilter[];
}

/**
 * Holds every row of `page` against `filters`; see `checksFor` for `family`. `asked` are the
 * filters that the request put to the server, by its path or as parameters.
 */
export function verifyPage(
  page: DataFilePage,
  filters: Filters,
  descendantsOf: DescendantsOf | null,
  params: readonly ServerFilter[],
): VerifiedPage {
  const present = page.results.filter((row) => row !== null);
  const predicates = buildPredicates(filters, descendantsOf);
  const found = countMismatches(present, predicates);
  const ids = new Set<number>();
  // A list that moves while it is made may hold a file twice.
  const isFirst = ({ id }: DataFile) => ids.size < ids.add(id).size;
  const rows = page.results.map((row) =>
    row !== null && isFirst(row) && matches(row, predicates) ? row : null,
  );
  return {
    files: rows.filter((row) => row !== null),
    rows,
    received: page.results.length,
    redactedCount: page.results.length - present.length,
    count: page.count,
    ignored: params.filter((filter) => found.has(filter)),
  };
}
