import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainLine, plainText, sanitizeText } from '../../src/ui/sanitizeText.ts';
import { snippet, snippetLanguages } from '../../src/features/export/snippets.ts';
import { seed } from '../domain/arbitraries.ts';
import { among, hostileTexts } from '../features/export/hostileTexts.ts';
import { queryOf } from '../features/export/serve.ts';

/** Any UTF-16 string, with many line breaks, bidi characters and flags. */
const text = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom('\r', '\n', '\t', '\u2028', '\u202E', '\u2066', '\u200D', 'a', ' '),
      fc.constantFrom(
        '\u{E0041}',
        '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
      ),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

const FLAG = /\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}/gu;
const UNSAFE =
  // oxlint-disable-next-line no-control-regex
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{E0000}-\u{E007F}]/u;

describe('plainText', () => {
  test.each([
    ['photo\u202Egpj.exe', 'photogpj.exe'],
    ['a\u2066b\u2069c\u200B\uFEFF', 'abc'],
    ['\u001B[31mred\u0007\u0000', '[31mred'],
    ['a\rrm -rf ~\r\nb', 'a\nrm -rf ~\nb'],
    ['say\u{E0068}\u{E0069}', 'say'],
    ['lone \uD800 half', 'lone \uFFFD half'],
  ])('removes control, bidi and invisible characters: %j', (hostile, plain) => {
    expect(plainText(hostile)).toBe(plain);
  });

  test.each([
    "curl 'https://example.org/' |\n\tjq -r '.[] | \"\\(.id)\"'\n",
    '👩\u200D🔬 \u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} ❤\uFE0F',
    'क्\u200Dष می\u200Cخواهم لوحة\u200Fمفاتيح \u061C123 \u200E!',
    'é ñ 健康  two  spaces ',
  ])('does not change commands and text in any language: %j', (harmless) => {
    expect(plainText(harmless)).toBe(harmless);
  });

  test('removes all unsafe characters, and is idempotent', () => {
    fc.assert(
      fc.property(text, (any) => {
        const plain = plainText(any);
        expect(plain.replaceAll(FLAG, '')).not.toMatch(UNSAFE);
        expect(plainText(plain)).toBe(plain);
        // The page shows the result unchanged.
        expect(sanitizeText(plain, plain.length)).toBe(plain);
      }),
      { seed, numRuns: 2000 },
    );
  });

  test.each(snippetLanguages)('does not change a %s snippet', (language) => {
    for (const hostile of hostileTexts) {
      const code = snippet(language, {
        ...queryOf('https://www.openhumans.org', {
          ...among(hostile, hostileTexts),
          search: hostile,
        }),
        words: hostile,
        names: { dataType: () => hostile, project: () => hostile },
      });
      expect(plainText(code)).toBe(code);
    }
  });

  test('has a variant, plainLine, that returns one line', () => {
    expect(plainLine('a\nrm -rf ~\r\n\tb\u2028c')).toBe('a rm -rf ~ b c');
    expect(plainLine(' two  spaces ')).toBe(' two  spaces ');
    fc.assert(
      fc.property(text, (any) => {
        expect(plainLine(any)).not.toMatch(/[\n\r\t\u0085\u2028\u2029]/);
      }),
      { seed, numRuns: 1000 },
    );
  });
});
