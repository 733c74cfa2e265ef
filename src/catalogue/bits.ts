// A set of numbers as bits, 32 per word. Each loop is a separate function without allocations: engines optimise such
// functions during their first run.

/** Creates an empty set for numbers below `length`. */
export function makeBits(length: number): Uint32Array {
  return new Uint32Array((length + 31) >>> 5);
}

/** Adds `values[number]` for each of the `numbers`. */
export function setBitsOf(bits: Uint32Array, numbers: Uint32Array, values: Uint32Array): void {
  for (let i = 0; i < numbers.length; i++) {
    const value = values[numbers[i] ?? 0] ?? 0;
    const word = value >>> 5;
    bits[word] = (bits[word] ?? 0) | (1 << (value & 31));
  }
}

/** The numbers in the set, ascending. */
export function readBits(bits: Uint32Array): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(countBits(bits));
  writeNumbers(bits, numbers);
  return numbers;
}

function writeNumbers(bits: Uint32Array, numbers: Uint32Array): void {
  let count = 0;
  for (let place = 0; place < bits.length; place++) {
    for (let word = (bits[place] ?? 0) | 0; word !== 0; word &= word - 1) {
      numbers[count++] = place * 32 + 31 - Math.clz32(word & -word);
    }
  }
}

/** Counts the bits that are set. Source: Hacker's Delight, 5-1. */
function countBits(bits: Uint32Array): number {
  let count = 0;
  for (let place = 0; place < bits.length; place++) {
    let word = (bits[place] ?? 0) | 0;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
