import { containing, lowered } from './columnSearch.ts';
import { encodeText, isAscii, type TextColumn } from './columnText.ts';

/** How many bits there are for a text. */
const SLICES = 256;

/**
 * Finds the texts of a column that contain a word. A text has a bit for each of its pairs and triples
 * of neighbouring bytes, several sharing one. The bits of 32 texts are a number, and those of all texts
 * stand in a row for each of `SLICES` (bit slices of signatures, https://doi.org/10.1145/2275.357411).
 * Thus a few runs through memory rule out most texts, 32 at once, and only what remains is searched.
 */
export class WordIndex {
  private readonly texts: TextColumn;
  /**
   * What `fold` makes of the texts, but empty where lower case is all that it does: A to Z alone.
   * Null where `texts` are folded.
   */
  private readonly folded: TextColumn | null;
  private slices = new Uint32Array(0);
  /** How many numbers there is room for in each slice. */
  private stride = 0;
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
    this.extend();
    const passes = this.searchFor(word);
    const candidates = this.candidates(word);
    return (text) => (((candidates[text >>> 5] ?? 0) >>> (text & 31)) & 1) === 1 && passes(text);
  }

  /** For every text 1 where it contains `word`, else 0. */
  find(word: string): Uint8Array {
    this.extend();
    const { length } = this;
    const passes = this.searchFor(word);
    const candidates = this.candidates(word);
    const mask = new Uint8Array(length);
    for (let place = 0; place < candidates.length; place++) {
      for (let bits = (candidates[place] ?? 0) | 0; bits !== 0; bits &= bits - 1) {
        const text = place * 32 + 31 - Math.clz32(bits & -bits);
        // The bits of a word of one byte, which is in no pair.
        if (text >= length) break;
        if (passes(text)) mask[text] = 1;
      }
    }
    return mask;
  }

  /** The same test, of the text itself. */
  private searchFor(word: string): (text: number) => boolean {
    const { folded, texts } = this;
    const inText = containing(texts, word);
    if (folded === null) return inText;
    const inFolded = containing(folded, word);
    // A text without a folded form is ASCII, or nothing is left of it when it is folded; then the
    // text as it is must not be searched for anything else.
    const isPlain = isAscii(word);
    return (text) => (folded.isEmpty(text) ? isPlain && inText(text) : inFolded(text));
  }

  /** A bit for each text that has all bits of `word`. */
  private candidates(word: string): Uint32Array {
    const { length, slices, stride } = this;
    const bits = new Uint32Array(Math.ceil(length / 32)).fill(0xffffffff);
    for (const slice of slicesOf(encodeText(word))) {
      keepCommon(bits, slices.subarray(slice * stride, slice * stride + bits.length));
    }
    return bits;
  }

  /** Makes room in every slice for so many numbers. */
  private reserve(needed: number): void {
    const { slices, stride } = this;
    if (needed <= stride) return;
    // An odd number of 64 bytes: the slices of a text then share no place in the processor's cache.
    this.stride = (Math.ceil((needed * 9) / 8 / 16) | 1) * 16;
    this.slices = new Uint32Array(SLICES * this.stride);
    for (let slice = 0; slice < SLICES; slice++) {
      const kept = slices.subarray(slice * stride, (slice + 1) * stride);
      this.slices.set(kept, slice * this.stride);
    }
  }

  private extend(): void {
    const { folded, texts } = this;
    this.reserve(Math.ceil(texts.length / 32));
    const { slices, stride } = this;
    for (let text = this.length; text < texts.length; text++) {
      const column = folded === null || folded.isEmpty(text) ? texts : folded;
      const { bytes } = column;
      const end = column.endOf(text);
      const place = text >>> 5;
      const bit = 1 << (text & 31);
      let triple = 0;
      for (let at = column.starts.at(text), length = 1; at < end; at++, length++) {
        triple = ((triple << 8) | (lowered[bytes[at] ?? 0] ?? 0)) & 0xffffff;
        if (length === 1) continue;
        const pair = sliceOf(triple & 0xffff) * stride + place;
        slices[pair] = (slices[pair] ?? 0) | bit;
        if (length === 2) continue;
        const three = sliceOf(triple) * stride + place;
        slices[three] = (slices[three] ?? 0) | bit;
      }
    }
    this.length = texts.length;
  }
}

function keepCommon(bits: Uint32Array, others: Uint32Array): void {
  for (let place = 0; place < bits.length; place++) {
    bits[place] = (bits[place] ?? 0) & (others[place] ?? 0);
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
