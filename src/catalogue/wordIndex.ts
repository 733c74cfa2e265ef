import { containing, encodeText, isAscii, lowered, type TextColumn } from './columnText.ts';

/** The number of bits of a text's signature. */
const SLICES = 256;

/**
 * Finds the texts of a column that contain a word. The signature of a text has `SLICES` bits; each pair and triple of
 * adjacent bytes sets one of them, chosen by a hash. The signatures of 32 texts are stored as bit slices
 * (https://doi.org/10.1145/2275.357411): one 32-bit word per bit of the signature. A few operations rule out most of
 * 32 texts at once, and only the others are searched.
 */
export class WordIndex {
  private readonly texts: TextColumn;
  /**
   * The folded texts; empty for ASCII texts, which folding changes only to lower case. Null if `texts` are folded.
   */
  private readonly folded: TextColumn | null;
  private slices = new Uint32Array(0);
  /** The number of indexed texts. Texts are only added, so that the index stays valid. */
  private length = 0;

  constructor(texts: TextColumn, folded: TextColumn | null) {
    this.texts = texts;
    this.folded = folded;
  }

  /**
   * Creates a function that tests whether a text contains `word`.
   * @param word folded, not empty
   */
  testFor(word: string): (text: number) => boolean {
    const { folded, texts } = this;
    const inText = containing(texts, word);
    if (folded === null) return inText;
    const inFolded = containing(folded, word);
    // A text without a folded form is ASCII, or folding makes it empty. In the second case, the original text must
    // not match a word that is not ASCII.
    const isPlain = isAscii(word);
    return (text) => (folded.isEmpty(text) ? isPlain && inText(text) : inFolded(text));
  }

  /** A mask of the texts: 1 if the text contains `word`, else 0. */
  find(word: string): Uint8Array {
    this.extend();
    const { length, slices } = this;
    const passes = this.testFor(word);
    const wordSlices = Uint32Array.from(slicesOf(encodeText(word)));
    const mask = new Uint8Array(length);
    for (let first = 0; first < length; first += 32) {
      const base = (first / 32) * SLICES;
      let bits = -1;
      for (let i = 0; i < wordSlices.length && bits !== 0; i++) {
        bits &= slices[base + (wordSlices[i] ?? 0)] ?? 0;
      }
      for (; bits !== 0; bits &= bits - 1) {
        const text = first + 31 - Math.clz32(bits & -bits);
        // A word of one byte has no pairs, so all 32 bits are set, even those after the last text.
        if (text >= length) break;
        if (passes(text)) mask[text] = 1;
      }
    }
    return mask;
  }

  /** Indexes the texts that were appended to the column since the last call. */
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
        const tripleSlice = base + sliceOf(triple);
        slices[tripleSlice] = (slices[tripleSlice] ?? 0) | bit;
      }
    }
    this.length = texts.length;
  }
}

/** The slices of the pairs and triples in `bytes`, which must be in lower case. */
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

/** The slice of two or tripleSlice bytes: a multiplicative hash, of which the high bits depend on all bytes. */
function sliceOf(gram: number): number {
  return Math.imul(gram, 0x9e3779b1) >>> 24;
}
