import { encodeText, type TextColumn } from './columnText.ts';

/** Every byte, A to Z in lower case. */
const lowered = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
);
const unchanged = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/**
 * Which texts of a column contain `word`, 1 or 0 for each; a column of any size is one long
 * text here (Horspool's search, https://doi.org/10.1002/spe.4380100608), nothing is decoded.
 * @param word not empty, without line breaks
 * @param ignoringCase take A to Z in the column for a to z
 */
export function findTexts(column: TextColumn, word: string, ignoringCase: boolean): Uint8Array {
  const found = new Uint8Array(column.length);
  const pattern = encodeText(word);
  const cases = ignoringCase ? lowered : unchanged;
  const shifts = shiftsOf(pattern, cases);
  const last = pattern.length - 1;
  const { bytes } = column;
  const starts = column.starts.values;
  const length = column.starts.at(column.length);
  let index = 0;
  let at = last;
  while (at < length) {
    const byte = bytes[at] ?? 0;
    if (cases[byte] === pattern[last] && endsAt(bytes, at, pattern, cases)) {
      while ((starts[index + 1] ?? length) <= at) index++;
      found[index] = 1;
      // Once is enough: on to the next text.
      at = (starts[index + 1] ?? length) + last;
    } else {
      at += shifts[byte] ?? 1;
    }
  }
  return found;
}

function endsAt(bytes: Uint8Array, at: number, pattern: Uint8Array, cases: Uint8Array): boolean {
  const start = at - pattern.length + 1;
  for (let i = pattern.length - 2; i >= 0; i--) {
    if (cases[bytes[start + i] ?? 0] !== pattern[i]) return false;
  }
  return true;
}

/** How far the pattern may move when this byte stands under its last one. */
function shiftsOf(pattern: Uint8Array, cases: Uint8Array): Uint32Array {
  const last = pattern.length - 1;
  return Uint32Array.from(cases, (byte) => {
    const place = last === 0 ? -1 : pattern.lastIndexOf(byte, last - 1);
    return last - place;
  });
}
