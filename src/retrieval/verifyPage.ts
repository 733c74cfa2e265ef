import type { DataFile, DataFilePage } from '../api/schemas.ts';
import { type Filters, type ServerFilter } from '../domain/filters.ts';
import {
  buildPredicates,
  countMismatches,
  type DescendantsOf,
  matches,
} from '../domain/predicates.ts';

/** A page whose rows were all checked against the API's filters. */
export interface VerifiedPage {
  /** The rows that match. */
  files: DataFile[];
  /** All rows in their positions: null for a row that is `{}`, a duplicate, or does not match. */
  rows: (DataFile | null)[];
  /** The number of rows, matching or not, including `{}`. */
  received: number;
  /** How many of them were `{}`: the server counts them, but they are no files. */
  redactedCount: number;
  /** The length of the whole list according to the server. */
  count: number;
  /** The requested filters that at least one row does not match: the server has ignored them. */
  ignored: ServerFilter[];
}

/**
 * Checks every row of `page` against `filters`; see `buildPredicates` for `descendantsOf`.
 * @param requested the filters of the request, by its path or as parameters
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
  // If the list changes while the server creates the page, a file may occur twice.
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
