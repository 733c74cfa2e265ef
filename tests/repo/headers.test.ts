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

/** What nginx would add to a path that it finds, by the example's variables and headers. */
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
  // As nginx does with an empty one.
  return new Map(headers.filter(([, value]) => value !== ''));
}

const paths = ['/', '/index.html', '/assets/page-Dx1.js', '/assets/styles-1.css', '/icon.svg'];

describe('The headers for hosts', () => {
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

  test('are not taken away from nginx by a header within a location', () => {
    const [, location = ''] = /location \/ \{([^}]*)\}/.exec(nginx) ?? [];
    expect(location).toContain('=404');
    expect(location).not.toContain('add_header');
    expect(nginx.match(/add_header/g)).toHaveLength(nginxHeaders('/').size);
  });

  test('keep the page’s policy, and forbid to frame it', () => {
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

  test('let parts be kept for ever, and ask for the page anew', () => {
    const cached = (path: string) => hostHeaders(rules, path).get('Cache-Control');
    expect(cached('/')).toBe('no-cache');
    expect(cached('/index.html')).toBe('no-cache');
    expect(cached('/assets/page-Dx1.js')).toBe('public, max-age=31536000, immutable');
    expect(cached('/icon.svg')).toBeUndefined();
    // A part that is missing in the middle of a release must not be kept as missing.
    expect(nginx).toMatch(/add_header Cache-Control \$explorer_cache;/);
  });

  test('let other sites show the picture of a shared link', () => {
    const openTo = (path: string) => hostHeaders(rules, path).get('Cross-Origin-Resource-Policy');
    expect(openTo('/og.png')).toBeUndefined();
    expect(openTo('/assets/page-Dx1.js')).toBe('same-origin');
  });
});
