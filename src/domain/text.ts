/**
 * Text as a search compares it: without accents and without case. Compatibility decomposition
 * (NFKD) also makes ligatures and full-width letters equal to the plain ones.
 */
export function fold(text: string): string {
  // Plain ASCII, the bulk of all names, needs none of it.
  if (/^[\n\u0020-\u007e]*$/.test(text)) return text.toLowerCase();
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      // The sigma that ends a word: a search may end within one.
      .replaceAll('ς', 'σ')
  );
}

const EXTENSION = /\.([a-z][a-z0-9]{0,9}(?:\.(?:gz|bz2|xz|zst))?)$/i;

/**
 * A file name's extension in lower case without its dot; a compressed file's keeps the one
 * beneath (`vcf.gz`). Empty where there is none.
 */
export function extensionOf(basename: string): string {
  return EXTENSION.exec(basename)?.[1]?.toLowerCase() ?? '';
}

/** The folded words of a search, in any order; empty where nothing is searched. */
export function searchWords(search: string): string[] {
  return fold(search).split(/\s+/).filter(Boolean);
}

/** A piece of a text; `isMatch` where a word of the search stands. */
export interface TextSegment {
  text: string;
  isMatch: boolean;
}

/**
 * Cuts `text` at the words of `search`, which are compared folded: accents and case differ, and a
 * folded letter may be longer than the one it came from (`ﬁ` is `fi`).
 */
export function splitMatches(text: string, search: string): TextSegment[] {
  const words = searchWords(search);
  if (words.length === 0 || text === '') return [{ text, isMatch: false }];

  // Folded letter by letter, with the place in `text` that each folded unit came from.
  let folded = '';
  const origins: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = fold(letter);
    folded += plain;
    for (let unit = 0; unit < plain.length; unit++) origins.push(at);
    at += letter.length;
  }
  const marked = new Uint8Array(text.length);
  for (const word of words) {
    for (let from = folded.indexOf(word); from !== -1; from = folded.indexOf(word, from + 1)) {
      const start = origins[from] ?? 0;
      let after = from + word.length;
      // Of a letter that is longer when it is folded, all is marked or nothing.
      while (after < origins.length && origins[after] === origins[after - 1]) after++;
      const end = origins[after] ?? text.length;
      marked.fill(1, start, end);
    }
  }
  const pieces: TextSegment[] = [];
  let start = 0;
  for (let end = 1; end <= text.length; end++) {
    if (end < text.length && marked[end] === marked[start]) continue;
    pieces.push({ text: text.slice(start, end), isMatch: marked[start] === 1 });
    start = end;
  }
  return pieces;
}
