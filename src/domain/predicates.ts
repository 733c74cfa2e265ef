import type { DataFile } from '../api/schemas.ts';
import type { Filters, ListFilter, ServerFilter, ValueFilter } from './filters.ts';
import { describeMetadata } from './metadata.ts';
import { extensionOf, fold, searchWords } from './text.ts';

/** Returns the ids of a data type and all its descendants. */
export type DescendantsOf = (dataType: number) => ReadonlySet<number>;

/** The test of one filter. A file matches if it passes all of them. */
export interface FilePredicate {
  filter: keyof Filters;
  passes: (file: DataFile) => boolean;
}

/**
 * The predicates of `filters` on a single file, independent of what the server has filtered. `descendantsOf` is null if
 * the tree of data types is unknown: then only the server can apply `include_children`, and the data type has no
 * predicate. A file does not show what its member shares elsewhere: see `cohortOf`.
 */
export function buildPredicates(
  filters: Filters,
  descendantsOf: DescendantsOf | null,
): FilePredicate[] {
  const predicates: FilePredicate[] = [];
  const add = <Value>(
    filter: ListFilter,
    values: readonly Value[],
    has: (file: DataFile, values: ReadonlySet<Value>) => boolean,
  ) => {
    if (values.length === 0) return;
    const wanted = new Set(values);
    const isExclusion = filter.endsWith('__not');
    predicates.push({ filter, passes: (file) => has(file, wanted) !== isExclusion });
  };
  const addBoth = <Value>(
    filter: ValueFilter,
    values: readonly Value[],
    excluded: readonly Value[],
    has: (file: DataFile, values: ReadonlySet<Value>) => boolean,
  ) => {
    add(filter, values, has);
    add(`${filter}__not`, excluded, has);
  };
  if (!filters.include_children || descendantsOf !== null) {
    const accepted = filters.include_children ? descendantsOf : null;
    addBoth(
      'datatype_id',
      withDescendants(filters.datatype_id, accepted),
      withDescendants(filters.datatype_id__not, accepted),
      (file, ids) => file.datatypes.some((id) => ids.has(id)),
    );
  }
  addBoth(
    'source_project_id',
    filters.source_project_id,
    filters.source_project_id__not,
    (file, ids) => ids.has(file.source_project),
  );
  // A hidden member has no username, so that the files cannot be found by it.
  addBoth(
    'username',
    filters.username,
    filters.username__not,
    ({ user: { username } }, names) => username !== null && names.has(username),
  );
  const words = searchWords(filters.search);
  if (words.length > 0) {
    predicates.push({
      filter: 'search',
      passes: (file) => {
        const text = searchText(file);
        return words.every((word) => text.includes(word));
      },
    });
  }
  addBoth('tag', filters.tag, filters.tag__not, (file, tags) =>
    describeMetadata(file.metadata).tags.some((tag) => tags.has(tag)),
  );
  addBoth('ext', filters.ext, filters.ext__not, (file, extensions) =>
    extensions.has(extensionOf(file.basename)),
  );
  addBoth('id', filters.id, filters.id__not, (file, ids) => ids.has(file.id));
  const { from, before } = createdRange(filters);
  if (from > EARLIEST || before < Infinity) {
    predicates.push({
      filter: 'created_start',
      passes: (file) => {
        const created = Date.parse(file.created);
        return created >= from && created < before;
      },
    });
  }
  return predicates;
}

export function matches(file: DataFile, predicates: readonly FilePredicate[]): boolean {
  return predicates.every((check) => check.passes(file));
}

/** Data types and their descendants; the same data types if `descendantsOf` is null. */
export function withDescendants(
  ids: readonly number[],
  descendantsOf: DescendantsOf | null,
): readonly number[] {
  return descendantsOf === null ? ids : ids.flatMap((id) => [...descendantsOf(id)]);
}

/** How many of `files` do not match each of the API's filters. Omits filters that all files match. */
export function countMismatches(
  files: readonly DataFile[],
  predicates: readonly FilePredicate[],
): Map<ServerFilter, number> {
  const found = new Map<ServerFilter, number>();
  for (const { filter, passes } of predicates) {
    if (filter !== 'datatype_id' && filter !== 'source_project_id' && filter !== 'username') {
      continue;
    }
    const failing = files.filter((file) => !passes(file)).length;
    if (failing > 0) found.set(filter, failing);
  }
  return found;
}

/** The text that a search covers: name, description and tags, folded, one per line. */
function searchText(file: DataFile): string {
  const { description, tags } = describeMetadata(file.metadata);
  return fold([file.basename, description, ...tags].join('\n'));
}

const DAY_MS = 86_400_000;

/** The earliest time of `Date`, ms. An unknown date is in no range. */
export const EARLIEST = -8.64e15;

/** The range of `created` in ms since the epoch: from the start of the first day to the end of the last, exclusive. */
export function createdRange(filters: Filters): { from: number; before: number } {
  const { created_start, created_end } = filters;
  return {
    from: created_start === null ? EARLIEST : Date.parse(`${created_start}T00:00:00Z`),
    before: created_end === null ? Infinity : Date.parse(`${created_end}T00:00:00Z`) + DAY_MS,
  };
}
