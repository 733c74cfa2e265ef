import { makeBits, readBits, setBitsOf } from './bits.ts';
import type { CatalogueRows } from './rows.ts';
import { type Codes, countUp } from './column.ts';
import type { Ordering, OrderingField } from '../domain/filters.ts';
import { compareByName, compareTexts, type KnownNames, readOrdering } from '../domain/ordering.ts';
import { rankNames, sortByKeys } from './sortTexts.ts';

/** The cost of a step of the iteration, in rows that could be sorted in the same time. */
const STEP_COST = 32;

/** An order of all rows: the rows in order, and the position of each row. */
export interface RowOrder {
  rows: Uint32Array;
  places: Uint32Array;
}

/** All rows, sorted like `compareFiles`. */
export function orderRows(rows: CatalogueRows, ordering: Ordering, names: KnownNames): RowOrder {
  const all = countUp(rows.length);
  // Sorting is stable: equal rows keep the order of their ids in both directions.
  const byId = sortByKeys(all, rows.ids.values);
  const { field, sign } = readOrdering(ordering);
  const keys = keysFor(rows, field, names);
  // Missing values are Infinity, and come last in both directions.
  const signed = keys.map((key) => (key === Infinity ? key : key * sign));
  const sorted = sortByKeys(byId, signed);
  const places = new Uint32Array(sorted.length);
  for (let place = 0; place < sorted.length; place++) places[sorted[place] ?? 0] = place;
  return { rows: sorted, places };
}

/**
 * The rows `found` in this order: all of them, or only the first `needed` if that is faster.
 * @param found ascending
 */
export function pickRows(
  { rows, places }: RowOrder,
  found: Uint32Array,
  needed: number,
): Uint32Array {
  if (found.length === rows.length) return rows;
  const first = new Uint32Array(Math.min(needed, found.length));
  if (writeFirst(first, rows, found)) return first;
  const bits = makeBits(rows.length);
  setBitsOf(bits, found, places);
  const picked = readBits(bits);
  lookUpRows(picked, rows);
  return picked;
}

/**
 * Iterates over `rows` until `first` is full of rows that are `found`. That is fast if many are. Returns false if sorting
 * all of them would have been faster.
 */
function writeFirst(first: Uint32Array, rows: Uint32Array, found: Uint32Array): boolean {
  const end = found.length / STEP_COST;
  if (first.length > end) return false;
  let count = 0;
  for (let place = 0; place < end && count < first.length; place++) {
    const row = rows[place] ?? 0;
    // Writes every row and advances only for found ones: avoids branch mispredictions.
    first[count] = row;
    if (isAmong(found, row)) count++;
  }
  return count === first.length;
}

/** Whether `rows`, which are ascending, contain `row`. */
function isAmong(rows: Uint32Array, row: number): boolean {
  let from = 0;
  let to = rows.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((rows[middle] ?? 0) < row) from = middle + 1;
    else to = middle;
  }
  return rows[from] === row;
}

function lookUpRows(places: Uint32Array, rows: Uint32Array): void {
  for (let i = 0; i < places.length; i++) places[i] = rows[places[i] ?? 0] ?? 0;
}

/** A number for each row that compares like its file. */
function keysFor(rows: CatalogueRows, field: OrderingField, names: KnownNames): Float64Array {
  const { values } = rows;
  switch (field) {
    case 'id':
      return rows.ids.values;
    case 'created':
      return rows.created.values;
    case 'basename':
      return lookUp(rows.names, rankNames(values.names.texts, values.foldedNames));
    case 'project': {
      const ranks = rankValues(values.projects.values, compareByName(names.projects));
      return lookUp(rows.projects, ranks);
    }
    case 'username': {
      const ranks = rankValues(values.members.values, compareTexts);
      const ofPerson = lookUp(values.memberOfPerson, ranks);
      return lookUp(rows.persons, ofPerson);
    }
    case 'datatype': {
      const ranks = rankValues(values.types.values, compareByName(names.dataTypes));
      const ofList = Float64Array.from({ length: values.typesOfList.length }, (_, list) =>
        values.typesOfList
          .at(list)
          .reduce((least, type) => Math.min(least, ranks[type] ?? Infinity), Infinity),
      );
      return lookUp(rows.typeLists, ofList);
    }
  }
}

function lookUp(codes: Codes, ranks: ArrayLike<number>): Float64Array {
  const found = new Float64Array(codes.length);
  for (let row = 0; row < found.length; row++) found[row] = ranks[codes.at(row)] ?? Infinity;
  return found;
}

/** The rank of every value; equal values have the same rank, null has Infinity. */
function rankValues<Value extends string | number>(
  values: readonly (Value | null)[],
  compare: (a: Value, b: Value) => number,
): number[] {
  const ranks = values.map(() => Infinity);
  const places = values
    .flatMap((value, code) => (value === null ? [] : { value, code }))
    .toSorted((a, b) => compare(a.value, b.value));
  let rank = 0;
  for (const [place, { value, code }] of places.entries()) {
    const before = places[place - 1];
    if (before !== undefined && compare(before.value, value) !== 0) rank++;
    ranks[code] = rank;
  }
  return ranks;
}
