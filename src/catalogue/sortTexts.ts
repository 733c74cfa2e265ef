import { countUp } from './column.ts';
import type { TextColumn } from './columnText.ts';

/** Bytes in one key. Six digits in base 257, one per byte or for the end of the text, fit a double exactly. */
const KEY_BYTES = 6;
const BASE = 257;

/** Six bytes of a row's text, from `position` on, as a number in the same order. */
type KeyOf = (row: number, position: number) => number;

/**
 * The rank of each name in the order of `compareTexts`, from 0; equal names share a rank. Compares the bytes without
 * decoding them.
 * @param folded the folded names; empty where folding only changes A to Z to lower case
 */
export function rankNames(names: TextColumn, folded: TextColumn): Float64Array {
  const rows = countUp(names.length);
  const alike = new Uint8Array(rows.length);
  const equal = new Uint8Array(rows.length);
  const keys = new Float64Array(rows.length);
  sortTexts({ rows, keys, heads: alike, keyOf: readFolded(names, folded) }, 0, rows.length);
  const raw = { rows, keys, heads: equal, keyOf: readRaw(names) };
  let start = 0;
  for (let end = 1; end <= rows.length; end++) {
    if (end < rows.length && alike[end] === 0) continue;
    sortTexts(raw, start, end);
    start = end;
  }
  const ranks = new Float64Array(rows.length);
  let rank = -1;
  for (let place = 0; place < rows.length; place++) {
    rank += equal[place] ?? 0;
    ranks[rows[place] ?? 0] = rank;
  }
  return ranks;
}

interface Sorting {
  /** Sorted in place. */
  rows: Uint32Array;
  /** Buffer for the current keys: `keys[i]` belongs to `rows[i]`. */
  keys: Float64Array;
  /** Set to 1 at the position of the first row of each group with equal texts. */
  heads: Uint8Array;
  keyOf: KeyOf;
}

/**
 * Sorts the positions from `from` to `to` (exclusive), whose texts are equal up to `depth`.
 * Multikey quicksort (https://dl.acm.org/doi/10.5555/314161.314321), six bytes in one key.
 */
function sortTexts(sorting: Sorting, from: number, to: number, depth = 0): void {
  const { rows, keys, heads, keyOf } = sorting;
  if (to - from > 1) {
    for (let i = from; i < to; i++) keys[i] = keyOf(rows[i] ?? 0, depth);
  }
  // Ranges whose keys are computed. A list instead of recursion: long names could overflow the call stack.
  const ranges = [{ from, to, depth }];
  for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
    if (range.to - range.from < 2) {
      if (range.to > range.from) heads[range.from] = 1;
      continue;
    }
    const pivot = medianKey(keys, range.from, range.to);
    const [less, more] = partition(rows, keys, range.from, range.to, pivot);
    ranges.push({ from: range.from, to: less, depth: range.depth });
    ranges.push({ from: more, to: range.to, depth: range.depth });
    if (pivot % BASE === 0) {
      // The last digit is 0: these texts end here, and are equal.
      heads[less] = 1;
      continue;
    }
    const deeper = range.depth + KEY_BYTES;
    if (more - less > 1) {
      for (let i = less; i < more; i++) keys[i] = keyOf(rows[i] ?? 0, deeper);
    }
    ranges.push({ from: less, to: more, depth: deeper });
  }
}

/** Partitions keys: less than `pivot`, equal, greater. Returns the start and the end of the equal ones. */
function partition(
  rows: Uint32Array,
  keys: Float64Array,
  from: number,
  to: number,
  pivot: number,
): [number, number] {
  let [less, more] = [from, to];
  const swap = (a: number, b: number) => {
    const [row, key] = [rows[a] ?? 0, keys[a] ?? 0];
    rows[a] = rows[b] ?? 0;
    keys[a] = keys[b] ?? 0;
    rows[b] = row;
    keys[b] = key;
  };
  for (let i = from; i < more;) {
    const key = keys[i] ?? 0;
    if (key < pivot) swap(i++, less++);
    else if (key > pivot) swap(i, --more);
    else i++;
  }
  return [less, more];
}

/** The median of three keys, so that sorted input is fast, too. */
function medianKey(keys: Float64Array, from: number, to: number): number {
  const [a, b, c] = [keys[from] ?? 0, keys[(from + to) >> 1] ?? 0, keys[to - 1] ?? 0];
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function readFolded(names: TextColumn, folded: TextColumn): KeyOf {
  return (row, position) => {
    const start = folded.starts.at(row);
    if (folded.endOf(row) > start) return readKey(folded, row, position, false);
    // A name that consists of combining marks: folding makes it empty.
    if ((names.bytes[names.starts.at(row)] ?? 0) > 0x7f) return 0;
    return readKey(names, row, position, true);
  };
}

function readRaw(names: TextColumn): KeyOf {
  return (row, position) => readKey(names, row, position, false);
}

function readKey(texts: TextColumn, row: number, position: number, toLowerCase: boolean): number {
  const start = texts.starts.at(row) + position;
  const end = texts.endOf(row);
  let key = 0;
  for (let at = start; at < start + KEY_BYTES; at++) {
    const byte = at < end ? (texts.bytes[at] ?? 0) : -1;
    key = key * BASE + (toLowerCase && byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte) + 1;
  }
  return key;
}

/** Radix of the sort: a double has four digits of 16 bits. */
const DIGITS = 65_536;

/**
 * Sorts `rows` by `keys[row]`, ascending. Stable: ties keep the order of `rows`. Takes linear time (radix sort, least
 * significant digit first).
 * @param keys one number per row, not NaN
 * @returns a new array
 */
export function sortByKeys(rows: Uint32Array, keys: Float64Array): Uint32Array<ArrayBuffer> {
  let from = new Uint32Array(rows);
  let to = new Uint32Array(rows.length);
  const digits = digitsOf(keys);
  const counts = new Uint32Array(DIGITS);
  for (let place = 0; place < 4; place++) {
    counts.fill(0);
    for (const row of from) {
      const digit = digits[row * 4 + place] ?? 0;
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    // All digits are equal: this pass would change nothing.
    if (counts[digits[(from[0] ?? 0) * 4 + place] ?? 0] === from.length) continue;
    let start = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = counts[digit] ?? 0;
      counts[digit] = start;
      start += count;
    }
    for (const row of from) {
      const digit = digits[row * 4 + place] ?? 0;
      const next = counts[digit] ?? 0;
      counts[digit] = next + 1;
      to[next] = row;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Each double as four digits in the same order, the least significant first. */
function digitsOf(keys: Float64Array): Uint16Array {
  // Adding 0 converts -0 to 0.
  const numbers = keys.map((key) => key + 0);
  const digits = new Uint16Array(numbers.buffer);
  for (let at = 3; at < digits.length; at += 4) {
    // The highest bit is the sign. The bits of negative numbers sort in the opposite order, so invert all of them.
    if ((digits[at] ?? 0) < 0x8000) {
      digits[at] = (digits[at] ?? 0) | 0x8000;
      continue;
    }
    for (let place = at - 3; place <= at; place++) digits[place] = ~(digits[place] ?? 0);
  }
  return digits;
}
