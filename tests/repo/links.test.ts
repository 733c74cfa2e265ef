import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../../src');

test('every use of a download link validates it; only the tooltip of a rejected link shows its text', () => {
  const files = readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    // The sample creates links, and the catalogue stores them unchanged.
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
