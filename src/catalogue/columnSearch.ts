import { encodeText, type TextColumn } from './columnText.ts';

/** Every byte, A to Z in lower case. */
export const lowered = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
);

/**
 * Makes the test whether a text of a column, A to Z taken for a to z, contains `word`. It works on
 * bytes, nothing is decoded (Horspool's search, https://doi.org/10.1002/spe.4380100608).
 * @param word folded, not empty
 */
export function containing(column: TextColumn, word: string): (index: number) => boolean {
  const pattern = encodeText(word);
  const last = pattern.length - 1;
  // How far the pattern may move when this byte stands under its last one; 0 where they agree.
  const shifts = new Uint32Array(256).fill(pattern.length);
  pattern.forEach((byte, at) => (shifts[byte] = last - at));
  shifts.copyWithin(0x41, 0x61, 0x7b);
  const { bytes } = column;
  return (index) => {
    const end = column.endOf(index);
    let at = column.starts.at(index) + last;
    while (at < end) {
      const shift = shifts[bytes[at] ?? 0] ?? 1;
      if (shift > 0) at += shift;
      else if (endsAt(bytes, at, pattern)) return true;
      else at++;
    }
    return false;
  };
}

function endsAt(bytes: Uint8Array, at: number, pattern: Uint8Array): boolean {
  const start = at - pattern.length + 1;
  for (let i = pattern.length - 2; i >= 0; i--) {
    if (lowered[bytes[start + i] ?? 0] !== pattern[i]) return false;
  }
  return true;
}
