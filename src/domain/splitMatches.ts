import { fold, searchWords } from './text.ts';

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
