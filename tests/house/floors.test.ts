import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../../src');

/** From the bottom: a file imports from its own folder and from lower layers, never up, never across. */
const floors = [
  ['ui'],
  ['api'],
  ['sample', 'listing'],
  ['address'],
  ['session'],
  ['queries'],
  ['links'],
  [
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

/** Rooms that work without a view. */
const withoutReact = new Set(['api', 'listing', 'sample']);

interface Import {
  from: string;
  to: string;
  dynamic: boolean;
  typeOnly: boolean;
}

function readImports(from: string, code: string): Import[] {
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

/** The room of a file under src/, or the name of a file that stands there alone. */
function roomOf(path: string): string {
  return path.replace(/[/.].*$/, '');
}

function floorOf(path: string): number {
  return floors.findIndex((rooms) => rooms.includes(roomOf(path)));
}

function isAllowed({ from, to }: Import): boolean {
  if (!to.startsWith('.')) {
    return !(withoutReact.has(roomOf(from)) && /react/.test(to));
  }
  const target = join(dirname(from), to);
  if (target.endsWith('.css')) return true;
  return (
    roomOf(target) === roomOf(from) || (floorOf(target) >= 0 && floorOf(target) < floorOf(from))
  );
}

function isLazyEnough({ from, to, dynamic, typeOnly }: Import): boolean {
  const target = to.startsWith('.') ? join(dirname(from), to) : to;
  if (roomOf(target) !== 'sample' || roomOf(from) === 'sample') return true;
  return roomOf(from) === 'queries' && (dynamic || typeOnly);
}

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(src, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
const imports = files.flatMap((file) => readImports(file, readFileSync(join(src, file), 'utf8')));

describe('The floors of src/', () => {
  test('every file stands on a floor', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
  });

  test('imports run downward or within a room, and the pure rooms know no React', () => {
    expect(imports.filter((each) => !isAllowed(each))).toEqual([]);
  });

  test('the sample is only loaded when it is asked for, by queries', () => {
    expect(imports.filter((each) => !isLazyEnough(each))).toEqual([]);
  });
});

describe('The reader of imports', () => {
  const read = (from: string, code: string) => readImports(from, code);

  test('finds static, type, re-exported, dynamic and worker imports', () => {
    const code = `
      import { a } from '../api/a.ts'; // import { no } from './comment.ts'
      import type { B } from '../api/b.ts';
      export { c } from './c.ts';
      const d = await import('../sample/d.ts');
      new Worker(new URL('./e.ts', import.meta.url));`;
    expect(read('queries/x.ts', code).map(({ to }) => to)).toEqual([
      '../api/a.ts',
      '../api/b.ts',
      './c.ts',
      '../sample/d.ts',
      './e.ts',
    ]);
  });

  test.each([
    ['up', 'api/x.ts', `import { a } from '../listing/a.ts';`],
    ['across', 'table/x.tsx', `import { a } from '../paging/a.ts';`],
    ['out of the rooms', 'table/x.tsx', `import { a } from '../App.tsx';`],
    ['React from a pure room', 'listing/x.ts', `import { useQuery } from '@tanstack/react-query';`],
  ])('refuses an import %s', (_direction, from, code) => {
    expect(read(from, code).every(isAllowed)).toBe(false);
  });

  test('refuses the sample in the first chunk, and from any room but queries', () => {
    const code = { still: `import { s } from '../sample/s.ts';`, lazy: `import('../sample/s.ts')` };
    expect(read('queries/x.ts', code.still).every(isLazyEnough)).toBe(false);
    expect(read('table/x.tsx', code.lazy).every(isLazyEnough)).toBe(false);
    expect(read('queries/x.ts', code.lazy).every(isLazyEnough)).toBe(true);
  });
});
