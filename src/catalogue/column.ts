type Numbers = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A growing column of numbers: the first `length` of `values`. */
export class Column<Kind extends Numbers> {
  values: Kind;
  length = 0;
  private readonly make: (capacity: number) => Kind;

  constructor(make: (capacity: number) => Kind) {
    this.make = make;
    this.values = make(0);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = this.make(Math.max(16, this.length * 2));
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length++] = value;
  }

  /** Sets the number at an existing index, or at the next one. */
  set(index: number, value: number): void {
    if (index === this.length) this.push(value);
    else this.values[index] = value;
  }

  /** The number at `index`, which must be less than `length`. */
  at(index: number): number {
    return this.values[index] ?? 0;
  }

  /** A mask of the column's rows: 1 if `marked` is 1 for the code of the row, else 0. */
  lookUp(marked: Uint8Array): Uint8Array {
    const { length, values } = this;
    const mask = new Uint8Array(length);
    for (let i = 0; i < length; i++) mask[i] = marked[values[i] ?? 0] ?? 0;
    return mask;
  }

  /** Keeps only the numbers at these indices, in this order. */
  keep(indices: Uint32Array): void {
    const kept = this.make(indices.length);
    for (let i = 0; i < indices.length; i++) kept[i] = this.at(indices[i] ?? 0);
    this.values = kept;
    this.length = kept.length;
  }
}

export type Floats = Column<Float64Array<ArrayBuffer>>;
/** A column of integers up to 2^32 - 1: codes and positions. */
export type Codes = Column<Uint32Array<ArrayBuffer>>;

export function makeFloats(): Floats {
  return new Column((capacity) => new Float64Array(capacity));
}

export function makeCodes(): Codes {
  return new Column((capacity) => new Uint32Array(capacity));
}

/** The integers from 0 to `length` - 1. */
export function countUp(length: number): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(length);
  for (let i = 0; i < length; i++) numbers[i] = i;
  return numbers;
}

/** Lists of codes, one after another in one column (compressed sparse rows). */
export class Lists {
  private readonly starts = makeCodes();
  private readonly codes = makeCodes();

  constructor() {
    this.starts.push(0);
  }

  get length(): number {
    return this.starts.length - 1;
  }

  append(codes: readonly number[]): void {
    for (const code of codes) this.codes.push(code);
    this.starts.push(this.codes.length);
  }

  /** The codes of one list; a view that is valid until the next `append`. */
  at(index: number): Uint32Array {
    return this.codes.values.subarray(this.starts.at(index), this.starts.at(index + 1));
  }

  /** A mask of the lists: 1 if `marked` is 1 for at least one code of the list, else 0. */
  mask(marked: Uint8Array): Uint8Array {
    return Uint8Array.from({ length: this.length }, (_, index) =>
      Number(this.at(index).some((code) => marked[code] === 1)),
    );
  }
}
