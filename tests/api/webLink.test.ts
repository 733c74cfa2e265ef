import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webLink } from '../../src/api/webLink.ts';
import { addresses } from '../browser/hostileRows.ts';
import { seed } from '../domain/arbitraries.ts';
import { hostileTexts } from '../features/export/hostileTexts.ts';

describe('A link', () => {
  test.each([
    'https://www.openhumans.org/data-management/datafile-download/1/?key=2fb27e2d-c675-4be0',
    'http://127.0.0.1:4173/x',
    'https://example.org/@user',
    'https://xn--bcher-kva.example/',
    'http://[::1]/',
    "https://example.org/it's(1)?a=$b&c=d;e#f",
  ])('%s is accepted unchanged', (text) => {
    expect(webLink(text)).toBe(text);
  });

  test.each([
    ['HTTPS://Example.ORG', 'https://example.org/'],
    ['https://example.org/a\nrm -rf ~', 'https://example.org/arm%20-rf%20~'],
    ['\u0000\t https://example.org/\r\n', 'https://example.org/'],
    ['https://example.org/\u202Egpj.exe', 'https://example.org/%E2%80%AEgpj.exe'],
    ['https://bücher.example/é', 'https://xn--bcher-kva.example/%C3%A9'],
    ['https:example.org', 'https://example.org/'],
    ['https:\\\\example.org\\x', 'https://example.org/x'],
    ['https://example.org:443/a/../b', 'https://example.org/b'],
    ['https://0x7f.1/', 'https://127.0.0.1/'],
    ['https://@example.org/', 'https://example.org/'],
    ['https://example.org/\uD800', 'https://example.org/%EF%BF%BD'],
  ])('%j is accepted in its parsed form', (text, href) => {
    expect(webLink(text)).toBe(href);
  });

  test.each([
    ...addresses,
    'https://',
    'https:///',
    'https://a b/',
    'https://exa\u0000mple.org/',
    'https://:password@example.org/',
    'https://user@example.org/',
    'https://xn--a/',
    'https://example.999/',
    'https://[::g]/',
    'ftp://example.org/',
    'httpss://example.org/',
    'null',
  ])('%j is rejected', (text) => {
    expect(webLink(text)).toBeNull();
  });

  const piece = fc.oneof(
    fc.constantFrom('https://', 'http:', 'HTTPS://', 'example.org', 'www.', '.', '..', '/', '\\'),
    fc.constantFrom('xn--', 'a', '1', '0x', '443', ':', '@', '?', '#', '&key=', '%', '%2e', '-'),
    fc.constantFrom(...hostileTexts),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );

  test('is the output of the URL parser if it is printable and has no login, and is otherwise rejected', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'https://', 'https://a.org/'),
        fc.array(piece),
        (start, rest) => {
          const text = start + rest.join('');
          expect(webLink(text)).toBe(expected(text));
        },
      ),
      { seed, numRuns: 5000 },
    );
  });
});

function expected(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { href, username, password } = new URL(text);
  return /^https?:\/\/[!-~]+$/.test(href) && username === '' && password === '' ? href : null;
}
