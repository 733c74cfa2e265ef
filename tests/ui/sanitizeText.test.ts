import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanitizeText } from '../../src/ui/sanitizeText.ts';

/** Any UTF-16 string, including lone surrogates. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 400 })
  .map((codes) => String.fromCharCode(...codes));

describe('sanitizeText', () => {
  test.each([
    ['photo\u202Egpj.exe', 'photo[U+202E]gpj.exe'],
    ['a\u200Bb\uFEFFc\u2060', 'a[U+200B]b[U+FEFF]c[U+2060]'],
    ['nul\u0000bell\u0007esc\u001B[0m', 'nul[U+0000]bell[U+0007]esc[U+001B][0m'],
    ['two\u2028lines\u2029', 'two[U+2028]lines[U+2029]'],
    ['tags \u{E0068}\u{E0069}', 'tags [U+E0068][U+E0069]'],
    ['<script>', '<script>'],
  ])('shows control, bidi and invisible characters as codes: %j', (text, visible) => {
    expect(sanitizeText(text)).toBe(visible);
  });

  test.each([
    'two\nlines\tand tabs',
    '👩\u200D🔬',
    'क्\u200Dष',
    'می\u200Cخواهم',
    'لوحة\u200Fمفاتيح',
    'é ñ 健康',
    '\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}',
  ])('does not change text in any language: %j', (text) => {
    expect(sanitizeText(text)).toBe(text);
  });

  test('limits the length, marks truncation, and never returns bidi characters', () => {
    fc.assert(
      fc.property(units, fc.nat(300), (text, maxLength) => {
        const visible = sanitizeText(text, maxLength);
        expect(visible.length).toBeLessThanOrEqual(8 * Math.min(text.length, maxLength) + 1);
        expect(visible.endsWith('…')).toBe(text.length > maxLength || text.endsWith('…'));
        expect(visible).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/);
        expect(visible).not.toContain('\0');
      }),
    );
  });
});
