import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  readApiOrigin,
  servedPage,
  withApiOrigin,
  withoutPolicy,
} from '../../scripts/pageSettings.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../index.html'), 'utf8');
const live = 'https://www.openhumans.org';

describe('The page itself', () => {
  test('is the live one, which it names in one place', () => {
    expect(page).toContain('data-source="live"');
    expect(page).toContain(`<meta name="api-origin" content="${live}" />`);
    expect(page).toContain('<meta name="sample-origin" content="" />');
    expect(page.split(live)).toHaveLength(2);
  });
});

describe('The page as it is served', () => {
  test('shows the sample, which its own origin serves', () => {
    const served = servedPage(page);
    expect(served).toContain('data-source="sample"');
    expect(served).toContain('<meta name="sample-origin" content="self" />');
    expect(served).toContain(`<meta name="api-origin" content="${live}" />`);
  });

  test('shows another live source where an origin is given', () => {
    const served = servedPage(page, 'http://localhost:9000');
    expect(served).toContain('data-source="live"');
    expect(served).toContain('<meta name="sample-origin" content="self" />');
    expect(served).toContain('<meta name="api-origin" content="http://localhost:9000" />');
    expect(served).not.toContain(live);
  });

  test('keeps links to the site in its body', () => {
    const linked = page.replace('<noscript>', `<a href="${live}/about">About</a><noscript>`);
    expect(withApiOrigin(linked, 'http://localhost:9000')).toContain(`href="${live}/about"`);
  });

  test('loses its policy and nothing else in development', () => {
    const open = withoutPolicy(page);
    expect(open).not.toContain('Content-Security-Policy');
    expect(open.match(/<meta/g)).toHaveLength((page.match(/<meta/g)?.length ?? 0) - 1);
  });

  test('is refused where there is nothing to rewrite', () => {
    expect(() => servedPage('<html><head></head></html>')).toThrow('sample-origin');
    expect(() => withoutPolicy('<html><head></head></html>')).toThrow('Content-Security-Policy');
  });
});

describe('API_ORIGIN', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['https://www.openhumans.org', 'https://www.openhumans.org'],
    ['http://localhost:9000/', 'http://localhost:9000'],
  ])('%j means %j', (text, origin) => {
    expect(readApiOrigin({ API_ORIGIN: text })).toBe(origin);
  });

  test.each([
    'www.openhumans.org',
    'ftp://a.org',
    'https://a.org/api',
    "https://a.org' x",
    'https://',
  ])('%j is refused by name', (text) => {
    expect(() => readApiOrigin({ API_ORIGIN: text })).toThrow(`API_ORIGIN must be`);
  });
});
