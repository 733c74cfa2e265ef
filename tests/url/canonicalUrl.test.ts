import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultParams, parseSearchParams } from '../../src/url/searchParams.ts';
import { canonicalUrl } from '../../src/url/canonicalUrl.ts';
import { seed } from '../domain/arbitraries.ts';
import { hostileTexts } from '../features/export/hostileTexts.ts';
import { anyParams } from './arbitraries.ts';

const page = { origin: 'https://example.org', pathname: '/explorer/' };

/** The only characters that a canonical URL may contain in its path and query string. */
const SAFE =
  /^https:\/\/example\.org\/[A-Za-z0-9._/%-]*(?:\?[a-z_]+=[A-Za-z0-9._,+%-]+(?:&[a-z_]+=[A-Za-z0-9._,+%-]+)*)?$/;

/** Paths as `location.pathname` returns them: encoded by the URL parser only. */
const pathname = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from('/()*!;~\'"$&|`\\@:,+=[]{}^<># %?')),
      fc.constantFrom('//evil.example/', ';touch PWNED;', '%27', '%zz', '..', 'é', 'index.html'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => {
    const url = new URL(page.origin);
    url.pathname = `/${parts.join('')}`;
    return url.pathname;
  });

describe('The canonical URL', () => {
  test('parses back to the same parameters, on the same host, in safe characters only', () => {
    fc.assert(
      fc.property(anyParams, pathname, (params, path) => {
        const url = canonicalUrl(params, { origin: page.origin, pathname: path });
        expect(url).toMatch(SAFE);
        const { origin, pathname: back, search, hash, href } = new URL(url);
        expect(href).toBe(url);
        expect([origin, hash]).toEqual([page.origin, '']);
        expect(decodePath(back)).toBe(decodePath(path));
        expect(parseSearchParams(search)).toEqual({ params, warnings: [] });
      }),
      { seed, numRuns: 1000 },
    );
  });

  test.each(hostileTexts)('preserves a hostile value: %j', (text) => {
    const params = {
      ...defaultParams,
      search: text,
      tag: [text],
      username__not: [text],
    };
    const url = canonicalUrl(params, page);
    expect(url).toMatch(SAFE);
    const { search, tag, username__not } = parseSearchParams(new URL(url).search).params;
    const whole = text.toWellFormed();
    expect([search, tag, username__not]).toEqual([whole, [whole], [whole]]);
  });

  test.each([
    ['//evil.example/', 'https://example.org//evil.example/'],
    ['/~me/explorer/', 'https://example.org/%7Eme/explorer/'],
    ["/it's(1)*!;/", 'https://example.org/it%27s%281%29%2A%21%3B/'],
    ['/100%/%25/', 'https://example.org/100%25/%25/'],
    ['/$(touch%20x)/a.html', 'https://example.org/%24%28touch%20x%29/a.html'],
  ])('encodes the path %s', (path, url) => {
    expect(canonicalUrl(defaultParams, { ...page, pathname: path })).toBe(url);
  });

  test('encodes every character that is special in a shell', () => {
    const params = { ...defaultParams, search: '*!;~\'()$`|<>{}[]^&#"\\' };
    expect(canonicalUrl(params, page)).toBe(
      'https://example.org/explorer/?search=%2A%21%3B%7E%27%28%29%24%60%7C%3C%3E%7B%7D%5B%5D%5E%26%23%22%5C',
    );
  });
});

/** Decodes a path as a server does. Invalid escapes stay unchanged. */
function decodePath(path: string): string {
  return path
    .split(/(%[0-9A-Fa-f]{2})/)
    .map((part, index) =>
      index % 2 === 1 ? String.fromCharCode(Number.parseInt(part.slice(1), 16)) : part,
    )
    .join('');
}
