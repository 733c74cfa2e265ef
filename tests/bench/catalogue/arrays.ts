import { searchWords } from '../../../src/domain/text.ts';
import type { SearchParams, Candidate } from './candidate.ts';
import {
  byName,
  byNewest,
  dayOf,
  type Entry,
  entryOf,
  sortedDays,
  sortedFacets,
} from './derived.ts';

/**
 * An array of objects, filtered and sorted with plain JavaScript. Folds texts when files are added. Keeps the last
 * result, so that further pages of it are free.
 */
export function createArrays(): Candidate {
  const entries: Entry[] = [];
  let last: { key: string; found: readonly Entry[] } | null = null;

  const find = (params: SearchParams): readonly Entry[] => {
    const key = JSON.stringify(params);
    if (last?.key === key) return last.found;
    const found = entries.filter(testOf(params));
    if (params.ordering === 'basename') found.sort(byName);
    if (params.ordering === '-created') found.sort(byNewest);
    last = { key, found };
    return found;
  };

  return {
    add: (files) => {
      for (const file of files) entries.push(entryOf(file));
      last = null;
    },
    complete: () => {},
    page: (params, offset, limit) => {
      const found = find(params);
      const files = found.slice(offset, offset + limit).map(({ file }) => file);
      return { count: found.length, files };
    },
    counts: (params) => {
      const found = find(params);
      const datatypes = new Map<number, number>();
      const projects = new Map<number, number>();
      const members = new Map<string | null, number>();
      const extensions = new Map<string, number>();
      const tags = new Map<string, number>();
      const created = new Map<number, number>();
      for (const { file, ext, day, tags: own } of found) {
        for (const id of new Set(file.datatypes)) count(datatypes, id);
        count(projects, file.source_project);
        count(members, file.user.username);
        count(extensions, ext);
        for (const tag of own) count(tags, tag);
        count(created, day);
      }
      return {
        total: found.length,
        datatypes: sortedFacets(datatypes),
        projects: sortedFacets(projects),
        members: sortedFacets(members),
        extensions: sortedFacets(extensions),
        tags: sortedFacets(tags),
        created: sortedDays(created),
      };
    },
  };
}

function testOf({
  project,
  dataType,
  ext,
  from,
  to,
  search,
}: SearchParams): (entry: Entry) => boolean {
  const first = from === undefined ? -Infinity : dayOf(from);
  const end = to === undefined ? Infinity : dayOf(to);
  const words = searchWords(search ?? '');
  return ({ file, ext: own, day, text }) =>
    (project === undefined || file.source_project === project) &&
    (dataType === undefined || file.datatypes.includes(dataType)) &&
    (ext === undefined || own === ext) &&
    day >= first &&
    day <= end &&
    words.every((word) => text.includes(word));
}

function count<Value>(counts: Map<Value, number>, value: Value): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}
