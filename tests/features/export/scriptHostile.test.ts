import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { dataFilePageSchema } from '../../../src/api/schemas.ts';
import { folderPath, safeName } from '../../../src/features/export/fileNames.ts';
import { among, hostileMixtures } from './hostileTexts.ts';
import { longNames, namesThatAct } from './names.ts';
import { makePlace, readReport, run, ways, downloadWays } from './run.ts';
import { contentOf, filesFor, queryOf, serve } from './serve.ts';
import { unguard } from './hostileCells.ts';

/** A path that every operating system accepts, with three segments and without `..`. */
const safePath =
  /^\d+\/(?![. ])[^/\\:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,150}(?<![. ])\/\d+-(?![. ])[^/\\:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,150}(?<![. ])$/u;

/** Names that uploaders may choose, with the expected safe names. */
const names: [string, string][] = [
  ['../../x', '_.._x'],
  ['..\\..\\x.txt', '_.._x.txt'],
  ['/etc/passwd', '_etc_passwd'],
  ['$(touch pwned)', '$(touch pwned)'],
  ['`touch pwned`; rm -rf ~', '`touch pwned`; rm -rf ~'],
  ['two\nlines\r\n.csv', 'twolines.csv'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['Com1 .tar', '_Com1 .tar'],
  ['console.log', 'console.log'],
  ['photo\u202Egpj.exe', 'photogpj.exe'],
  ['zero\u200Bwidth\u0000nul\u2028.json', 'zerowidthnul.json'],
  ['', 'file'],
  ['. .', 'file'],
  ['..hidden..', 'hidden'],
  ['-rf', '-rf'],
  ['--output=x', '--output=x'],
  ['a:b*c?d"e<f>g|h.txt', 'a_b_c_d_e_f_g_h.txt'],
  [`${'long '.repeat(1000)}.vcf.gz`, `${'long '.repeat(29).slice(0, 143)}.vcf.gz`],
  [`${'健'.repeat(100)}.json`, `${'健'.repeat(48)}.json`],
  ['lone \ud800 half.txt', 'lone \ufffd half.txt'],
  ['back\\\\ud800slash', 'back__ud800slash'],
  ['tab\there', 'tabhere'],
  ['🏃‍♀️ run 😀.gpx', '🏃♀️ run 😀.gpx'],
  ['cafe\u0301.txt', 'caf\u00e9.txt'],
  ['=1+1,"x".csv', '=1+1,_x_.csv'],
  ...namesThatAct,
];

/** A server with other names, usernames and tags in its rows. */
async function serveNamed(rows: number, change: (row: Row, index: number) => Row) {
  return serve({
    rows,
    async between(request, answer) {
      const response = await answer(request);
      if (!new URL(request.url).pathname.endsWith('/datafiles/')) return response;
      const page: { results: Row[] } = await response.json();
      return Response.json({ ...page, results: page.results.map(change) });
    },
  });
}

interface Row {
  basename: string;
  metadata: unknown;
  user: object;
}

describe.each(ways())('$way', ({ way, missing }) => {
  test.skipIf(missing)('sanitizes names', async () => {
    const rows = 72;
    const server = await serveNamed(rows, (row, index) => ({
      ...row,
      basename: names[index]?.[0] ?? row.basename,
      user: { id: 1, name: null, username: index === 0 ? 'AUX' : '../..' },
    }));
    const place = await makePlace();
    const ended = await run(way, queryOf(server.origin), place, { args: ['--dry-run'] });
    expect(ended).toMatchObject({ code: 0, stderr: `${rows} files.\n` });
    const paths = ended.stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[2] ?? '');
    expect(paths.filter((path) => !safePath.test(path))).toEqual([]);
    expect(paths[0]).toContain('/_AUX/');
    expect(paths[1]).toContain('/_/');
    // jq cannot compose accents, as the comment at the top of the script states.
    expect(
      paths.slice(0, names.length).map((path) => path.replace(/^.*\/\d+-/s, '').normalize('NFC')),
    ).toEqual(names.map(([, safe]) => safe));
    if (way !== 'bash with jq') expect(paths.join('').normalize('NFC')).toBe(paths.join(''));
  });

  test.skipIf(missing)(
    'names files with very long names like the page, in linear time',
    async () => {
      const long = [...longNames(100_000), ...longNames(1_000_000)];
      const expected: string[] = [];
      const server = await serveNamed(long.length, (row, index) => {
        const basename = long[index]?.text ?? '';
        // A response of the API is limited to 64 MB.
        const user = { id: 1, name: null, username: basename.slice(0, 100_000) };
        const changed = { ...row, basename, user };
        const file = v.parse(dataFilePageSchema, { count: 1, results: [changed] }).results[0];
        if (file) expected.push(folderPath(file, null).join('/'));
        return changed;
      });
      const ended = await run(way, queryOf(server.origin), await makePlace(), {
        args: ['--dry-run'],
        // With rules that take quadratic time, jq would need about an hour.
        timeout: 120_000,
      });
      expect(ended).toMatchObject({ code: 0, signal: null });
      const paths = ended.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t')[2] ?? '');
      expect(paths).toHaveLength(long.length);
      // jq does not compose accents, so it truncates names that start with them at another character.
      const compared = (path: string, index: number) =>
        way === 'bash with jq' && long[index]?.what.includes('accents') ? '' : path;
      expect(paths.map(compared)).toEqual(expected.map(compared));
    },
    150_000,
  );

  test.skipIf(missing)('names files like the page when it saves into a folder', async () => {
    const pieces = [
      'a',
      'B',
      '健',
      'é',
      'e\u0301',
      '🧬',
      '\ud800',
      '.',
      ' ',
      '/',
      '\\',
      '\u200f',
      '\n',
      '.gz',
      'CON',
      '-',
      '~',
      '"',
      '.lnk',
      '.Library-MS',
      '.{0af}',
    ];
    const unusual = fc
      .array(fc.constantFrom(...pieces, 'long '.repeat(40)), { maxLength: 9 })
      .map((some) => some.join(''));
    const random = fc.sample(fc.tuple(unusual, unusual), { numRuns: 300, seed: 20_250_902 });
    const expected: string[] = [];
    const server = await serveNamed(300, (row, index) => {
      const [basename = '', username = ''] = random[index] ?? [];
      const changed = { ...row, basename, user: { id: 1, name: null, username } };
      const file = v.parse(dataFilePageSchema, { count: 1, results: [changed] }).results[0];
      if (file) expected.push(folderPath(file, null).join('/'));
      return changed;
    });
    const ended = await run(way, queryOf(server.origin), await makePlace(), {
      args: ['--dry-run'],
    });
    const paths = ended.stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[2] ?? '');
    expect(expected).toHaveLength(300);
    if (way !== 'bash with jq') expect(paths).toEqual(expected);
    // With decomposed accents, longer names are truncated earlier.
    const short = (path: string, index: number) =>
      Buffer.byteLength(random[index]?.join('') ?? '') > 140 ? '' : path.normalize('NFC');
    expect(paths.map(short)).toEqual(expected.map(short));
  });

  test.skipIf(missing)(
    'finds files by hostile values of a query, and does not run any',
    async () => {
      const tags = hostileMixtures.map((text) => [text]);
      const server = await serveNamed(36, (row, index) => ({
        ...row,
        metadata: { tags: tags[index] ?? [] },
      }));
      const ids = (await filesFor({}, { rows: 36 })).map(({ id }) => id);
      for (const [index, text] of hostileMixtures.entries()) {
        const place = await makePlace();
        const query = {
          ...queryOf(server.origin, {
            ...among(text, hostileMixtures),
            search: text.replaceAll('\ud800', ''),
          }),
          words: `Files tagged ${text}`,
          names: { dataType: () => text, project: () => text },
          address: `http://localhost/?tag=${text}`,
          ordering: 'created' as const,
        };
        const ended = await run(way, query, place, { args: ['--dry-run'] });
        expect(ended.stderr, text).toBe('1 files.\n');
        expect(ended.stdout.split('\t')[0]).toBe(String(ids[index]));
        expect((await place.outside()).filter((path) => path.includes('pwned'))).toEqual([]);
      }
      const [project = ''] = hostileMixtures;
      const named = {
        ...queryOf(server.origin, { source_project_id: [176] }),
        names: { dataType: () => null, project: () => project },
      };
      const ended = await run(way, named, await makePlace(), { args: ['--dry-run'] });
      const folders = new Set(
        ended.stdout
          .trimEnd()
          .split('\n')
          .map((line) => line.split('\t')[2]?.split('/')[0]),
      );
      expect(folders).toEqual(new Set([`176-${safeName(project)}`]));
    },
    60_000,
  );
});

describe.each(downloadWays())('$way', ({ way, missing }) => {
  test.skipIf(missing)(
    'downloads files of a hostile uploader, and writes nothing outside the folder',
    async () => {
      const options = { rows: 100, hostile: true };
      const server = await serve({ rows: 100, faults: 'hostile' });
      const place = await makePlace();
      const before = await place.outside();
      const ended = await run(way, queryOf(server.origin), place, { args: ['--jobs', '4'] });
      expect(ended.code).toBe(1);
      expect(ended.stderr).toBe('');
      const expected = await filesFor({}, options);
      const report = await readReport(place);
      const files = await place.files();
      expect(report.map(({ id }) => Number(id))).toEqual(expected.map(({ id }) => id));
      for (const [index, file] of expected.entries()) {
        const { path: cell = '', status, detail } = report[index] ?? {};
        const path = unguard(cell);
        if (file.download_url.startsWith('http')) {
          expect(path).toMatch(safePath);
          expect(files.get(path)?.equals(await contentOf(file, options)), file.basename).toBe(true);
        } else {
          expect([path, status, detail]).toEqual([
            '',
            'failed',
            'its link is no http or https address',
          ]);
        }
      }
      expect(files.size).toBe(report.filter(({ status }) => status === 'downloaded').length);
      expect(files.size).toBeLessThan(100);
      const added = (await place.outside()).filter((path) => !before.includes(path));
      expect(added).toHaveLength(1);
      expect(added[0]).toMatch(/open-humans-download\.(?:py|sh)$/);
    },
    60_000,
  );
});
