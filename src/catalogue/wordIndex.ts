import { containing, encodeText, isAscii, lowered, type TextColumn } from './columnText.ts';

/** How many bits there are for a text. */
const SLICES = 256;

/**
 * Finds the texts of a column that contain a word. A text has a bit for each of its pairs and triples
 * of neighbouring bytes, several sharing one; those of 32 texts stand together, one word for each
 * of `SLICES` (bit slices of signatures, https://doi.org/10.1145/2275.357411). Thus a few operations rule
 * out most of 32 texts at once, and only what remains is searched.
 */
export class WordIndex {
  private readonly texts: TextColumn;
  /**
   * What `fold` makes of the texts, but empty where lower case is all that it does: A to Z alone.
   * Null where `texts` are folded.
   */
  private readonly folded: TextColumn | null;
  private slices = new Uint32Array(0);
  /** The texts that have their bits. Texts are added only, so that what is known stays true. */
  private length = 0;

  constructor(texts: TextColumn, folded: TextColumn | null) {
    this.texts = texts;
    this.folded = folded;
  }

  /**
   * Makes the test whether a text contains `word`.
   * @param word folded, not empty
   */
  testFor(word: string): (text: number) => boolean {
    const { folded, texts } = this;
    const inText = containing(texts, word);
    if (folded === null) return inText;
    const inFolded = containing(folded, word);
    // A text without a folded form is ASCII, or nothing is left of it when it is folded; then the
    // text as it is must not be searched for anything else.
    const isPlain = isAscii(word);
    return (text) => (folded.isEmpty(text) ? isPlain && inText(text) : inFolded(text));
  }

  /** For every text 1 where it contains `word`, else 0. */
  find(word: string): Uint8Array {
    this.extend();
    const { length, slices } = this;
    const passes = this.testFor(word);
    const params = Uint32Array.from(slicesOf(encodeText(word)));
    const mask = new Uint8Array(length);
    for (let first = 0; first < length; first += 32) {
      const base = (first / 32) * SLICES;
      let bits = -1;
      for (let i = 0; i < params.length && bits !== 0; i++) {
        bits &= slices[base + (params[i] ?? 0)] ?? 0;
      }
      for (; bits !== 0; bits &= bits - 1) {
        const text = first + 31 - Math.clz32(bits & -bits);
        // The bits of a word of one byte, which is in no pair.
        if (text >= length) break;
        if (passes(text)) mask[text] = 1;
      }
    }
    return mask;
  }

  private extend(): void {
    const { folded, texts } = this;
    const needed = Math.ceil(texts.length / 32) * SLICES;
    if (needed > this.slices.length) {
      const grown = new Uint32Array(needed);
      grown.set(this.slices);
      this.slices = grown;
    }
    const { slices } = this;
    for (let text = this.length; text < texts.length; text++) {
      const column = folded === null || folded.isEmpty(text) ? texts : folded;
      const { bytes } = column;
      const end = column.endOf(text);
      const base = (text >>> 5) * SLICES;
      const bit = 1 << (text & 31);
      let triple = 0;
      for (let at = column.starts.at(text), length = 1; at < end; at++, length++) {
        triple = ((triple << 8) | (lowered[bytes[at] ?? 0] ?? 0)) & 0xffffff;
        if (length === 1) continue;
        const pair = base + sliceOf(triple & 0xffff);
        slices[pair] = (slices[pair] ?? 0) | bit;
        if (length === 2) continue;
        const three = base + sliceOf(triple);
        slices[three] = (slices[three] ?? 0) | bit;
      }
    }
    this.length = texts.length;
  }
}

/** The slices of the pairs and triples in `bytes`, which are in lower case. */
function slicesOf(bytes: Uint8Array): Set<number> {
  const slices = new Set<number>();
  let triple = 0;
  for (const [at, byte] of bytes.entries()) {
    triple = ((triple << 8) | byte) & 0xffffff;
    if (at > 0) slices.add(sliceOf(triple & 0xffff));
    if (at > 1) slices.add(sliceOf(triple));
  }
  return slices;
}

/** The slice of two or three bytes: the first bits of a product that the last ones have stirred. */
function sliceOf(gram: number): number {
  return Math.imul(gram, 0x9e3779b1) >>> 24;
}
