import { makeBits, readBits } from './bits.ts';
import type { Codes } from './column.ts';

/** The rows of each code of a column: those of few codes are found without a look at the others. */
export interface RowIndex {
  /** How many rows have each code. */
  counts: Uint32Array;
  /** Where in `rows` those of each code begin. */
  starts: Uint32Array;
  /** All rows, by code, those of one code ascending. */
  rows: Uint32Array<ArrayBuffer>;
}

/** @param size how many codes there are */
export function indexRows(column: Codes, size: number): RowIndex {
  const codes = column.values.subarray(0, column.length);
  const counts = new Uint32Array(size);
  countCodes(counts, codes);
  const starts = new Uint32Array(size);
  sumUp(starts, counts);
  const rows = new Uint32Array(codes.length);
  placeRows(rows, starts.slice(), codes);
  return { counts, starts, rows };
}

/** How many rows have a code that is marked. */
export function weigh({ counts }: RowIndex, mask: Uint8Array): number {
  let weight = 0;
  for (let code = 0; code < counts.length; code++)
    weight += (mask[code] ?? 0) * (counts[code] ?? 0);
  return weight;
}

/** The rows that have a code that is marked, ascending; perhaps a view of the index. */
export function rowsOf(index: RowIndex, mask: Uint8Array): Uint32Array<ArrayBuffer> {
  const { counts, starts, rows } = index;
  const first = mask.indexOf(1);
  // Those of a single code are in order as they stand.
  if (mask.indexOf(1, first + 1) < 0) {
    const start = starts[first] ?? 0;
    return rows.subarray(start, start + (counts[first] ?? 0));
  }
  const bits = makeBits(rows.length);
  setRows(bits, index, mask);
  return readBits(bits);
}

/** Sets the bits of the rows that have a code that is marked. */
export function setRows(bits: Uint32Array, index: RowIndex, mask: Uint8Array): void {
  const { counts, starts, rows } = index;
  for (let code = 0; code < counts.length; code++) {
    if (mask[code] !== 1) continue;
    const start = starts[code] ?? 0;
    const end = start + (counts[code] ?? 0);
    for (let at = start; at < end; at++) {
      const row = rows[at] ?? 0;
      const word = row >>> 5;
      bits[word] = (bits[word] ?? 0) | (1 << (row & 31));
    }
  }
}

function countCodes(counts: Uint32Array, codes: Uint32Array): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
}

function sumUp(starts: Uint32Array, counts: Uint32Array): void {
  for (let code = 1; code < starts.length; code++) {
    starts[code] = (starts[code - 1] ?? 0) + (counts[code - 1] ?? 0);
  }
}

function placeRows(rows: Uint32Array, nexts: Uint32Array, codes: Uint32Array): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? 0;
    const next = nexts[code] ?? 0;
    nexts[code] = next + 1;
    rows[next] = row;
  }
}
