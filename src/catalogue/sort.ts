import { makeBits, readBits, setBitsOf } from './bits.ts';
import type { CatalogueRows } from './rows.ts';
import { type Codes, countUp } from './column.ts';
import type { Ordering, OrderingField } from '../domain/filters.ts';
import { compareByName, compareTexts, type KnownNames, readOrdering } from '../domain/ordering.ts';
import { rankNames, sortByKeys } from './sortTexts.ts';

/** The cost of one step in `writeFirst`, relative to sorting one row. */
const STEP_COST = 32;

/** An order of all rows: the rows in order, and the position of each row. */
export interface RowOrder {
  rows: Uint32Array;
  places: Uint32Array;
}

/** All rows, sorted like `compareFiles`. */
export function orderRows(rows: CatalogueRows, ordering: Ordering, names: KnownNames): RowOrder {
  const all = countUp(rows.length);
  // The sort is stable. Sorting by id first keeps ties in the order of their ids, in both directions.
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
 * Puts the rows `found` in the given order: all of them, or only the first `needed` if that is faster.
 * @param found row numbers, ascending
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
 * Fills `first` with the first of the sorted `rows` that are in `found`. If many rows match, this takes few steps.
 * @returns false if it gave up, because sorting all of `found` is faster
 */
function writeFirst(first: Uint32Array, rows: Uint32Array, found: Uint32Array): boolean {
  const end = found.length / STEP_COST;
  if (first.length > end) return false;
  let count = 0;
  for (let place = 0; place < end && count < first.length; place++) {
    const row = rows[place] ?? 0;
    // Write every row, and advance only if it is in `found`: this avoids branch mispredictions.
    first[count] = row;
    if (includesRow(found, row)) count++;
  }
  return count === first.length;
}

/** Whether `rows`, which are ascending, contain `row`. */
function includesRow(rows: Uint32Array, row: number): boolean {
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

/** One number per row, in the order of the field's values; Infinity if the row has no value. */
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
