/**
 * Folds text for comparison: removes accents and case. Compatibility decomposition (NFKD) also makes ligatures and
 * full-width letters equal to plain ones.
 */
export function fold(text: string): string {
  // A shortcut for ASCII, which most names are.
  if (/^[\n\u0020-\u007e]*$/.test(text)) return text.toLowerCase();
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      // The sigma at the end of a word: a search may end within the word.
      .replaceAll('ς', 'σ')
  );
}

const EXTENSION = /\.([a-z][a-z0-9]{0,9}(?:\.(?:gz|bz2|xz|zst))?)$/i;

/**
 * A file name's extension in lower case, without its dot. For compressed files, includes the inner extension (`vcf.gz`).
 * Empty if there is none.
 */
export function extensionOf(basename: string): string {
  return EXTENSION.exec(basename)?.[1]?.toLowerCase() ?? '';
}

/** The folded words of a search; empty if there is no search. */
export function searchWords(search: string): string[] {
  return fold(search).split(/\s+/).filter(Boolean);
}

/** A part of a text; `isMatch` if it matches a word of the search. */
export interface TextSegment {
  text: string;
  isMatch: boolean;
}

/**
 * Splits `text` into segments that match words of `search` and segments that do not. Compares folded text, in which a
 * letter may be longer than the original (`ﬁ` is `fi`).
 */
export function splitMatches(text: string, search: string): TextSegment[] {
  const words = searchWords(search);
  if (words.length === 0 || text === '') return [{ text, isMatch: false }];

  // Folds letter by letter, and records the position in `text` of each folded code unit.
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
      // A letter that folds to several code units is marked completely or not at all.
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
