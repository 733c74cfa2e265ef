import type { CatalogueRows } from './catalogueRows.ts';
import type { Codes, Lists } from './column.ts';
import type { Summary } from '../summary.ts';

/** How many files have a value. */
export interface Facet<Value> {
  value: Value;
  count: number;
}

/**
 * Exact counts for each value that at least one file has, most files first, then by value (null
 * last). A file counts once for each of its data types and tags, and once everywhere else.
 */
export interface Facets {
  /** All files that were counted. */
  total: number;
  datatypes: Facet<number>[];
  projects: Facet<number>[];
  /** By username; null stands for all who hide the membership. */
  members: Facet<string | null>[];
  /** As `extensionOf` gives them, thus `''` for names without one. */
  extensions: Facet<string>[];
  tags: Facet<string>[];
  /** By day of `created` in UTC, as days since 1970; ascending, only days that have files. */
  created: Facet<number>[];
}

/** Counts the values of the rows `found`. */
export function countFacets(rows: CatalogueRows, found: Uint32Array): Facets {
  const { values } = rows;
  const count = (column: Codes, size: number) => countCodes(found, column.values, size);
  const persons = count(rows.persons, values.memberOfPerson.length);
  const members = sumBy(persons, values.memberOfPerson, values.members.values.length);
  const lists = count(rows.typeLists, values.typesOfList.length);
  const types = sumByList(lists, values.typesOfList, values.types.values.length);
  const metadata = count(rows.metadata, values.tagListOfMetadata.length);
  const tagLists = sumBy(metadata, values.tagListOfMetadata, values.tagsOfList.length);
  const tags = sumByList(tagLists, values.tagsOfList, values.tags.values.length);
  const projects = count(rows.projects, values.projects.values.length);
  const extensions = count(rows.extensions, values.extensions.values.length);
  const days = count(rows.days, values.days.values.length);
  return {
    total: found.length,
    datatypes: list(values.types.values, types).toSorted(mostFirst),
    projects: list(values.projects.values, projects).toSorted(mostFirst),
    members: list(values.members.values, members).toSorted(mostFirst),
    extensions: list(values.extensions.values, extensions).toSorted(mostFirst),
    tags: list(values.tags.values, tags).toSorted(mostFirst),
    created: list(values.days.values, days).toSorted((a, b) => a.value - b.value),
  };
}

/** Sums up the rows `found`; where several were created at once, the first and the last of them. */
export function summarizeRows(rows: CatalogueRows, found: Uint32Array): Summary {
  const { values } = rows;
  const persons = countCodes(found, rows.persons.values, values.memberOfPerson.length);
  const members = list(
    values.members.values,
    sumBy(persons, values.memberOfPerson, values.members.values.length),
  );
  const hidden = members.find(({ value }) => value === null);
  const projects = countCodes(found, rows.projects.values, values.projects.values.length);
  const created = rows.created.values;
  let [first, last] = [found[0], found[0]];
  for (const row of found) {
    const time = created[row] ?? 0;
    if (time < (created[first ?? 0] ?? 0)) first = row;
    if (time >= (created[last ?? 0] ?? 0)) last = row;
  }
  return {
    files: found.length,
    members: members.length - (hidden === undefined ? 0 : 1),
    hiddenMembership: hidden?.count ?? 0,
    projects: projects.filter((count) => count > 0).length,
    first: first === undefined ? null : rows.readCreated(first),
    last: last === undefined ? null : rows.readCreated(last),
  };
}

function countCodes(found: Uint32Array, codes: Uint32Array, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let i = 0; i < found.length; i++) {
    const code = codes[found[i] ?? 0] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** From counts of codes to counts of the codes that these stand for. */
function sumBy(counts: Uint32Array, codes: Codes, size: number): Uint32Array {
  const sums = new Uint32Array(size);
  for (let i = 0; i < counts.length; i++) {
    sums[codes.at(i)] = (sums[codes.at(i)] ?? 0) + (counts[i] ?? 0);
  }
  return sums;
}

function sumByList(counts: Uint32Array, lists: Lists, size: number): Uint32Array {
  const sums = new Uint32Array(size);
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] ?? 0;
    if (count === 0) continue;
    for (const code of lists.at(i)) sums[code] = (sums[code] ?? 0) + count;
  }
  return sums;
}

function list<Value>(values: readonly Value[], counts: Uint32Array): Facet<Value>[] {
  const facets = values.map((value, code) => ({ value, count: counts[code] ?? 0 }));
  return facets.filter(({ count }) => count > 0);
}

function mostFirst<Value extends string | number | null>(a: Facet<Value>, b: Facet<Value>): number {
  if (a.count !== b.count) return b.count - a.count;
  if (a.value === null || b.value === null) return a.value === null ? 1 : -1;
  return a.value < b.value ? -1 : 1;
}
