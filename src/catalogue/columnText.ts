import { countUp, makeCodes } from './column.ts';

/**
 * A column of texts, stored as bytes. The encoding is CESU-8 (https://www.unicode.org/reports/tr26/), which encodes
 * each UTF-16 code unit separately, as UTF-8 encodes a character. Unlike UTF-8, it preserves lone surrogates, and
 * comparing or searching the bytes gives the same result as comparing or searching the strings.
 */
export class TextColumn {
  bytes = new Uint8Array(64);
  /** The start of each text, and of the next one. */
  readonly starts = makeCodes();
  /** Replacements whose length differs from the previous text; `settle` writes them. */
  private readonly pending = new Map<number, string>();

  constructor() {
    this.starts.push(0);
  }

  get length(): number {
    return this.starts.length - 1;
  }

  /** Appends a text, or its part from position `from` on. */
  append(text: string, from = 0): void {
    const start = this.starts.at(this.length);
    this.reserve(start + (text.length - from) * 3);
    this.starts.push(writeText(text, this.bytes, start, from));
  }

  read(index: number): string {
    return readText(this.bytes, this.starts.at(index), this.endOf(index));
  }

  isEmpty(index: number): boolean {
    return this.endOf(index) === this.starts.at(index);
  }

  /** The position after the last byte of a text. */
  endOf(index: number): number {
    return this.starts.at(index + 1);
  }

  /** Whether the text at `index` equals `text`. */
  holds(index: number, text: string): boolean {
    const [start, end] = [this.starts.at(index), this.endOf(index)];
    if (end - start < text.length) return false;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) return this.read(index) === text;
      if (this.bytes[start + i] !== unit) return false;
    }
    return end - start === text.length;
  }

  /**
   * Replaces the text at `index`, or appends it if `index` equals `length`. After a replacement, `read` may return the
   * old text until `settle` is called.
   * @param from the code unit of `whole` where the text starts
   */
  put(index: number, whole: string, from: number): void {
    if (index === this.length) {
      this.append(whole, from);
      return;
    }
    this.pending.delete(index);
    const text = whole.slice(from);
    if (this.holds(index, text)) return;
    const encoded = encodeText(text);
    const start = this.starts.at(index);
    if (encoded.length === this.endOf(index) - start) this.bytes.set(encoded, start);
    else this.pending.set(index, text);
  }

  /**
   * Writes pending replacements.
   * @param kept the texts to keep, in this order; null keeps all
   */
  settle(kept: Uint32Array | null): void {
    if (kept === null && this.pending.size === 0) return;
    const old = { bytes: this.bytes, starts: this.starts.values, length: this.length };
    const texts = kept ?? countUp(old.length);
    this.bytes = new Uint8Array(old.bytes.length);
    this.starts.values = new Uint32Array(texts.length + 1);
    this.starts.length = 1;
    for (const index of texts) {
      const text = this.pending.get(index);
      if (text !== undefined) {
        this.append(text);
        continue;
      }
      const [from, to] = [old.starts[index] ?? 0, old.starts[index + 1] ?? 0];
      const start = this.starts.at(this.length);
      this.reserve(start + to - from);
      this.bytes.set(old.bytes.subarray(from, to), start);
      this.starts.push(start + to - from);
    }
    this.pending.clear();
  }

  private reserve(capacity: number): void {
    if (capacity <= this.bytes.length) return;
    const grown = new Uint8Array(capacity * 2);
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

/** The bytes of `text` in a `TextColumn`. */
export function encodeText(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  return bytes.slice(0, writeText(text, bytes, 0));
}

/**
 * Writes the code units of `text` from `first` on to `bytes`, starting at position `at`. Each takes up to 3 bytes.
 * @returns the position after the last byte written
 */
function writeText(text: string, bytes: Uint8Array, at: number, first = 0): number {
  let end = at;
  for (let i = first; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[end++] = unit;
    } else if (unit < 0x800) {
      bytes[end++] = 0xc0 | (unit >> 6);
      bytes[end++] = 0x80 | (unit & 0x3f);
    } else {
      bytes[end++] = 0xe0 | (unit >> 12);
      bytes[end++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[end++] = 0x80 | (unit & 0x3f);
    }
  }
  return end;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function readText(bytes: Uint8Array, start: number, end: number): string {
  const text = decoder.decode(bytes.subarray(start, end));
  // The decoder rejects encoded surrogates. Everything else in CESU-8 is valid UTF-8.
  return text.includes('\ufffd') ? readUnits(bytes, start, end) : text;
}

function readUnits(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end;) {
    const lead = bytes[at++] ?? 0;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
    } else if (lead < 0xe0) {
      text += String.fromCharCode(((lead & 0x1f) << 6) | ((bytes[at++] ?? 0) & 0x3f));
    } else {
      const middle = ((bytes[at++] ?? 0) & 0x3f) << 6;
      text += String.fromCharCode(((lead & 0x0f) << 12) | middle | ((bytes[at++] ?? 0) & 0x3f));
    }
  }
  return text;
}

/** Whether all code units are ASCII, and take one byte. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) return false;
  }
  return true;
}

/** Maps bytes to lower case, for A to Z. */
export const lowered = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
);

/**
 * Creates a function that tests whether a text of `column` contains `word`, ignoring the case of A to Z. It searches
 * the bytes without decoding them (Horspool's algorithm, https://doi.org/10.1002/spe.4380100608).
 * @param word folded, not empty
 */
export function containing(column: TextColumn, word: string): (index: number) => boolean {
  const pattern = encodeText(word);
  const last = pattern.length - 1;
  // How far to shift the pattern if this byte is aligned with its last byte; 0 if the two are equal.
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
