import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import bcd from '@mdn/browser-compat-data' with { type: 'json' };
import { parseSync, Visitor } from 'vite';
import { describe, expect, test } from 'vitest';
import { browserTargets } from '../../scripts/browserTargets.ts';

/**
 * Web features that the page uses, as paths of MDN's browser-compat-data, with a pattern that finds their use in
 * `src`. If targets may lack a feature, `without` describes the effect.
 */
const features: { path: string; use: RegExp; without?: string }[] = [
  { path: 'api.AbortSignal.any_static', use: /AbortSignal\.any\(/ },
  {
    path: 'api.AbortSignal.timeout_static',
    use: /AbortSignal\.timeout\(/,
    without: 'Chromium 123 aborts with another error, whose name the code does not read',
  },
  { path: 'api.Clipboard.write', use: /clipboard\.write\(/ },
  { path: 'api.ClipboardItem', use: /new ClipboardItem\(/ },
  { path: 'api.HTMLDialogElement.showModal', use: /showModal\(/ },
  { path: 'html.global_attributes.popover', use: /popover="/ },
  { path: 'css.selectors.popover-open', use: /:popover-open/ },
  { path: 'css.selectors.has', use: /:has\(/ },
  { path: 'css.selectors.nesting', use: /^\s+&/m },
  { path: 'css.at-rules.layer', use: /@layer/ },
  { path: 'css.types.color.light-dark', use: /light-dark\(/ },
  { path: 'css.types.color.color-mix', use: /color-mix\(/ },
  { path: 'javascript.builtins.Array.toSorted', use: /\.toSorted\(/ },
  { path: 'javascript.builtins.Array.findLastIndex', use: /\.findLastIndex\(/ },
  { path: 'javascript.builtins.String.toWellFormed', use: /\.toWellFormed\(/ },
  {
    path: 'html.elements.dialog.closedby',
    use: /closedby=/,
    without: 'the dialog also closes by its buttons and by Escape',
  },
  {
    path: 'html.elements.script.blocking',
    use: /blocking="render"/,
    without: 'the page may flash once in the theme of the system',
  },
  {
    path: 'api.Window.showDirectoryPicker',
    use: /showDirectoryPicker/,
    without: '“Into a folder” is offered only where it exists',
  },
  {
    path: 'api.FileSystemFileHandle.createWritable',
    use: /createWritable\(/,
    without: 'needed only after showDirectoryPicker',
  },
  {
    path: 'api.TrustedTypePolicyFactory.createPolicy',
    use: /createPolicy\(/,
    without: 'the policy is created only where Trusted Types exist',
  },
];

/** CSS properties that a target may lack partly or completely, because the page only looks plainer without them. */
const optionalProperties = new Set(
  'accent-color field-sizing forced-color-adjust overflow-anchor overscroll-behavior scrollbar-width'.split(
    ' ',
  ),
);

/** Members of our own objects with the same names as members of newer web APIs. */
const ownMembers = new Set('bytes share'.split(' '));

/** Interfaces whose members the test finds by name alone, because it does not know the types of objects. */
const interfaces =
  'Element HTMLElement HTMLDialogElement HTMLInputElement HTMLAnchorElement Document Node Window Navigator Clipboard Selection History Blob AbortSignal Response Request URL URLSearchParams ReadableStream Array String Map Set Promise Object RegExp TypedArray Math'.split(
    ' ',
  );

interface Compat {
  support: Record<string, unknown>;
}
interface Entry {
  [name: string]: Entry | undefined;
}

function compatOf(entry: Entry | undefined): Compat | undefined {
  return entry?.['__compat'] as Compat | undefined;
}

function compatAt(path: string): Compat | undefined {
  const found = path
    .split('.')
    .reduce<Entry | undefined>((entry, name) => entry?.[name], bcd as unknown as Entry);
  return compatOf(found);
}

/** The target browsers in which a feature does not work, or only behind a flag or with a prefix. */
function unsupportedBy({ support }: Compat): string[] {
  return Object.entries(browserTargets)
    .filter(([browser, target]) => {
      const statements = [support[browser] ?? []].flat() as Record<string, unknown>[];
      return !statements.some(
        ({
          version_added: added,
          version_removed: removed,
          flags,
          prefix,
          alternative_name: other,
        }) =>
          removed === undefined &&
          flags === undefined &&
          prefix === undefined &&
          other === undefined &&
          typeof added === 'string' &&
          Number.parseFloat(added.replace('≤', '')) <= Number.parseFloat(target),
      );
    })
    .map(([browser]) => browser);
}

const root = resolve(import.meta.dirname, '../..');
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:tsx?|css)$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, 'src', file), 'utf8') }));
const page = { file: 'index.html', text: readFileSync(join(root, 'vite.config.ts'), 'utf8') };

/** All `object.member` expressions in TypeScript code. `object` is empty if it is not a plain name. */
function membersIn(file: string, text: string): { object: string; member: string }[] {
  const found: { object: string; member: string }[] = [];
  new Visitor({
    MemberExpression({ object, property, computed }) {
      if (computed || property.type !== 'Identifier') return;
      found.push({
        object: object.type === 'Identifier' ? object.name : '',
        member: property.name,
      });
    },
  }).visit(parseSync(file, text).program);
  return found;
}

const builtins = bcd.javascript.builtins as unknown as Entry;
const api = bcd.api as unknown as Entry;

/** The features in `code` that a target lacks: globals, their static members, and members of `interfaces`. */
function findUnsupported(file: string, code: string): string[] {
  const listed = new Set(features.map(({ path }) => path));
  return membersIn(file, code).flatMap(({ object, member }) => {
    const paths = [
      `api.${object}`,
      `javascript.builtins.${object}`,
      `api.${object}.${member}_static`,
      `javascript.builtins.${object}.${member}`,
    ];
    const owners = interfaces.filter(
      (name) =>
        !ownMembers.has(member) && compatOf((api[name] ?? builtins[name])?.[member]) !== undefined,
    );
    // The object's type is unknown, so a member of several interfaces counts as supported if one of them supports it.
    const isOld = owners.some((name) => {
      const compat = compatOf((api[name] ?? builtins[name])?.[member]);
      return compat !== undefined && unsupportedBy(compat).length === 0;
    });
    if (!isOld) {
      paths.push(
        ...owners.map((name) => `${name in api ? 'api' : 'javascript.builtins'}.${name}.${member}`),
      );
    }
    return paths
      .filter((path) => !listed.has(path))
      .flatMap((path) => {
        const compat = compatAt(path);
        const browsers = compat === undefined ? [] : unsupportedBy(compat);
        return browsers.length === 0 ? [] : [`${file}: ${path} (${browsers.join(', ')})`];
      });
  });
}

describe('The browser targets', () => {
  test.for(features.filter(({ without }) => without === undefined))('support $path', ({ path }) => {
    const compat = compatAt(path);
    expect(compat, 'the path is in browser-compat-data').toBeDefined();
    expect(compat === undefined ? [] : unsupportedBy(compat)).toEqual([]);
  });

  test.for(features)('$path is used', ({ path, use }) => {
    expect(compatAt(path)).toBeDefined();
    expect([...files, page].filter(({ text }) => use.test(text)).length).toBeGreaterThan(0);
  });

  test('support every other web API that the code uses', () => {
    const code = files.filter(({ file }) => !file.endsWith('.css'));
    expect(code.length).toBeGreaterThan(100);
    expect(code.flatMap(({ file, text }) => findUnsupported(file, text))).toEqual([]);
  });

  test('support every CSS property that the style sheets use', () => {
    const sheets = files.filter(({ file }) => file.endsWith('.css'));
    const unsupported = sheets.flatMap(({ file, text }) =>
      [...text.matchAll(/^\s*([a-z-]+)\s*:/gm)].flatMap(([, name = '']) => {
        const compat = compatAt(`css.properties.${name}`);
        const isChecked = compat !== undefined && !optionalProperties.has(name);
        const browsers = isChecked ? unsupportedBy(compat) : [];
        return browsers.length === 0 ? [] : [`${file}: ${name} (${browsers.join(', ')})`];
      }),
    );
    expect(unsupported).toEqual([]);
  });
});

test('The search for unsupported features finds them', () => {
  const code = `Promise.try(f); set.symmetricDifference(other); new CookieStore(); URL.parse(text);
    element.togglePopover(); array.toSorted(); element.moveBefore(a, b);`;
  const found = findUnsupported('x.ts', code).join('\n');
  for (const path of ['Promise.try', 'URL.parse_static', 'Element.moveBefore'])
    expect(found).toContain(path);
  expect(found).not.toContain('toSorted');
});
