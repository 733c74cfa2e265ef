import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { folderPath } from '../../../src/features/export/fileNames.ts';
import {
  downloadWays,
  type Ended,
  makePlace,
  type Place,
  readReport,
  run,
  sha256,
  ways,
} from './run.ts';
import {
  bigContent,
  contentOf,
  downloadedId,
  filesFor,
  halfOf,
  hostAnswer,
  queryOf,
  serve,
} from './serve.ts';

const rows = 36;

/**
 * Checks that all files of the sample are in their places, complete and without extra files, and that the report
 * matches.
 */
async function expectEverything(place: Place, statuses: readonly string[]) {
  const expected = await filesFor({}, { rows });
  const report = await readReport(place);
  const files = await place.files();
  expect(report.map(({ id }) => Number(id))).toEqual(expected.map(({ id }) => id));
  expect([...files.keys()].toSorted(byText)).toEqual(
    report.map(({ path = '' }) => path).toSorted(byText),
  );
  for (const [index, file] of expected.entries()) {
    const content = await contentOf(file, { rows });
    const line = report[index] ?? {};
    const { path = '', status = '', link = '', ...rest } = line;
    expect(files.get(path)?.equals(content), path).toBe(true);
    expect(statuses).toContain(status);
    expect(path).toBe(folderPath(file, null).join('/'));
    expect(new URL(link).pathname).toBe(`/api/public/datafile/${file.id}/`);
    expect(rest).toEqual({
      id: String(file.id),
      bytes: String(content.length),
      sha256: sha256(content),
      created: file.created,
      project: String(file.source_project),
      username: file.user.username ?? '',
      detail: '',
    });
  }
}

const byText = (a: string, b: string) => (a < b ? -1 : 1);

function expectQuiet({ code, stderr }: Ended) {
  expect(stderr).toBe('');
  expect(code).toBe(0);
}

/** Waits until this many bytes of a partial file have reached the disk; fails otherwise. */
async function expectPart(place: Place, bytes: number): Promise<void> {
  const folder = join(place.dest, '.part');
  const parts = (await readdir(folder)).filter((name) => name !== 'done.tsv');
  const sizes = await Promise.all(parts.map(async (name) => (await stat(join(folder, name))).size));
  expect(Math.max(0, ...sizes)).toBeGreaterThan(bytes);
}

describe.each(ways())('$way', ({ way, missing }) => {
  test.skipIf(missing)('downloads every file, reports it, and changes nothing else', async () => {
    const server = await serve({ rows });
    const place = await makePlace();
    const ended = await run(way, { ...queryOf(server.origin), count: 35 }, place);
    expectQuiet(ended);
    expect(ended.stdout).toContain('36 files.\n36 downloaded\n');
    await expectEverything(place, ['downloaded']);
    const outside = await place.outside();
    expect(
      outside.filter(
        (path) => !/^a(?:\/[^/]*)?$|^a\/b\/home(?:\/open-humans-download\.\w+)?$/.test(path),
      ),
    ).toEqual([]);
    const readme = await readFile(join(place.dest, 'README.txt'), 'utf8');
    expect(readme).toMatch(/^Query: {6}Public data files$/m);
    expect(readme).toMatch(/^Asked: {6}\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ of http/m);
    expect(readme).toMatch(/^Files: {6}36 \(the page showed 35\)$/m);
    expect(readme).toContain('https://www.openhumans.org/public-data/\n');

    server.requests.length = 0;
    const again = await run(way, queryOf(server.origin), place, { args: ['--jobs', '4'] });
    expectQuiet(again);
    expect(again.stdout).toContain('36 already there');
    expect(server.requests).toEqual(['/api/public/datafiles/?limit=500&offset=0']);
    await expectEverything(place, ['already there']);
  });
});

describe.each(downloadWays())('$way', ({ way, missing }) => {
  test.skipIf(missing)(
    'resumes after Ctrl-C: keeps complete files and continues partial ones',
    async () => {
      const ranges: string[] = [];
      let downloads = 0;
      let interrupt = () => {};
      let ending: Promise<Ended> | undefined;
      const place = await makePlace();
      const server = await serve({
        rows,
        async between(request, answer) {
          const id = downloadedId(request);
          if (id === null) return answer(request);
          const response = hostAnswer(request, { bytes: bigContent(id), etag: `"${id}"` });
          ranges.push(`${request.headers.get('Range')} ${response.status}`);
          if (++downloads !== 8) return response;
          return halfOf(response, async () => {
            await vi.waitFor(() => expectPart(place, 120_000), { timeout: 20_000 });
            interrupt();
            await ending;
          });
        },
      });
      ending = run(way, queryOf(server.origin), place, {
        args: ['--jobs', '1'],
        started: (kill) => (interrupt = kill),
      });
      const interrupted = await ending;
      expect(interrupted.code).toBe(130);
      expect(interrupted.stderr).toBe('Stopped. Run it again to go on.\n');
      const kept = await place.files();
      expect(kept.size).toBe(7);

      ranges.length = 0;
      expectQuiet(await run(way, queryOf(server.origin), place));
      const report = await readReport(place);
      const files = await place.files();
      const expected = await filesFor({}, { rows });
      expect(report.map(({ id }) => Number(id))).toEqual(expected.map(({ id }) => id));
      for (const { id, path } of report) {
        expect(files.get(path ?? '')?.equals(bigContent(Number(id))), path).toBe(true);
      }
      expect(report.filter(({ status }) => status === 'already there')).toHaveLength(7);
      expect(ranges).toHaveLength(rows - 7);
      expect(ranges.filter((range) => range !== 'null 200')).toEqual([
        expect.stringMatching(/^bytes=1[2-5]\d{4}- 206$/),
      ]);
    },
  );

  test.skipIf(missing)('overwrites no files of the user', async () => {
    const server = await serve({ rows });
    const place = await makePlace();
    const [first, second] = await filesFor({}, { rows });
    if (first === undefined || second === undefined) throw new Error('There are no files.');
    for (const [file, content] of [
      [first, Buffer.from('mine')],
      [second, await contentOf(second, { rows })],
    ] as const) {
      const path = join(place.dest, ...folderPath(file, null));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
    await writeFile(join(place.dest, 'report.csv'), 'my own\n');
    await writeFile(join(place.dest, 'README.txt'), 'my own\n');
    const ended = await run(way, queryOf(server.origin), place);
    expect(ended.code).toBe(1);
    expect(await readFile(join(place.dest, 'report.csv'), 'utf8')).toBe('my own\n');
    expect(await readFile(join(place.dest, 'README.txt'), 'utf8')).toBe('my own\n');
    const report = await readReport(place, '2-report.csv');
    expect(report.slice(0, 3).map(({ status, detail }) => [status, detail])).toEqual([
      ['failed', 'a different file is in its place, and is left alone'],
      ['already there', ''],
      ['downloaded', ''],
    ]);
    expect(
      [...(await place.files()).values()].filter((content) => content.toString() === 'mine'),
    ).toHaveLength(1);
  });

  test.skipIf(missing)(
    'skips files that are too large, and only lists files with --dry-run',
    async () => {
      const server = await serve({ rows });
      const place = await makePlace();
      const files = await filesFor({}, { rows });
      const sizes = await Promise.all(
        files.map(async (file) => (await contentOf(file, { rows })).length),
      );
      const most = sizes.toSorted((a, b) => a - b)[18] ?? 0;

      const listed = await run(way, queryOf(server.origin), place, { args: ['--dry-run'] });
      expect(listed.code).toBe(0);
      const lines = listed.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t'));
      expect(lines.map(([id]) => Number(id))).toEqual(files.map(({ id }) => id));
      expect(new Set(lines.map(([, state]) => state))).toEqual(new Set(['to download']));
      expect(server.requests).toEqual(['/api/public/datafiles/?limit=500&offset=0']);
      await expect(readFile(place.dest)).rejects.toThrow('ENOENT');

      expectQuiet(
        await run(way, queryOf(server.origin), place, {
          args: ['--max-size', String(most), '--jobs', '4'],
        }),
      );
      const report = await readReport(place);
      expect(report.map(({ status }) => status)).toEqual(
        sizes.map((size) => (size > most ? 'skipped: too large' : 'downloaded')),
      );
      expect(report.map(({ bytes }) => bytes)).toEqual(
        sizes.map((size) => (size > most ? '' : String(size))),
      );
      expect(report.map(({ path }) => path !== '')).toEqual(sizes.map((size) => size <= most));
    },
  );

  test.skipIf(missing)('prints its usage', async () => {
    const place = await makePlace();
    const query = queryOf('http://127.0.0.1:1');
    const help = await run(way, query, place, { args: ['--help'] });
    expect(help.code).toBe(0);
    for (const option of ['--dest', '--max-size', '--jobs', '--dry-run'])
      expect(help.stdout).toContain(option);
    for (const args of [
      ['--jobs', '9'],
      ['--jobs', 'x'],
      ['--max-size', '1T'],
      ['--what'],
      ['more'],
      ['--dest', ''],
    ]) {
      const wrong = await run(way, query, place, { args });
      expect(wrong.code, args.join(' ')).toBe(2);
      expect(wrong.stderr).not.toBe('');
    }
    expect(await place.outside()).not.toContain('a/b/home/dest');
  });
});
