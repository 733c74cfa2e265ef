import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../../src');

test('every use of a download link checks it: only the tooltip of a refused one shows its text', () => {
  const files = readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    // The sample makes links, and the catalogue stores them as they are.
    .filter((file) => !/\/(?:sample|catalogue)\//.test(file.replaceAll('\\', '/')));
  const unchecked = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => /\w\.download_url\b/.test(line))
      .filter(
        (line) => !/webLink\([^()]*\.download_url\)|sanitizeText\(file\.download_url\)/.test(line),
      )
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(unchecked).toEqual([]);
});
