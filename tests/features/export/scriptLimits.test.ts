import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type Ended,
  downloadWays,
  makePlace,
  readReport,
  run,
  type QueryStrategy,
  ways,
} from './run.ts';
import { downloadedId, filesFor, queryOf, serve, serveRaw } from './serve.ts';

/** Characters that a terminal may interpret, except line breaks and tabs. */
const CONTROL = /(?![\n\t])\p{Cc}/u;

/** Sets constants of a script, such as ATTEMPTS, in either language. */
function withConstants(constants: Record<string, number>): (script: string) => string {
  return (script) => {
    let changed = script;
    for (const [name, value] of Object.entries(constants)) {
      const line = new RegExp(`^(${name} ?= ?)[0-9_]+`, 'm');

      expect(script).toMatch(line);
      changed = changed.replace(line, `$1${value}`);
    }
    return changed;
  };
}

/** Values with titles for test names, which truncate long values. */
function titled(values: string[]): { title: string; value: string }[] {
  return values.map((value) => ({ title: JSON.stringify(value.slice(0, 40)), value }));
}

/** Runs a dry run against a server whose list has this text instead of the sample's JSON. */
async function listFrom(way: QueryStrategy, body: string): Promise<Ended> {
  const server = await serve({
    rows: 36,
    between: async () => new Response(body, { headers: { 'Content-Type': 'application/json' } }),
  });
  return run(way, queryOf(server.origin), await makePlace(), {
    args: ['--dry-run'],
    change: withConstants({ ATTEMPTS: 2 }),
  });
}

/** An endless body, with a count of the bytes that were read. */
function endlessBody(start: string, piece: string) {
  const sent = { bytes: 0 };
  const chunk = new TextEncoder().encode(piece.repeat(Math.ceil(65_536 / piece.length)));
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(start)),
    pull(controller) {
      sent.bytes += chunk.length;
      controller.enqueue(chunk);
    },
  });
  return { body, sent };
}

describe.each(ways())('$way', ({ way, missing }) => {
  test
    .skipIf(missing)
    .each(
      titled([
        '1e999',
        '-1e999',
        '-1',
        '1.5',
        '-0.5',
        '"36"',
        'true',
        'null',
        '[36]',
        '{}',
        '9007199254740992',
        '1e16',
        'NaN',
        'nan',
        'Infinity',
        '-Infinity',
        '9'.repeat(5000),
        `-${'9'.repeat(5000)}`,
        '"\\u001b[2J"',
      ]),
    )('rejects a list with the count $title', async ({ value: count }) => {
    const ended = await listFrom(way, `{"count": ${count}, "results": []}`);
    expect(ended.stderr).toMatch(
      /^The list of files could not be read: the server's answer is .+\.\n$/,
    );
    expect(ended.stderr).not.toMatch(CONTROL);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
  });

  test
    .skipIf(missing)
    .each(
      titled([
        '',
        ' \n',
        '{"count": 0, "results": []',
        '{"count": 0, "results": []} {"count": 0, "results": []}',
        '{"results": []}',
        '{"count": 0, "results": {}}',
        '{"count": 0}',
        '[]',
        '0',
        'null',
        '['.repeat(200_000),
      ]),
    )('rejects the response $title', async ({ value: body }) => {
    const ended = await listFrom(way, body);
    expect(ended.stderr).toMatch(
      /^The list of files could not be read: the server's answer is .+\.\n$/,
    );
    expect(ended).toMatchObject({ code: 1, stdout: '' });
  });

  test.skipIf(missing).each(['0', '0.0', '0e5', '-0'])(
    'accepts the count %s as a number without files',
    async (count) => {
      const ended = await listFrom(way, `{"count": ${count}, "results": []}`);
      expect(ended).toEqual({ code: 0, signal: null, stdout: '', stderr: '0 files.\n' });
    },
  );

  test.skipIf(missing)('counts rows with invalid ids, and never prints these ids', async () => {
    const impossible = [
      '-1',
      '1.5',
      'true',
      'null',
      '"7"',
      '"\\u001b]0;title\\u0007\\u009b2J"',
      '[7]',
      '{"a": 7}',
      '1e999',
      '-1e999',
      '9007199254740992',
      '12345678901234567890',
      '9'.repeat(5000),
    ];
    const server = await serve({
      rows: 36,
      async between(request, answer) {
        const text = await (await answer(request)).text();
        let index = -3;
        return new Response(
          text.replaceAll(/"id":(\d+)(?=,"basename")/g, (same) => {
            const id = impossible[++index];
            return id === undefined ? same : `"id":${id}`;
          }),
        );
      },
    });
    const ended = await run(way, queryOf(server.origin), await makePlace(), {
      args: ['--dry-run'],
    });
    const left = (await filesFor({}, { rows: 36 }))
      .map(({ id }) => id)
      .filter((_, index) => index < 2 || index >= 2 + impossible.length);
    expect(ended.stdout.split('\n').flatMap((line) => line.split('\t')[0] || [])).toEqual(
      left.map(String),
    );
    expect(ended.stderr).toBe(
      `${left.length} files.\n${impossible.length} rows of the list could not be understood.\n`,
    );
    expect(ended.code).toBe(1);
  });

  test.skipIf(missing).each([
    ['of spaces', '', ' '],
    ['of rows', '{"count": 36, "results": [{}', ',{}'],
    ['of a name', '{"count": 36, "results": [{"basename": "', 'x'],
  ])('stops an endless response %s', async (_, first, piece) => {
    const { body, sent } = endlessBody(first, piece);
    const server = await serve({ rows: 36, between: async () => new Response(body) });
    const ended = await run(way, queryOf(server.origin), await makePlace(), {
      args: ['--dry-run'],
      change: withConstants({ MAX_ANSWER: 1_048_576 }),
    });
    expect(ended.stderr).toMatch(/^The list of files could not be read: .*1048576 bytes.*\n$/);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(server.requests).toHaveLength(1);
    // Sockets and streams buffer some of it.
    expect(sent.bytes).toBeLessThan(32 << 20);
  });

  test.skipIf(missing)('stops loading a list with too many rows or pages', async () => {
    const server = await serve({
      rows: 36,
      async between(request, answer) {
        const page: { results: object[] } = await (await answer(request)).json();
        const { searchParams } = new URL(request.url);
        const offset = Number(searchParams.get('offset'));
        if (server.faults === 'drop-downloads:1') {
          return Response.json({ count: offset + 100, results: [{}] });
        }
        return Response.json({ ...page, count: 2 ** 53 - 1 });
      },
    });
    const change = withConstants({ MAX_ROWS: 1000, MAX_PAGES: 20 });
    const rows = await run(way, queryOf(server.origin), await makePlace(), { change });
    expect(rows).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'The list of files could not be read: the list has more than 1000 rows.\n',
    });
    expect(server.requests).toHaveLength(1);
    server.requests.length = 0;
    server.faults = 'drop-downloads:1';
    const pages = await run(way, queryOf(server.origin), await makePlace(), { change });
    expect(pages).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'The list of files could not be read: the list has more than 20 pages.\n',
    });
    expect(server.requests).toHaveLength(20);
  });

  test.skipIf(missing)('stops loading an endless list of projects', async () => {
    const server = await serve({
      between: async (request) =>
        request.url.includes('datafiles')
          ? new Response('<h1>500</h1>', { status: 500 })
          : Response.json({ count: 2 ** 40, results: [{ id: 1 }] }),
    });
    const ended = await run(
      way,
      queryOf(server.origin, { source_project_id: [176] }),
      await makePlace(),
      {
        change: withConstants({ ATTEMPTS: 1 }),
      },
    );
    expect(ended.stderr).toBe(
      'The list of files could not be read: the server answered with status 500.\n',
    );
    expect(ended.code).toBe(1);
    expect(server.requests).toHaveLength(2);
  });
});

describe.each(downloadWays())('$way', ({ way, missing }) => {
  test.skipIf(missing)('stops an endless file at --max-size', async () => {
    const { body, sent } = endlessBody('', 'x');
    const params = { username: ['member_03'] };
    const [first] = await filesFor(params, { rows: 36 });
    const server = await serve({
      rows: 36,
      between: async (request, answer) =>
        downloadedId(request) === first?.id ? new Response(body) : answer(request),
    });
    const place = await makePlace();
    await run(way, queryOf(server.origin, params), place, { args: ['--max-size', '1M'] });
    expect((await readReport(place))[0]).toMatchObject({
      id: String(first?.id),
      status: 'skipped: too large',
      path: '',
    });
    expect(sent.bytes).toBeLessThan(32 << 20);
  });

  test.skipIf(missing)('fails for a file with an endless API response', async () => {
    const params = { username: ['member_03'] };
    const [first, ...others] = await filesFor(params, { rows: 36 });
    const server = await serve({
      rows: 36,
      between: async (request, answer) =>
        request.url.endsWith(`/datafile/${first?.id}/`)
          ? new Response(endlessBody('{"id": 1, "download_url": "', 'x').body)
          : answer(request),
    });
    const place = await makePlace();
    const ended = await run(way, queryOf(server.origin, params), place, {
      change: withConstants({ MAX_ANSWER: 1_048_576 }),
    });
    expect(ended.code).toBe(1);
    const [line, ...rest] = await readReport(place);
    expect(line).toMatchObject({ status: 'failed' });
    expect(line?.['detail']).toContain('1048576 bytes');
    expect(rest.map(({ status }) => status)).toEqual(others.map(() => 'downloaded'));
  });

  test.skipIf(missing)('prints no control characters', async () => {
    const place = await makePlace();
    const server = await serve({ rows: 36 });
    const dest = join(place.home, 'de\u001b]0;title\u0007st\u009b2J');
    const args = ['--dest', dest];
    const found = await run(way, queryOf(server.origin, { username: ['member_03'] }), place, {
      args,
    });
    expect(found.stdout).toContain('Report: ');
    expect(found.stdout).not.toMatch(CONTROL);
    const odd = await serveRaw('HTTP/\u001b]0;title\u0007 \u001b[2J\u009b2J\r\n\r\n');
    const change = withConstants({ ATTEMPTS: 2 });
    const ended = await run(way, queryOf(odd), place, { change });
    expect(ended.stderr).toMatch(/^The list of files could not be read: .*\n$/);
    expect(ended.stderr).not.toMatch(CONTROL);
    await writeFile(join(dest, '.part', '\u001b[2J\u009b2J'), '');
    await symlink('done.tsv', join(dest, '.part', 'a\u001b[2J'));
    const linked = await run(way, queryOf(server.origin), place, { args });
    expect(linked.stderr).toMatch(/^The folder cannot be used: .*\n$/);
    expect(linked.stderr).not.toMatch(CONTROL);
  });

  // The output must not depend on how Python and bash parse unusual headers.
  test.skipIf(missing).each([
    ['Content-Length', '\u00b2\u00b9'],
    ['Content-Length', '9'.repeat(60)],
    ['Content-Length', '-5'],
    ['Retry-After', 'nan'],
    ['Retry-After', '1e999'],
    ['Retry-After', 'Wed, 21 Oct 99999 07:28:00 GMT'],
    ['Content-Range', 'bytes 0-1/\u00b2'],
    ['Content-Range', `bytes 0-1/${'9'.repeat(60)}`],
  ])('handles the header %s: %s', async (name, value) => {
    const raw = await serveRaw(
      `HTTP/1.1 ${name === 'Retry-After' ? '503 Busy' : name === 'Content-Range' ? '206 Partial' : '200 OK'}\r\n` +
        `${name}: ${value}\r\nConnection: close\r\n\r\nbody`,
    );
    const params = { username: ['member_03'] };
    const [first] = await filesFor(params, { rows: 36 });
    const server = await serve({
      rows: 36,
      between: async (request, answer) => {
        const response = await answer(request);
        if (!request.url.endsWith(`/datafile/${first?.id}/`)) return response;
        return Response.json({ ...(await response.json()), download_url: `${raw}/file` });
      },
    });
    const place = await makePlace();
    const ended = await run(way, queryOf(server.origin, params), place, {
      change: withConstants({ ATTEMPTS: 2 }),
    });
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toContain('Report: ');
    expect(await readReport(place)).toHaveLength((await filesFor(params, { rows: 36 })).length);
  });
});
