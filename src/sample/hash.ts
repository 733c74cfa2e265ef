/**
 * Mixes an integer and a salt to 32 evenly distributed bits with the finaliser of MurmurHash3 (Austin Appleby, public
 * domain). It makes the sample deterministic: the same input gives the same output everywhere.
 * @param value any integer; only its low 32 bits count
 * @param salt selects one of many independent hashes of the value
 * @returns an integer from 0 to 2³² − 1
 */
export function hash(value: number, salt = 0): number {
  let bits = (value + Math.imul(salt + 1, 0x9e3779b1)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16) ^ Math.imul(salt, 0x27d4eb2f), 0x165667b1);
  return (bits ^ (bits >>> 15)) >>> 0;
}

/** The hash of `value` and `salt` as a fraction: at least 0, less than 1. */
export function fraction(value: number, salt = 0): number {
  return hash(value, salt) / 2 ** 32;
}

/**
 * Picks an item of a list by hash.
 * @throws RangeError if the list is empty
 */
export function pick<Item>(items: readonly Item[], value: number, salt = 0): Item {
  const item = items[hash(value, salt) % items.length];
  if (item === undefined) throw new RangeError('Cannot pick from an empty list.');
  return item;
}

/**
 * Picks one of several weighted choices by a fraction.
 * @param weights non-negative numbers, not all zero
 * @param at from 0 (the first choice) to below 1 (the last)
 * @returns an index into `weights`
 */
export function weighted(weights: readonly number[], at: number): number {
  let left = at * weights.reduce((sum, weight) => sum + weight, 0);
  let chosen = 0;
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue;
    chosen = index;
    left -= weight;
    if (left < 0) break;
  }
  return chosen;
}
