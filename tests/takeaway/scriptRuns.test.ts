import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makePlace, readReport, run, sha256, ways } from './run.ts';
import { contentOf, filesFor, queryOf, serve } from './serve.ts';

describe.each(ways())('$way', ({ way, missing }) => {
  test.skipIf(missing)('downloads every file of the query, byte for byte', async () => {
    const server = await serve({ rows: 36 });
    const place = await makePlace();
    const before = await place.outside();
    const ended = await run(way, queryOf(server.origin), place);
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
    const expected = await filesFor({}, { rows: 36 });
    const report = await readReport(place);
    expect(report.map(({ id }) => Number(id))).toEqual(expected.map(({ id }) => id));
    const files = await place.files();
    expect(files.size).toBe(expected.length);
    for (const [index, file] of expected.entries()) {
      const content = await contentOf(file, { rows: 36 });
      const line = report[index];
      expect(files.get(line?.['path'] ?? '')).toEqual(content);
      expect(line?.['sha256']).toBe(sha256(content));
    }
    expect(before).toBeDefined();
    expect(await readFile(join(place.dest, 'README.txt'), 'utf8')).toContain('Public data files');
  });
});
