import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hostHeaders } from '../../scripts/hostHeaders.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const rules = read('public/_headers');
const nginx = read('docs/nginx.conf').replaceAll(/^\s*#.*$/gm, '');
const pageRule = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/;
const policy = pageRule.exec(read('index.html'))?.[1] ?? 'none';

/** The headers that nginx adds for a path, from the variables and headers of the example configuration. */
function nginxHeaders(path: string): Map<string, string> {
  const variables = new Map(
    [...nginx.matchAll(/map \$uri (\$\w+) \{([^}]*)\}/g)].map(([, name = '', body = '']) => {
      const lines = [...body.matchAll(/^\s*(\S+)\s+"([^"]*)";$/gm)];
      const matching = lines.find(
        ([, found = '']) => found.startsWith('~') && new RegExp(found.slice(1)).test(path),
      );
      const otherwise = lines.find(([, found]) => found === 'default');
      return [name, (matching ?? otherwise)?.[2] ?? ''];
    }),
  );
  const added = [...nginx.matchAll(/^ {2}add_header (\S+) ("[^"]*"|\$\w+)(?: always)?;$/gm)];
  const headers = added.map(([, name = '', value = '']): [string, string] => [
    name,
    value.startsWith('$') ? (variables.get(value) ?? 'unknown') : value.slice(1, -1),
  ]);
  // nginx omits empty headers.
  return new Map(headers.filter(([, value]) => value !== ''));
}

const paths = ['/', '/index.html', '/assets/page-Dx1.js', '/assets/styles-1.css', '/icon.svg'];

describe('The example headers for hosts', () => {
  test('are the same in both files', () => {
    for (const path of paths) {
      expect(Object.fromEntries(nginxHeaders(path)), path).toEqual(
        Object.fromEntries(hostHeaders(rules, path)),
      );
    }
  });

  test('are the same in a sub-folder of nginx', () => {
    expect(nginxHeaders('/a/b/assets/page.js')).toEqual(nginxHeaders('/assets/page.js'));
    expect(nginxHeaders('/a/b/')).toEqual(nginxHeaders('/'));
    expect(nginxHeaders('/a/b/index.html')).toEqual(nginxHeaders('/'));
  });

  test('are not replaced by a header within an nginx location', () => {
    const [, location = ''] = /location \/ \{([^}]*)\}/.exec(nginx) ?? [];
    expect(location).toContain('=404');
    expect(location).not.toContain('add_header');
    expect(nginx.match(/add_header/g)).toHaveLength(nginxHeaders('/').size);
  });

  test('contain the page’s policy and forbid framing', () => {
    expect(policy).toContain("default-src 'none'");
    for (const path of paths) {
      const headers = hostHeaders(rules, path);
      expect(headers.get('Content-Security-Policy')).toBe(`${policy}; frame-ancestors 'none'`);
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
      expect(headers.get('Permissions-Policy')).toMatch(/^(?:[a-z-]+=\(\)(?:, |$))+$/);
    }
  });

  test('cache chunks for ever, and revalidate the page', () => {
    const cached = (path: string) => hostHeaders(rules, path).get('Cache-Control');
    expect(cached('/')).toBe('no-cache');
    expect(cached('/index.html')).toBe('no-cache');
    expect(cached('/assets/page-Dx1.js')).toBe('public, max-age=31536000, immutable');
    expect(cached('/icon.svg')).toBeUndefined();
    // A chunk that is missing during a release must not be cached as missing.
    expect(nginx).toMatch(/add_header Cache-Control \$explorer_cache;/);
  });

  test('allow other sites to show the preview image', () => {
    const openTo = (path: string) => hostHeaders(rules, path).get('Cross-Origin-Resource-Policy');
    expect(openTo('/og.png')).toBeUndefined();
    expect(openTo('/assets/page-Dx1.js')).toBe('same-origin');
  });
});
