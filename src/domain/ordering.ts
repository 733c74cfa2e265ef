import type { DataFile } from '../api/schemas.ts';
import { type Ordering, type OrderingField, orderingFields } from './filters.ts';
import { fold } from './text.ts';

/** Names by id. */
export interface KnownNames {
  dataTypes: ReadonlyMap<number, string>;
  projects: ReadonlyMap<number, string>;
}

/** Parses an ordering: its field, and 1 for ascending or -1 for descending. */
export function readOrdering(ordering: Ordering): { field: OrderingField; sign: 1 | -1 } {
  const sign = ordering.startsWith('-') ? -1 : 1;
  const name = sign < 0 ? ordering.slice(1) : ordering;
  const field = orderingFields.find((known) => known === name);
  return { field: field ?? 'id', sign };
}

/**
 * Returns a function that compares data files for sorting. The order is total: equal files are sorted by ascending id in
 * both directions. Files without the field (the username of a hidden member, a data type) come last in both.
 */
export function compareFiles(
  ordering: Ordering,
  names: KnownNames,
): (a: DataFile, b: DataFile) => number {
  const { field, sign } = readOrdering(ordering);
  const compare = comparisonOf(field, names);
  return (a, b) => compare(a, b, sign) || a.id - b.id;
}

type Comparison = (a: DataFile, b: DataFile, sign: number) => number;

function comparisonOf(field: OrderingField, names: KnownNames): Comparison {
  switch (field) {
    case 'id':
      return (a, b, sign) => sign * (a.id - b.id);
    case 'created':
      return (a, b, sign) => sign * (readMicroseconds(a.created) - readMicroseconds(b.created));
    case 'basename':
      return (a, b, sign) => sign * compareTexts(a.basename, b.basename);
    case 'username':
      return nullsLast((file) => file.user.username, compareTexts);
    case 'project': {
      const compare = compareByName(names.projects);
      return (a, b, sign) => sign * compare(a.source_project, b.source_project);
    }
    case 'datatype': {
      const compare = compareByName(names.dataTypes);
      return nullsLast((file) => file.datatypes.toSorted(compare)[0] ?? null, compare);
    }
  }
}

function nullsLast<Key>(
  keyOf: (file: DataFile) => Key | null,
  compare: (a: Key, b: Key) => number,
): Comparison {
  return (a, b, sign) => {
    const [first, second] = [keyOf(a), keyOf(b)];
    if (first === null) return second === null ? 0 : 1;
    return second === null ? -1 : sign * compare(first, second);
  };
}

/** Compares folded texts, then the texts themselves, by UTF-16 code units: the result does not depend on the locale. */
export function compareTexts(a: string, b: string): number {
  return compareUnits(fold(a), fold(b)) || compareUnits(a, b);
}

/** Compares ids by their names. Ids without a name come last, by number. */
export function compareByName(
  names: ReadonlyMap<number, string>,
): (a: number, b: number) => number {
  return (a, b) => {
    const [first, second] = [names.get(a), names.get(b)];
    if (first === undefined) return second === undefined ? a - b : 1;
    return second === undefined ? -1 : compareTexts(first, second);
  };
}

function compareUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * A date of the API in microseconds since 1970, for any time zone and number of digits. Exact from 1684 to 2255; a double
 * cannot represent every microsecond beyond. -Infinity if the text is not a date.
 */
export function readMicroseconds(created: string): number {
  // Date.parse ignores digits after the milliseconds; these are the next three.
  const finer = /:\d\d\.\d{3}(\d{1,3})/.exec(created)?.[1] ?? '';
  const milliseconds = Date.parse(created);
  return Number.isNaN(milliseconds)
    ? -Infinity
    : milliseconds * 1000 + Number(finer.padEnd(3, '0'));
}
