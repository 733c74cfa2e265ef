import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

const files = ['src', 'scripts', 'tests'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:tsx?|mjs|css)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !file.includes('node_modules')),
);

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

test('comments and names use plain English', () => {
  // In brackets, so that the pattern does not match this file.
  const words = /who[e]ver|no[b]ody|some[b]ody|it is tol[d]|is sai[d]/i;
  expect(files.filter((file) => words.test(read(file)))).toEqual([]);
});

test('the source has no notes about unfinished work', () => {
  // In brackets, so that the pattern does not match this file.
  const marks = /\b(?:TO[D]O|FIXM[E]|XX[X])\b/;
  expect(files.filter((file) => marks.test(read(file)))).toEqual([]);
});
