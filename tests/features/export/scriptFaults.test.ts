import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { downloadWays, type Ended, makePlace, type Place, readReport, run } from './run.ts';
import {
  bigContent,
  contentOf,
  downloadedId,
  filesFor,
  halfOf,
  type Host,
  hostAnswer,
  queryOf,
  serve,
} from './serve.ts';

const rows = 36;
/** A part of the list, which needs fewer programs to start but shows the same faults. */
const params = { username: ['member_03', 'member_08', 'member_10'] };
const count = 15;

/** Checks that every file has arrived unchanged, and that the journal contains each file once. */
async function expectEverything({ code, stdout, stderr }: Ended, place: Place) {
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain(`${count} downloaded\n`);
  const files = await place.files();
  const report = await readReport(place);
  const expected = await filesFor(params, { rows });
  expect(expected).toHaveLength(count);
  expect(report.map(({ id }) => Number(id))).toEqual(expected.map(({ id }) => id));
  expect(files.size).toBe(count);
  for (const [index, file] of expected.entries()) {
    const content = await contentOf(file, { rows });
    expect(files.get(report[index]?.['path'] ?? '')?.equals(content)).toBe(true);
  }
  const journal = (await readFile(join(place.dest, '.part', 'done.tsv'), 'utf8')).trimEnd();
  expect(journal.split('\n')).toHaveLength(count);
  expect(await readdir(join(place.dest, '.part'))).toEqual(['done.tsv']);
}

describe.each(downloadWays())('$way', ({ way, missing }) => {
  test
    .skipIf(missing)
    .each([
      'fail:3,truncate:5',
      'fail:4:429,retry-after:0,html:7',
      'drop-downloads:3,fail-downloads:4',
      'honour,missing:datafile',
    ])('downloads everything from a server with %s', async (faults) => {
    const server = await serve({ rows, faults });
    const place = await makePlace();
    // With two workers, one of them could meet the fault of every nth request eight times in a row.
    const ended = await run(way, queryOf(server.origin, params), place, { args: ['--jobs', '1'] });
    await expectEverything(ended, place);
  });

  test.skipIf(missing).each(['keys:3', 'keys:3,missing:datafile'])(
    'renews each link just before its use: %s',
    async (faults) => {
      const statuses: number[] = [];
      const began = Date.now();
      let seconds = 0;
      const server = await serve({
        rows,
        faults,
        now: () => began + seconds * 1000,
        async between(request, answer) {
          const isDownload = downloadedId(request) !== null;
          // The clock advances by a second per API request, so the links of the list expire soon.
          if (!isDownload) seconds++;
          const response = await answer(request);
          if (isDownload) statuses.push(response.status);
          return response;
        },
      });
      const place = await makePlace();
      // With two workers, the API requests of one could expire the link that the other is about to use.
      const args = ['--jobs', '1'];
      await expectEverything(
        await run(way, queryOf(server.origin, params), place, { args }),
        place,
      );
      expect(statuses).toEqual(Array(count).fill(200));
    },
  );

  test.skipIf(missing)('handles unusual responses of file hosts', async () => {
    const [a, b, c, d, e, f, g, h] = (await filesFor(params, { rows })).map(({ id }) => id);
    const other = Buffer.from('A new version, and quite another one.\n'.repeat(9000));
    // The responses of a host: the first one, and all later ones. With `cut`, they break off half way.
    const hosts = new Map<number | undefined, { cut: boolean; first: Host; later?: Host }>([
      [a, { cut: true, first: { bytes: bigContent(1), etag: '"1"' } }],
      [
        b,
        {
          cut: true,
          first: { bytes: bigContent(1), etag: '"1"' },
          later: { bytes: other, etag: '"2"' },
        },
      ],
      [c, { cut: true, first: { bytes: bigContent(1) }, later: { bytes: other } }],
      [d, { cut: true, first: { bytes: bigContent(1), etag: '"1"', ranges: 'ignored' } }],
      [e, { cut: true, first: { bytes: bigContent(1), etag: '"1"', ranges: 'odd' } }],
      [f, { cut: true, first: { bytes: bigContent(1), etag: '"1"', ranges: 'refused' } }],
      [g, { cut: false, first: { bytes: other, type: 'Text/HTML; charset=utf-8' } }],
      [h, { cut: false, first: { bytes: Buffer.alloc(0) } }],
    ]);
    const seen = new Map<number, number>();
    const server = await serve({
      rows,
      async between(request, answer) {
        const id = downloadedId(request);
        const host = hosts.get(id ?? undefined);
        if (id === null || host === undefined) return answer(request);
        // Redirects to another host first, like the real server.
        const { pathname, search, searchParams } = new URL(request.url);
        if (!searchParams.has('moved')) {
          return new Response('moved', {
            status: 302,
            headers: { Location: `${pathname}${search}&moved` },
          });
        }
        const times = (seen.get(id) ?? 0) + 1;
        seen.set(id, times);
        const response = hostAnswer(request, times === 1 ? host.first : (host.later ?? host.first));
        return times === 1 && host.cut ? halfOf(response, () => Promise.resolve()) : response;
      },
    });
    const place = await makePlace();
    const ended = await run(way, queryOf(server.origin, params), place);
    expect(ended.code).toBe(1);
    const report = await readReport(place);
    const files = await place.files();
    const contents = [
      bigContent(1),
      other,
      other,
      bigContent(1),
      bigContent(1),
      bigContent(1),
      null,
      Buffer.alloc(0),
    ];
    for (const [index, content] of contents.entries()) {
      const { path = '', status } = report[index] ?? {};
      expect(status, `file ${index}`).toBe(content === null ? 'failed' : 'downloaded');
      if (content !== null) expect(files.get(path)?.equals(content), `file ${index}`).toBe(true);
    }
    expect(report[6]?.['detail']).toContain('a web page came');
    expect(seen.get(g ?? 0)).toBe(2);
    expect(files.size).toBe(count - 1);
  });

  test.skipIf(missing)('distinguishes refused, withdrawn and unlinked files', async () => {
    const [once, always, gone, unlinked, empty] = (await filesFor(params, { rows })).map(
      ({ id }) => id,
    );
    const refused = new Map<number, number>();
    const server = await serve({
      rows,
      async between(request, answer) {
        const { pathname } = new URL(request.url);
        const id = downloadedId(request);
        if (id !== null && (id === once || id === always)) {
          refused.set(id, (refused.get(id) ?? 0) + 1);
          if (id === always || refused.get(id) === 1)
            return new Response('<h1>403</h1>', { status: 403 });
        }
        const file = Number(/\/datafile\/(\d+)\/$/.exec(pathname)?.[1]);
        if (file === gone) return Response.json({ detail: 'Not found.' }, { status: 404 });
        if (file === empty) return Response.json({});
        if (file !== unlinked) return answer(request);
        const row: object = await (await answer(request)).json();
        return Response.json({ ...row, download_url: 'file:///etc/passwd' });
      },
    });
    const place = await makePlace();
    const ended = await run(way, queryOf(server.origin, params), place, { args: ['--jobs', '1'] });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('15 files.\n11 downloaded, 2 withdrawn, 2 failed\n');
    const report = await readReport(place);
    expect(report.slice(0, 5).map(({ status, detail }) => `${status}: ${detail}`)).toEqual([
      'downloaded: ',
      'failed: the server answered with status 403',
      'withdrawn: no longer public',
      'failed: its link is no http or https address',
      'withdrawn: no longer public',
    ]);
    expect([...refused.values()]).toEqual([2, 2]);
  });

  test.skipIf(missing)(
    'reports withdrawn files if the server does not serve single files',
    async () => {
      const gone = (await filesFor(params, { rows })).slice(4, 6).map(({ id }) => id);
      let lists = 0;
      const server = await serve({
        rows,
        faults: 'missing:datafile',
        async between(request, answer) {
          const response = await answer(request);
          if (!new URL(request.url).pathname.endsWith('/datafiles/') || ++lists === 1)
            return response;
          const page: { results: { id: number }[] } = await response.json();
          return Response.json({
            count: rows - gone.length,
            results: page.results.filter(({ id }) => !gone.includes(id)),
          });
        },
      });
      const place = await makePlace();
      const ended = await run(way, queryOf(server.origin, params), place, {
        args: ['--jobs', '1'],
      });
      expect(ended.code).toBe(0);
      expect(ended.stdout).toContain('13 downloaded, 2 withdrawn\n');
      // Loads the full list once, not once for each missing file.
      expect(server.requests.filter((path) => path.includes('limit=500'))).toHaveLength(2);
    },
  );

  test.skipIf(missing)('keeps the partial file after a final failure', async () => {
    const [broken] = await filesFor(params, { rows });
    let works = false;
    const server = await serve({
      rows,
      async between(request, answer) {
        if (works || downloadedId(request) !== broken?.id) return answer(request);
        return new Response('busy', { status: 503, headers: { 'Retry-After': '0' } });
      },
    });
    const place = await makePlace();
    const ended = await run(way, queryOf(server.origin, params), place, {
      change: (script) => script.replace(/^ATTEMPTS ?= ?8/m, (line) => line.replace('8', '3')),
    });
    expect(ended.code).toBe(1);
    expect((await readReport(place))[0]).toMatchObject({
      status: 'failed',
      detail: 'the server answered with status 503 (tried 3 times)',
    });
    works = true;
    const again = await run(way, queryOf(server.origin, params), place);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('1 downloaded, 14 already there');
  });
});
