import { type Codes, makeCodes } from './column.ts';
import { TextColumn } from './columnText.ts';
import { compareValues } from '../domain/facets.ts';

/** What `Recent` holds at most: the pages of a list that are looked at by turns. */
const RECENT = 1000;

/** Few values that many rows share, each with a code: 0, 1, 2 … as they are first met. */
export class Dictionary<Value extends string | number | null> {
  readonly values: Value[] = [];
  private readonly codes = new Map<Value, number>();
  /** Of the latest value: what stands together in a listing is mostly alike. */
  private latest = -1;
  private ordered: number[] = [];

  /** The code of `value`, a new one where it was never met. */
  code(value: Value): number {
    if (this.latest >= 0 && this.values[this.latest] === value) return this.latest;
    const known = this.codes.get(value);
    this.latest = known ?? this.values.push(value) - 1;
    if (known === undefined) this.codes.set(value, this.latest);
    return this.latest;
  }

  /** The codes in the order of their values, null last; good until the next value. */
  sortedUnique(): readonly number[] {
    const { ordered, values } = this;
    if (ordered.length < values.length) {
      while (ordered.length < values.length) ordered.push(ordered.length);
      // What was in order is passed quickly: the sort takes it for one run.
      this.ordered = ordered.toSorted((a, b) =>
        compareValues(values[a] ?? null, values[b] ?? null),
      );
    }
    return this.ordered;
  }

  /** One for every value: 1 where it `passes`, else 0. */
  mask(passes: (value: Value) => boolean): Uint8Array {
    const mask = new Uint8Array(this.values.length);
    this.values.forEach((value, code) => (mask[code] = passes(value) ? 1 : 0));
    return mask;
  }
}

/** Finds codes by hash (open addressing); what a code stands for is held, and compared, elsewhere. */
export class CodeTable {
  /** Code + 1, or 0 where the slot is free. */
  private slots = new Uint32Array(16);
  private readonly hashes: Codes = makeCodes();

  /** The code with this hash that `isIt`, or -1. */
  find(hash: number, isIt: (code: number) => boolean): number {
    const last = this.slots.length - 1;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const code = (this.slots[slot] ?? 0) - 1;
      if (code < 0) return -1;
      if (this.hashes.at(code) === hash && isIt(code)) return code;
    }
  }

  /** Gives the next code to a hash: 0, 1, 2 … */
  add(hash: number): number {
    const code = this.hashes.length;
    this.hashes.push(hash);
    if (code * 1.5 > this.slots.length) {
      this.slots = new Uint32Array(this.slots.length * 2);
      for (let known = 0; known < code; known++) this.place(known);
    }
    this.place(code);
    return code;
  }

  private place(code: number): void {
    const last = this.slots.length - 1;
    let slot = this.hashes.at(code) & last;
    while (this.slots[slot] !== 0) slot = (slot + 1) & last;
    this.slots[slot] = code + 1;
  }
}

/**
 * Texts that rows share, or that may be as many as the rows: held as bytes, so that a million of
 * them cost little more than their length.
 */
export class TextDictionary {
  readonly texts = new TextColumn();
  private readonly table = new CodeTable();

  /** The code of `text`, a new one (the number of texts before) where it was never met. */
  code(text: string): number {
    const hash = hashText(text);
    const known = this.table.find(hash, (code) => this.texts.holds(code, text));
    if (known >= 0) return known;
    this.texts.append(text);
    return this.table.add(hash);
  }
}

/** FNV-1a over UTF-16 units, with a last mixing for the low bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** A hash for ids up to 2^53 - 1. */
export function hashId(id: number): number {
  const hash = Math.imul((id >>> 0) ^ Math.imul(Math.floor(id / 2 ** 32), 0x85ebca6b), 0x9e3779b1);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** What was made of codes lately, so that it need not be made again for each row of a page. */
export class Recent<Value> {
  private readonly known = new Map<number, Value>();
  private readonly make: (code: number) => Value;

  constructor(make: (code: number) => Value) {
    this.make = make;
  }

  at(code: number): Value {
    const known = this.known.get(code);
    if (known !== undefined) return known;
    if (this.known.size >= RECENT) this.known.clear();
    const made = this.make(code);
    this.known.set(code, made);
    return made;
  }
}
