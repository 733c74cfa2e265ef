import type { DataFile } from '../../../src/api/schemas.ts';
import { type Facet, mostFirst } from '../../../src/domain/facets.ts';
import { describeMetadata } from '../../../src/domain/metadata.ts';
import { readMicroseconds } from '../../../src/domain/ordering.ts';
import { extensionOf, fold } from '../../../src/domain/text.ts';

const DAY_MICROS = 86_400_000_000;

/**
 * A file with what questions are asked of, worked out once: the product's columns do the same, and a
 * contestant that folded every name anew with every search would lose by that alone.
 */
export interface Entry {
  file: DataFile;
  /** Folded name, for the order. */
  name: string;
  /** Folded name, description and tags, for the search. */
  text: string;
  tags: readonly string[];
  ext: string;
  /** Of `created`, since 1970. */
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

/** Days since 1970 of `YYYY-MM-DD`. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/** By folded name, then by the name itself, then by id. */
export function byName(a: Entry, b: Entry): number {
  return (
    compareUnits(a.name, b.name) ||
    compareUnits(a.file.basename, b.file.basename) ||
    a.file.id - b.file.id
  );
}

/** The newest first, then by id. */
export function byNewest(a: Entry, b: Entry): number {
  return b.micros - a.micros || a.file.id - b.file.id;
}

export function compareUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Values and their counts, the most frequent first. */
export function sortedFacets<Value extends number | string | null>(
  counts: Iterable<readonly [Value, number]>,
): Facet<Value>[] {
  return Array.from(counts, ([value, count]) => ({ value, count }))
    .filter(({ count }) => count > 0)
    .toSorted(mostFirst);
}

/** Days and their counts, in the order of time. */
export function sortedDays(counts: Iterable<readonly [number, number]>): Facet<number>[] {
  return sortedFacets(counts).toSorted((a, b) => a.value - b.value);
}
