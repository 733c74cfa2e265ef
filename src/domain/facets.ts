import type { DataFile, DataType } from '../api/schemas.ts';
import { buildLineageOf } from './dataTypes.ts';
import { describeMetadata } from './metadata.ts';
import { readMicroseconds } from './ordering.ts';
import { extensionOf } from './text.ts';

const DAY_MICROS = 86_400_000_000;

/** How many files have a value. */
export interface Facet<Value> {
  value: Value;
  count: number;
}

/**
 * The number of files for each value that at least one file has: most files first, then by value, null last. A file
 * counts once for each of its data types and tags, and once in every other facet.
 */
export interface Facets {
  /** The number of files. */
  total: number;
  datatypes: Facet<number>[];
  /**
   * By data type, including its descendants' files. A file counts once for each data type that it has, or that is an
   * ancestor of one.
   */
  branches: Facet<number>[];
  projects: Facet<number>[];
  /** By username; null for all members who hide the membership. */
  members: Facet<string | null>[];
  /** As returned by `extensionOf`: `''` for names without an extension. */
  extensions: Facet<string>[];
  tags: Facet<string>[];
  /** By day of `created` in UTC, as days since 1970, ascending. Omits days without files and unknown dates. */
  created: Facet<number>[];
}

/**
 * Counts the values of distinct files. Returns the same as a catalogue of these files. `dataTypes` is empty if the tree
 * is unknown.
 */
export function countFacets(files: readonly DataFile[], dataTypes: readonly DataType[]): Facets {
  const lineage = buildLineageOf(dataTypes);
  const by = <Value extends string | number | null>(valuesOf: (file: DataFile) => Value[]) =>
    countValues(files, valuesOf);
  return {
    total: files.length,
    datatypes: by((file) => file.datatypes).toSorted(mostFirst),
    branches: by((file) => file.datatypes.flatMap((id) => [...lineage(id)])).toSorted(mostFirst),
    projects: by((file) => [file.source_project]).toSorted(mostFirst),
    members: by((file) => [file.user.username]).toSorted(mostFirst),
    extensions: by((file) => [extensionOf(file.basename)]).toSorted(mostFirst),
    tags: by((file) => describeMetadata(file.metadata).tags).toSorted(mostFirst),
    created: by((file) => [Math.floor(readMicroseconds(file.created) / DAY_MICROS)])
      .filter(({ value }) => value > -Infinity)
      .toSorted((a, b) => a.value - b.value),
  };
}

/** The order of facets: most files first, then by value, null last. */
export function mostFirst<Value extends string | number | null>(
  a: Facet<Value>,
  b: Facet<Value>,
): number {
  return b.count - a.count || compareValues(a.value, b.value);
}

/** Compares two different values: ascending, null last. */
export function compareValues<Value extends string | number>(
  a: Value | null,
  b: Value | null,
): number {
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function countValues<Value>(
  files: readonly DataFile[],
  valuesOf: (file: DataFile) => Value[],
): Facet<Value>[] {
  const counts = new Map<Value, number>();
  for (const file of files) {
    for (const value of new Set(valuesOf(file))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Array.from(counts, ([value, count]) => ({ value, count }));
}
