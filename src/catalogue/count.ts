import type { CatalogueRows } from './rows.ts';
import type { Codes, Lists } from './column.ts';
import type { Dictionary } from './dictionary.ts';
import { type Facet, type Facets, mostFirst } from '../domain/facets.ts';
import type { DescendantsOf } from '../domain/predicates.ts';
import type { Summary } from '../domain/summary.ts';

/**
 * Counts the values of the rows `found`.
 * @param lineage null if the tree of data types is unknown: then no data type has ancestors
 */
export function countRows(
  rows: CatalogueRows,
  found: Uint32Array,
  lineage: DescendantsOf | null,
): Facets {
  const { values } = rows;
  const count = (column: Codes, size: number) => {
    if (found.length === rows.length) return rows.indexOf(column, size).counts;
    const counts = new Uint32Array(size);
    countCodes(counts, found, column.values);
    return counts;
  };
  const persons = count(rows.persons, values.memberOfPerson.length);
  const members = sumBy(persons, values.memberOfPerson, values.members.values.length);
  const lists = count(rows.typeLists, values.typesOfList.length);
  const types = sumByList(lists, values.typesOfList, values.types.values.length);
  const branches = countBranches(rows, lists, lineage);
  const metadata = count(rows.metadata, values.tagListOfMetadata.length);
  const tagLists = sumBy(metadata, values.tagListOfMetadata, values.tagsOfList.length);
  const tags = sumByList(tagLists, values.tagsOfList, values.tags.values.length);
  const projects = count(rows.projects, values.projects.values.length);
  const extensions = count(rows.extensions, values.extensions.values.length);
  const days = count(rows.days, values.days.values.length);
  return {
    total: found.length,
    datatypes: listMostFirst(values.types, types),
    branches: branches.toSorted(mostFirst),
    projects: listMostFirst(values.projects, projects),
    members: listMostFirst(values.members, members),
    extensions: listMostFirst(values.extensions, extensions),
    tags: listMostFirst(values.tags, tags),
    created: listInOrder(values.days, days).filter(({ value }) => value > -Infinity),
  };
}

/** Summarizes the rows `found`. Of rows with equal dates, `first` is the first one and `last` the last one. */
export function summarizeRows(rows: CatalogueRows, found: Uint32Array): Summary {
  const { memberOfPerson, members, projects } = rows.values;
  const persons = new Uint32Array(memberOfPerson.length);
  const seen = new Uint8Array(projects.values.length);
  const extremes = new Uint32Array(2);
  scanRows(rows, found, persons, seen, extremes);
  const counts = sumBy(persons, memberOfPerson, members.values.length);
  const hidden = members.values.indexOf(null);
  const hiddenMembership = counts[hidden] ?? 0;
  const shown = counts.reduce((total, count) => total + (count > 0 ? 1 : 0), 0);
  const [first, last] = Array.from(extremes, (row) =>
    found.length === 0 ? null : rows.readCreated(row),
  );
  return {
    files: found.length,
    members: shown - (hiddenMembership > 0 ? 1 : 0),
    hiddenMembership,
    projects: seen.reduce((total, one) => total + one, 0),
    first: first ?? null,
    last: last ?? null,
  };
}

/** Counts the rows of each person, marks the projects, and finds the earliest and the latest row. */
function scanRows(
  rows: CatalogueRows,
  found: Uint32Array,
  counts: Uint32Array,
  seen: Uint8Array,
  extremes: Uint32Array,
): void {
  const persons = rows.persons.values;
  const projects = rows.projects.values;
  const created = rows.created.values;
  let first = 0;
  let last = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < found.length; i++) {
    const row = found[i] ?? 0;
    const person = persons[row] ?? 0;
    counts[person] = (counts[person] ?? 0) + 1;
    seen[projects[row] ?? 0] = 1;
    const time = created[row] ?? 0;
    if (time < least) {
      least = time;
      first = row;
    }
    if (time >= most) {
      most = time;
      last = row;
    }
  }
  extremes[0] = first;
  extremes[1] = last;
}

function countCodes(counts: Uint32Array, found: Uint32Array, codes: Uint32Array): void {
  for (let i = 0; i < found.length; i++) {
    const code = codes[found[i] ?? 0] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
}

/** Adds up counts by another code: `codes` maps each counted code to it. */
function sumBy(counts: Uint32Array, codes: Codes, size: number): Uint32Array {
  const sums = new Uint32Array(size);
  addCounts(sums, counts, codes.values);
  return sums;
}

function addCounts(sums: Uint32Array, counts: Uint32Array, codes: Uint32Array): void {
  for (let i = 0; i < counts.length; i++) {
    const code = codes[i] ?? 0;
    sums[code] = (sums[code] ?? 0) + (counts[i] ?? 0);
  }
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

/** Converts counts of lists of data types to counts of their data types, including ancestors. */
function countBranches(
  { values }: CatalogueRows,
  lists: Uint32Array,
  lineage: DescendantsOf | null,
): Facet<number>[] {
  const counts = new Map<number, number>();
  for (const [code, count] of lists.entries()) {
    if (count === 0) continue;
    const ids = Array.from(values.typesOfList.at(code), (type) => values.types.values[type] ?? 0);
    const branches = new Set(lineage === null ? ids : ids.flatMap((id) => Array.from(lineage(id))));
    for (const id of branches) counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return Array.from(counts, ([value, count]) => ({ value, count }));
}

/** The values with files, sorted by `mostFirst`. */
function listMostFirst<Value extends string | number | null>(
  dictionary: Dictionary<Value>,
  counts: Uint32Array,
): Facet<Value>[] {
  const facets = listInOrder(dictionary, counts);
  const most = facets.reduce((greatest, { count }) => Math.max(greatest, count), 0);
  // Sorts numbers that combine count and position: that needs no comparison function.
  const { length } = facets;
  const keys = new Float64Array(length);
  for (const [place, { count }] of facets.entries()) keys[place] = (most - count) * length + place;
  return Array.from(keys.toSorted()).flatMap((key) => facets[key % length] ?? []);
}

/** The values with files, sorted by value. */
function listInOrder<Value extends string | number | null>(
  dictionary: Dictionary<Value>,
  counts: Uint32Array,
): Facet<Value>[] {
  const { values } = dictionary;
  const facets: Facet<Value>[] = [];
  for (const code of dictionary.sortedUnique()) {
    const count = counts[code] ?? 0;
    const value = values[code];
    if (count > 0 && value !== undefined) facets.push({ value, count });
  }
  return facets;
}
