/** The order of whole words of 16 bits, four to a double. */
const DIGITS = 65_536;

/**
 * Sorts by number, ascending: a new array of `rows` in the order of `keys[row]`. Stable, so that
 * `rows` in another order before settles ties. Linear time (least significant digit first).
 * @param keys any numbers but NaN, one for each row
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
    // All the same: this place puts nothing in order.
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

/** Each double as four digits, the least significant first, that compare as the doubles do. */
function digitsOf(keys: Float64Array): Uint16Array {
  // Adding 0 makes -0 and 0 the same.
  const numbers = keys.map((key) => key + 0);
  const digits = new Uint16Array(numbers.buffer);
  for (let at = 3; at < digits.length; at += 4) {
    // The sign comes first in a double, and negative ones count downward.
    if ((digits[at] ?? 0) < 0x8000) {
      digits[at] = (digits[at] ?? 0) | 0x8000;
      continue;
    }
    for (let place = at - 3; place <= at; place++) digits[place] = ~(digits[place] ?? 0);
  }
  return digits;
}
