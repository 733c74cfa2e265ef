import type { DataFile } from '../../../src/api/schemas.ts';
import { type Facet, mostFirst } from '../../../src/domain/facets.ts';
import { describeMetadata } from '../../../src/domain/metadata.ts';
import { readMicroseconds } from '../../../src/domain/ordering.ts';
import { extensionOf, fold } from '../../../src/domain/text.ts';

const DAY_MICROS = 86_400_000_000;

/**
 * A file with precomputed values for filters and sorting. The app's columns are precomputed too; a candidate that
 * folded all names for every search would be slower for this reason alone.
 */
export interface Entry {
  file: DataFile;
  /** Folded name, for sorting. */
  name: string;
  /** Folded name, description and tags, for the search. */
  text: string;
  tags: readonly string[];
  ext: string;
  /** Of `created`, since 1970-01-01 (UTC). */
  micros: number;
  day: number;
}

export function entryOf(file: DataFile): Entry {
  const { description, tags } = describeMetadata(file.metadata);
  const micros = readMicroseconds(file.created);
  return {
    file,
    name: fold(file.basename),
    text: fold([file.basename, description, ...tags].join('\n')),
    tags,
    ext: extensionOf(file.basename),
    micros,
    day: Math.floor(micros / DAY_MICROS),
  };
}

/** Days from 1970-01-01 to a date in the form `YYYY-MM-DD`. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/** Sorts by folded name, then by exact name, then by id. */
export function byName(a: Entry, b: Entry): number {
  return (
    compareUnits(a.name, b.name) ||
    compareUnits(a.file.basename, b.file.basename) ||
    a.file.id - b.file.id
  );
}

/** Sorts by date, newest first, then by id. */
export function byNewest(a: Entry, b: Entry): number {
  return b.micros - a.micros || a.file.id - b.file.id;
}

export function compareUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Values with their counts, most frequent first. */
export function sortedFacets<Value extends number | string | null>(
  counts: Iterable<readonly [Value, number]>,
): Facet<Value>[] {
  return Array.from(counts, ([value, count]) => ({ value, count }))
    .filter(({ count }) => count > 0)
    .toSorted(mostFirst);
}

/** Days with their counts, in chronological order. */
export function sortedDays(counts: Iterable<readonly [number, number]>): Facet<number>[] {
  return sortedFacets(counts).toSorted((a, b) => a.value - b.value);
}
