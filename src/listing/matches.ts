import type { DataFile } from '../api/schemas.ts';
import type { Filters, ServerFilter } from './filters.ts';
import { describeMetadata } from './metadata.ts';
import { extensionOf, fold, searchWords } from './text.ts';

/** Gives the ids of a data type and all its descendants. */
export type Family = (dataType: number) => ReadonlySet<number>;

/** One test per filter that is asked; a file is an answer when it passes them all. */
export interface Check {
  filter: keyof Filters;
  passes: (file: DataFile) => boolean;
}

/**
 * The checks that `filters` ask of every single file, whatever the server has done with them.
 * `family` may be null where the tree of data types is not known; then `include_children` can
 * be checked by nobody but the server, and no check of the data type is made.
 */
export function checksFor(filters: Filters, family: Family | null): Check[] {
  const { datatype_id, source_project_id, username, tag, ext } = filters;
  const checks: Check[] = [];
  if (datatype_id !== null && !filters.include_children) {
    checks.push({
      filter: 'datatype_id',
      passes: (file) => file.datatypes.includes(datatype_id),
    });
  } else if (datatype_id !== null && family !== null) {
    const accepted = family(datatype_id);
    checks.push({
      filter: 'datatype_id',
      passes: (file) => file.datatypes.some((id) => accepted.has(id)),
    });
  }
  if (source_project_id !== null) {
    checks.push({
      filter: 'source_project_id',
      passes: (file) => file.source_project === source_project_id,
    });
  }
  if (username !== null) {
    // A member who hides the membership has no username here: nobody may find the files by it.
    checks.push({ filter: 'username', passes: (file) => file.user.username === username });
  }
  const words = searchWords(filters.search);
  if (words.length > 0) {
    checks.push({
      filter: 'search',
      passes: (file) => {
        const text = searchText(file);
        return words.every((word) => text.includes(word));
      },
    });
  }
  if (tag !== null) {
    checks.push({
      filter: 'tag',
      passes: (file) => describeMetadata(file.metadata).tags.includes(tag),
    });
  }
  if (ext !== null) {
    checks.push({ filter: 'ext', passes: (file) => extensionOf(file.basename) === ext });
  }
  const { from, before } = createdRange(filters);
  if (from > -Infinity || before < Infinity) {
    checks.push({
      filter: 'created_start',
      passes: (file) => {
        const created = Date.parse(file.created);
        return created >= from && created < before;
      },
    });
  }
  return checks;
}

export function matches(file: DataFile, checks: readonly Check[]): boolean {
  return checks.every((check) => check.passes(file));
}

/** How many of `files` contradict each of the API's own filters: the evidence of the check. */
export function contradictions(
  files: readonly DataFile[],
  checks: readonly Check[],
): Map<ServerFilter, number> {
  const found = new Map<ServerFilter, number>();
  for (const { filter, passes } of checks) {
    if (filter !== 'datatype_id' && filter !== 'source_project_id' && filter !== 'username') {
      continue;
    }
    const failing = files.filter((file) => !passes(file)).length;
    if (failing > 0) found.set(filter, failing);
  }
  return found;
}

/** What a search looks through: name, description and tags, folded, one to a line. */
function searchText(file: DataFile): string {
  const { description, tags } = describeMetadata(file.metadata);
  return fold([file.basename, description, ...tags].join('\n'));
}

const DAY_MS = 86_400_000;

/** `created` in milliseconds: from the first moment of the first day to before the day after the last. */
export function createdRange(filters: Filters): { from: number; before: number } {
  const { created_start, created_end } = filters;
  return {
    from: created_start === null ? -Infinity : Date.parse(`${created_start}T00:00:00Z`),
    before: created_end === null ? Infinity : Date.parse(`${created_end}T00:00:00Z`) + DAY_MS,
  };
}
