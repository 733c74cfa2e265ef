import { encodeText, type TextColumn } from './columnText.ts';

/** Every byte, A to Z in lower case. */
const lowered = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
);
const unchanged = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/**
 * Makes the test whether a text of a column contains `word`. It works on bytes, nothing is
 * decoded (Horspool's search, https://doi.org/10.1002/spe.4380100608).
 * @param word not empty
 * @param ignoringCase take A to Z in the column for a to z
 */
export function containing(
  column: TextColumn,
  word: string,
  ignoringCase: boolean,
): (index: number) => boolean {
  const pattern = encodeText(word);
  const last = pattern.length - 1;
  const cases = ignoringCase ? lowered : unchanged;
  // How far the pattern may move when this byte stands under its last one; 0 where they agree.
  const shifts = Uint32Array.from(cases, (byte) => last - pattern.lastIndexOf(byte));
  const { bytes } = column;
  return (index) => {
    const end = column.endOf(index);
    let at = column.starts.at(index) + last;
    while (at < end) {
      const shift = shifts[bytes[at] ?? 0] ?? 1;
      if (shift > 0) at += shift;
      else if (endsAt(bytes, at, pattern, cases)) return true;
      else at++;
    }
    return false;
  };
}

function endsAt(bytes: Uint8Array, at: number, pattern: Uint8Array, cases: Uint8Array): boolean {
  const start = at - pattern.length + 1;
  for (let i = pattern.length - 2; i >= 0; i--) {
    if (cases[bytes[start + i] ?? 0] !== pattern[i]) return false;
  }
  return true;
}

/**
 * Which pairs of neighbouring UTF-16 units `text` has, in 32 bits, several pairs sharing one. A
 * text can only contain a word when it has all the bits of the word: this rules most texts out
 * at the cost of one comparison.
 */
export function sketchPairs(text: string): number {
  let sketch = 0;
  for (let i = 1; i < text.length; i++) {
    const pair = text.charCodeAt(i - 1) * 31 + text.charCodeAt(i);
    sketch |= 1 << (Math.imul(pair, 0x9e3779b1) >>> 27);
  }
  return sketch;
}
