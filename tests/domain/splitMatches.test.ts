import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, searchWords, splitMatches } from '../../src/domain/text.ts';
import { seed, text } from './arbitraries.ts';

const searches = fc.oneof(
  text,
  fc.array(text, { maxLength: 3 }).map((words) => words.join(' ')),
  fc.constantFrom('a', 'f', 'i', 'fi', 'da', 'e', 's', 'ss', 'σ', '0', '\ud83e', 'abab'),
);
/** Pairs of a text and a search that often matches it. */
const cases = fc.oneof(
  fc.tuple(text, searches),
  fc
    .tuple(text, fc.nat(), fc.nat())
    .map(([whole, from, length]): [string, string] => [
      whole,
      whole.slice(from % (whole.length + 1), (from % (whole.length + 1)) + 1 + (length % 4)),
    ]),
);

function marked(whole: string, search: string): string[] {
  return splitMatches(whole, search)
    .filter(({ isMatch }) => isMatch)
    .map((segment) => segment.text);
}

/**
 * For each letter of `whole`, whether a word of the search covers at least a part of it. Tries every position of the
 * folded text. A combining mark belongs to the letter before it.
 */
function coveredLetters(whole: string, search: string): boolean[] {
  const letters = Array.from(whole);
  const units = letters.flatMap((letter) => fold(letter).split(''));
  const unitOwners = letters.flatMap((letter, at) =>
    fold(letter)
      .split('')
      .map(() => at),
  );
  const covered = letters.map(() => false);
  for (const word of searchWords(search)) {
    for (let from = 0; from + word.length <= units.length; from++) {
      if (units.slice(from, from + word.length).join('') !== word) continue;
      for (let unit = from; unit < from + word.length; unit++) {
        covered[unitOwners[unit] ?? 0] = true;
      }
    }
  }
  return letters.map((letter, at) => {
    if (fold(letter) !== '') return covered[at] ?? false;
    const base = letters.findLastIndex((each, before) => before < at && fold(each) !== '');
    return base !== -1 && (covered[base] ?? false);
  });
}

describe('splitMatches', () => {
  test('keeps the text, in alternating segments', () => {
    fc.assert(
      fc.property(cases, ([whole, search]) => {
        const segments = splitMatches(whole, search);
        expect(segments.map((segment) => segment.text).join('')).toBe(whole);
        for (const [at, segment] of segments.entries()) {
          if (whole !== '') expect(segment.text).not.toBe('');
          expect(segment.isMatch).not.toBe(segments[at + 1]?.isMatch);
        }
      }),
      { seed, numRuns: 2000 },
    );
  });

  test('marks exactly the letters that a word of the search covers', () => {
    let some = 0;
    fc.assert(
      fc.property(cases, ([whole, search]) => {
        const isMarked = splitMatches(whole, search).flatMap((segment) =>
          segment.text.split('').map(() => segment.isMatch),
        );
        const letters = Array.from(whole);
        const expected = coveredLetters(whole, search).flatMap((covered, at) =>
          Array.from({ length: letters[at]?.length ?? 0 }, () => covered),
        );
        expect(isMarked).toEqual(expected);
        if (isMarked.includes(true)) some++;
      }),
      { seed, numRuns: 3000 },
    );
    expect(some).toBeGreaterThan(300);
  });

  test('marks something if the search matches the text', () => {
    fc.assert(
      fc.property(cases, ([whole, search]) => {
        const isFound = searchWords(search).some((word) => fold(whole).includes(word));
        expect(marked(whole, search).length > 0).toBe(isFound);
      }),
      { seed, numRuns: 3000 },
    );
  });

  test.each([
    ['Spotify data', 'spotify', ['Spotify']],
    ['Spotify data', 'data spot', ['Spot', 'data']],
    ['Données', 'donnees', ['Données']],
    ['Donne\u0301es', 'donne', ['Donne\u0301']],
    ['ﬁle', 'file', ['ﬁle']],
    ['ﬁle', 'f', ['ﬁ']],
    ['oﬁ', 'of', ['oﬁ']],
    ['ﬁle', 'il', ['ﬁl']],
    ['ΟΔΟΣ', 'οδός', ['ΟΔΟΣ']],
    ['aaa', 'aa', ['aaa']],
    ['ababab', 'abab', ['ababab']],
    ['🧬🧬', '🧬', ['🧬🧬']],
    ['a\ud83e b', 'a', ['a']],
    ['abc', 'x', []],
    ['abc', '   ', []],
  ])('in %j for %j marks %j', (whole, search, expected) => {
    expect(marked(whole, search)).toEqual(expected);
  });

  test('marks nothing in an empty text or for an empty search', () => {
    expect(splitMatches('', 'a')).toEqual([{ text: '', isMatch: false }]);
    expect(splitMatches('abc', '')).toEqual([{ text: 'abc', isMatch: false }]);
  });
});
