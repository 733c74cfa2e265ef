import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../../src');

/** From bottom to top. A file may import from its own folder and from lower layers. */
const layers = [
  ['ui'],
  ['api'],
  ['sample', 'domain', 'listing'],
  ['url', 'address'],
  ['catalogue'],
  ['retrieval'],
  ['session'],
  ['queries'],
  // The download link and the row menu, which the table and the details share.
  ['features/downloads', 'links'],
  [
    'features/header',
    'features/filters',
    'features/summary',
    'features/facets',
    'features/table',
    'features/paging',
    'features/details',
    'features/export',
    'features/savedViews',
    'features/help',
    'header',
    'filters',
    'summary',
    'overview',
    'table',
    'paging',
    'details',
    'takeaway',
    'views',
    'help',
  ],
  ['App'],
  ['main', 'preload'],
];

/** Folders that do not use React. */
const withoutReact = new Set(['api', 'catalogue', 'domain', 'listing', 'retrieval', 'sample']);

interface Import {
  from: string;
  to: string;
  dynamic: boolean;
  typeOnly: boolean;
}

function parseImports(from: string, code: string): Import[] {
  const { module } = parseSync(from, code);
  const statics = module.staticImports.map(({ moduleRequest, entries }) => {
    const typeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    return { from, to: moduleRequest.value, dynamic: false, typeOnly };
  });
  const reexports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ from, to: moduleRequest.value, dynamic: false, typeOnly: isType }] : [],
    ),
  );
  const dynamics = module.dynamicImports.map(({ moduleRequest }) => {
    const to = code.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^['"`]|['"`]$/g, '');
    return { from, to, dynamic: true, typeOnly: false };
  });
  const workers = [...code.matchAll(/new URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url/g)];
  const loaded = workers.map(([, to = '']) => ({ from, to, dynamic: true, typeOnly: false }));
  return [...statics, ...reexports, ...dynamics, ...loaded];
}

/** The folder of a file under src/ (`features/table`, `api`), or the file name if it is not in a folder. */
function folderOf(path: string): string {
  return /^features\/[^/.]+/.exec(path)?.[0] ?? path.replace(/[/.].*$/, '');
}

function layerOf(path: string): number {
  return layers.findIndex((folders) => folders.includes(folderOf(path)));
}

/** The file under src/ that an import loads; null for a package. */
function targetOf({ from, to }: Import): string | null {
  return to.startsWith('.') ? join(dirname(from), to.replace(/\?.*$/, '')) : null;
}

function isAllowed(each: Import): boolean {
  const { from, to } = each;
  const target = targetOf(each);
  if (target === null) return !(withoutReact.has(folderOf(from)) && /react/.test(to));
  if (target.endsWith('.css')) return true;
  return (
    folderOf(target) === folderOf(from) || (layerOf(target) >= 0 && layerOf(target) < layerOf(from))
  );
}

function isLazyEnough(each: Import): boolean {
  const { from, dynamic, typeOnly } = each;
  if (folderOf(targetOf(each) ?? '') !== 'sample' || folderOf(from) === 'sample') return true;
  return folderOf(from) === 'queries' && (dynamic || typeOnly);
}

/**
 * The cycles of static and dynamic imports, each as a list of files in order. Type imports count too: if two files
 * need each other's types, a reader cannot understand one after the other.
 */
function findCycles(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const each of imports) {
    const target = targetOf(each);
    if (target !== null) targets.set(each.from, [...(targets.get(each.from) ?? []), target]);
  }
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push(path.slice(start));
    if (start >= 0 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(src, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
const imports = files.flatMap((file) => parseImports(file, readFileSync(join(src, file), 'utf8')));

describe('The layers of src/', () => {
  test('contain every file', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => layerOf(file) < 0)).toEqual([]);
  });

  test('import downward or within a folder only, and some folders do not use React', () => {
    expect(imports.filter((each) => !isAllowed(each))).toEqual([]);
  });

  test('load the sample from queries only, and on demand', () => {
    expect(imports.filter((each) => !isLazyEnough(each))).toEqual([]);
  });

  test('have no circular imports', () => {
    expect(findCycles(imports)).toEqual([]);
  });
});

describe('The checks of imports', () => {
  test('find static, type, re-exported, dynamic and worker imports', () => {
    const code = `
      import { a } from '../api/a.ts'; // import { no } from './comment.ts'
      import type { B } from '../api/b.ts';
      export { c } from './c.ts';
      const d = await import('../sample/d.ts');
      new Worker(new URL('./e.ts', import.meta.url));`;
    expect(parseImports('queries/x.ts', code).map(({ to }) => to)).toEqual([
      '../api/a.ts',
      '../api/b.ts',
      './c.ts',
      '../sample/d.ts',
      './e.ts',
    ]);
  });

  test.each([
    ['up', 'api/x.ts', `import { a } from '../domain/a.ts';`],
    ['across', 'features/table/x.tsx', `import { a } from '../paging/a.ts';`],
    ['out of the folders', 'features/table/x.tsx', `import { a } from '../../App.tsx';`],
    ['React without React', 'domain/x.ts', `import { useQuery } from '@tanstack/react-query';`],
  ])('reject an import %s', (_direction, from, code) => {
    expect(parseImports(from, code).every(isAllowed)).toBe(false);
  });

  test('reject the sample in the first chunk, and in any folder but queries', () => {
    const code = { still: `import { s } from '../sample/s.ts';`, lazy: `import('../sample/s.ts')` };
    expect(parseImports('queries/x.ts', code.still).every(isLazyEnough)).toBe(false);
    expect(parseImports('url/x.tsx', code.lazy).every(isLazyEnough)).toBe(false);
    expect(parseImports('queries/x.ts', code.lazy).every(isLazyEnough)).toBe(true);
  });

  test('find cycles of any length, including type and dynamic imports', () => {
    const cycle = [
      ...parseImports('api/a.ts', `import { b } from './b.ts';`),
      ...parseImports('api/b.ts', `import type { C } from './c.ts';`),
      ...parseImports('api/c.ts', `const a = await import('./a.ts');`),
      ...parseImports('api/d.ts', `import { a } from './a.ts';`),
    ];
    expect(findCycles(cycle)).toEqual([['api/a.ts', 'api/b.ts', 'api/c.ts']]);
  });
});
