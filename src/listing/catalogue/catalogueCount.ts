import type { CatalogueRows } from './catalogueRows.ts';
import type { Codes, Lists } from './column.ts';
import { type Facet, type Facets, mostFirst } from '../facets.ts';
import type { Family } from '../matches.ts';
import type { Summary } from '../summary.ts';

/**
 * Counts the values of the rows `found`.
 * @param lineage null where the tree of data types is not known: then none stands above another
 */
export function countRows(rows: CatalogueRows, found: Uint32Array, lineage: Family | null): Facets {
  const { values } = rows;
  const count = (column: Codes, size: number) => countCodes(found, column.values, size);
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
    datatypes: list(values.types.values, types).toSorted(mostFirst),
    branches: branches.toSorted(mostFirst),
    projects: list(values.projects.values, projects).toSorted(mostFirst),
    members: list(values.members.values, members).toSorted(mostFirst),
    extensions: list(values.extensions.values, extensions).toSorted(mostFirst),
    tags: list(values.tags.values, tags).toSorted(mostFirst),
    created: list(values.days.values, days)
      .filter(({ value }) => value > -Infinity)
      .toSorted((a, b) => a.value - b.value),
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

/** From counts of lists of data types to counts of those that a list has or that stand above one. */
function countBranches(
  { values }: CatalogueRows,
  lists: Uint32Array,
  lineage: Family | null,
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

function list<Value>(values: readonly Value[], counts: Uint32Array): Facet<Value>[] {
  const facets = values.map((value, code) => ({ value, count: counts[code] ?? 0 }));
  return facets.filter(({ count }) => count > 0);
}
