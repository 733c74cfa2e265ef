import { makeBits, readBits } from './bits.ts';
import type { Codes } from './column.ts';

/** An inverted index of a column: finds the rows of some codes without a scan of all rows. */
export interface RowIndex {
  /** The number of rows of each code. */
  counts: Uint32Array;
  /** The start of each code's rows in `rows`. */
  starts: Uint32Array;
  /** All rows, sorted by code, then ascending. */
  rows: Uint32Array<ArrayBuffer>;
}

/** @param size number of codes; every code in `column` is less */
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

/** The number of rows whose code is 1 in `mask`. */
export function weigh({ counts }: RowIndex, mask: Uint8Array): number {
  let weight = 0;
  for (let code = 0; code < counts.length; code++)
    weight += (mask[code] ?? 0) * (counts[code] ?? 0);
  return weight;
}

/** The rows whose code is 1 in `mask`, ascending; may be a view of the index. */
export function rowsOf(index: RowIndex, mask: Uint8Array): Uint32Array<ArrayBuffer> {
  const { counts, starts, rows } = index;
  const first = mask.indexOf(1);
  // The rows of a single code are sorted already.
  if (mask.indexOf(1, first + 1) < 0) {
    const start = starts[first] ?? 0;
    return rows.subarray(start, start + (counts[first] ?? 0));
  }
  const bits = makeBits(rows.length);
  setRows(bits, index, mask);
  return readBits(bits);
}

/** Sets the bits of the rows whose code is 1 in `mask`. */
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
