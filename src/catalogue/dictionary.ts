import { type Codes, makeCodes } from './column.ts';
import { TextColumn } from './columnText.ts';
import { compareValues } from '../domain/facets.ts';

/** The maximum size of `Recent`: enough for the pages between which a user switches. */
const MAX_RECENT = 1000;

/** Values that many rows share. Each new value gets the next code: 0, 1, 2 … */
export class Dictionary<Value extends string | number | null> {
  readonly values: Value[] = [];
  private readonly codes = new Map<Value, number>();
  /** The code of the latest value: adjacent rows are often equal. */
  private latest = -1;
  private ordered: number[] = [];

  /** The code of `value`. A new value gets a new code. */
  code(value: Value): number {
    if (this.latest >= 0 && this.values[this.latest] === value) return this.latest;
    const known = this.codes.get(value);
    this.latest = known ?? this.values.push(value) - 1;
    if (known === undefined) this.codes.set(value, this.latest);
    return this.latest;
  }

  /** The codes sorted by their values, null last; valid until the next new value. */
  sortedUnique(): readonly number[] {
    const { ordered, values } = this;
    if (ordered.length < values.length) {
      while (ordered.length < values.length) ordered.push(ordered.length);
      // Fast for codes that are sorted already: the sort treats them as one run.
      this.ordered = ordered.toSorted((a, b) =>
        compareValues(values[a] ?? null, values[b] ?? null),
      );
    }
    return this.ordered;
  }

  /** A mask of the values: 1 if the value `passes`, else 0. */
  mask(passes: (value: Value) => boolean): Uint8Array {
    const mask = new Uint8Array(this.values.length);
    this.values.forEach((value, code) => (mask[code] = passes(value) ? 1 : 0));
    return mask;
  }
}

/** A hash table of codes (open addressing). The caller stores and compares the values of the codes. */
export class CodeTable {
  /** The code + 1, or 0 for a free slot. */
  private slots = new Uint32Array(16);
  private readonly hashes: Codes = makeCodes();

  /** The code with this hash for which `isEqual` is true; -1 if there is none. */
  find(hash: number, isEqual: (code: number) => boolean): number {
    const last = this.slots.length - 1;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const code = (this.slots[slot] ?? 0) - 1;
      if (code < 0) return -1;
      if (this.hashes.at(code) === hash && isEqual(code)) return code;
    }
  }

  /** Adds a hash with the next code: 0, 1, 2 … */
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
 * A dictionary of texts, of which there may be as many as rows. It stores them as bytes, so that a million of them
 * take little more memory than their length.
 */
export class TextDictionary {
  readonly texts = new TextColumn();
  private readonly table = new CodeTable();

  /** The code of `text`. A new text gets a new code, the number of texts before it. */
  code(text: string): number {
    const hash = hashText(text);
    const known = this.table.find(hash, (code) => this.texts.holds(code, text));
    if (known >= 0) return known;
    this.texts.append(text);
    return this.table.add(hash);
  }
}

/** FNV-1a over UTF-16 code units, with a final mix of the low bits. */
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

/** A cache of values computed from codes, for the rows of a page. */
export class Recent<Value> {
  private readonly known = new Map<number, Value>();
  private readonly make: (code: number) => Value;

  constructor(make: (code: number) => Value) {
    this.make = make;
  }

  at(code: number): Value {
    const known = this.known.get(code);
    if (known !== undefined) return known;
    if (this.known.size >= MAX_RECENT) this.known.clear();
    const made = this.make(code);
    this.known.set(code, made);
    return made;
  }
}
