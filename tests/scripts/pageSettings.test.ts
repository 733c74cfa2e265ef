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

describe('index.html', () => {
  test('has the live source, in one place', () => {
    expect(page).toContain('data-source="live"');
    expect(page).toContain(`<meta name="api-origin" content="${live}" />`);
    expect(page).toContain('<meta name="sample-origin" content="" />');
    expect(page.split(live)).toHaveLength(2);
  });
});

describe('The served page', () => {
  test('shows the sample, which its own origin serves', () => {
    const served = servedPage(page);
    expect(served).toContain('data-source="sample"');
    expect(served).toContain('<meta name="sample-origin" content="self" />');
    expect(served).toContain(`<meta name="api-origin" content="${live}" />`);
  });

  test('shows another live source if an origin is set', () => {
    const served = servedPage(page, 'http://localhost:9000');
    expect(served).toContain('data-source="live"');
    expect(served).toContain('<meta name="sample-origin" content="self" />');
    expect(served).toContain('<meta name="api-origin" content="http://localhost:9000" />');
    expect(served).not.toContain(live);
  });

  test('keeps the links to the site in its body', () => {
    const linked = page.replace('<noscript>', `<a href="${live}/about">About</a><noscript>`);
    expect(withApiOrigin(linked, 'http://localhost:9000')).toContain(`href="${live}/about"`);
  });

  test('lacks only its policy in development', () => {
    const open = withoutPolicy(page);
    expect(open).not.toContain('Content-Security-Policy');
    expect(open.match(/<meta/g)).toHaveLength((page.match(/<meta/g)?.length ?? 0) - 1);
  });

  test('cannot be created if a setting is missing from index.html', () => {
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
  ])('%j is read as %j', (text, origin) => {
    expect(readApiOrigin({ API_ORIGIN: text })).toBe(origin);
  });

  test.each([
    'www.openhumans.org',
    'ftp://a.org',
    'https://a.org/api',
    "https://a.org' x",
    'https://',
  ])('%j causes an error that names the variable', (text) => {
    expect(() => readApiOrigin({ API_ORIGIN: text })).toThrow(`API_ORIGIN must be`);
  });
});
