import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { has, start } from './run.ts';
import { type Runner, runners, runSnippet } from './runSnippets.ts';
import { queryOf, serve } from './serve.ts';

/** A single attempt, and limits that a test reaches quickly. */
function tightenLimits(text: string): string {
  return text
    .replace('(1, 2, 4, 8, None)', '(None,)')
    .replace('[1, 2, 4, 8, null]', '[null]')
    .replaceAll('64000000', '200000')
    .replaceAll('1000000', '3000');
}

/** A server that sends `body` for every request. */
async function serveText(body: string) {
  return serve({ between: async () => new Response(body) });
}

// oxlint-disable-next-line no-control-regex -- these are the characters that must not be printed
const control = /[\0-\u0008\u000b-\u001f\u007f-\u009f]/;

async function expectError(runner: Runner, origin: string, message: RegExp) {
  const ended = await runSnippet(runner, queryOf(origin), { change: tightenLimits });
  expect(ended.code).not.toBe(0);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toMatch(message);
  expect(ended.stderr).not.toMatch(control);
}

const notAList = /did not send a list of at most 3000 files\.|could not be loaded/;
const row = (id: string) =>
  `{"id": ${id}, "basename": "x", "download_url": "http://x/", "datatypes": [], "metadata": {}}`;

const pages = [
  ...['1e999', '-1', '1.5', '"5"', 'true', 'null', '[]', '9007199254740993', '3001', 'NaN'].map(
    (count) => `{"count": ${count}, "results": [${row('1')}]}`,
  ),
  `{"count": 1${'0'.repeat(5000)}, "results": [${row('1')}]}`,
  `{"results": [${row('1')}]}`,
  '{"count": 0, "results": {}}',
  '{"count": 1, "results": {"id": 1}}',
  '{"count": 1, "results": "x"}',
  '{"count": 1}',
  '[]',
  'null',
  '5',
  '',
  '<html>\u001b]0;title\u0007\u009b31m</html>',
  `{"count": 1, "results": [${row('1')}]`,
];

describe.each(runners)('$language (needs $needs)', (runner) => {
  test.skipIf(runner.missing)(
    'rejects a page that is not a list or has no valid count',
    async () => {
      for (const page of pages) {
        const { origin } = await serveText(page);
        await expectError(runner, origin, notAList);
      }
    },
    120_000,
  );

  test.skipIf(runner.missing)('ends with an error if pages are empty', async () => {
    const { origin, requests } = await serveText('{"count": 100, "results": []}');
    await expectError(runner, origin, /ends after 0 of 100 files/);
    expect(requests).toHaveLength(1);
  });

  test.skipIf(runner.missing)('ends with an error if the count grows with each page', async () => {
    const { origin, requests } = await serve({
      async between(request) {
        const offset = Number(new URL(request.url).searchParams.get('offset'));
        return new Response(
          `{"count": ${offset + 1000}, "results": [${Array.from({ length: 500 }, (_, index) => row(String(offset + index))).join()}]}`,
        );
      },
    });
    await expectError(runner, origin, notAList);
    expect(requests).toHaveLength(6);
  });

  test.skipIf(runner.missing)('ends with an error if a response does not end', async () => {
    const { origin } = await serve({
      between: async () =>
        new Response(
          new ReadableStream({
            pull(controller) {
              controller.enqueue(new TextEncoder().encode(' '.repeat(10_000)));
            },
          }),
        ),
    });
    await expectError(runner, origin, /too large|could not be loaded/);
  });

  test.skipIf(runner.missing)('skips rows whose id is not an integer', async () => {
    const ids = '"\\u001b[31m7" 1.5 -1 true null 1e999 9007199254740992 [] {} "7" [7]'.split(' ');
    const rows = [...ids.map(row), 'null', '5', '"x"', '[]', '[1]', '{}', row('42'), row('42')];
    const { origin } = await serveText(
      `{"count": ${rows.length}, "results": [${rows.join()}, ${row('9007199254740991')}]}`,
    );
    const ended = await runSnippet(runner, queryOf(origin), { change: tightenLimits });
    expect(ended).toMatchObject({
      code: 0,
      stderr: '',
      stdout: '42\thttp://x/\n9007199254740991\thttp://x/\n',
    });
  });

  test.skipIf(runner.missing)('prints no link that is not a plain web address', async () => {
    const links = [
      'http://x/\u001b[31m',
      'http://x/\n\u001b]0;title\u0007',
      'x\nhttp://x/',
      'http://x/\u009b',
      'http://x/ y',
      'http://x/é',
      'javascript:alert(1)',
      'file:///x',
      '',
      null,
      5,
      ['http://x/', 'http://y/'],
      { href: 'http://x/' },
    ];
    const results = links.map((download_url, id) => ({
      id,
      basename: 'x',
      download_url,
      metadata: { huge: '9'.repeat(30) },
    }));
    const { origin } = await serveText(JSON.stringify({ count: links.length, results }));
    const ended = await runSnippet(runner, queryOf(origin));
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toBe(links.map((_, id) => `${id}\t(no link)\n`).join(''));
  });

  test.skipIf(runner.missing)('accepts metadata with numbers of any size', async () => {
    const page = `{"count": 1, "results": [{"id": 7, "basename": "x", "download_url": "http://x/",
      "metadata": {"a": 1e999, "b": ${'9'.repeat(6000)}, "c": -1e-999, "d": "\\u0000"}}]}`;
    const { origin } = await serveText(page);
    expect(await runSnippet(runner, queryOf(origin))).toMatchObject({
      code: 0,
      stderr: '',
      stdout: '7\thttp://x/\n',
    });
  });

  test.skipIf(runner.missing)('prints no control character of an error response', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(
        'HTTP/1.1 404 \u001b[31mNo\u0007 file\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
      );
    });
    await expectError(runner, await originOf(server, 'http'), /could not be loaded/);
  });
});

/** Creates a certificate for localhost. Programs trust it if they get its path. */
async function makeCertificate() {
  const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [path, keyPath] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const options = '-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost'.split(' ');
  const names = ['-addext', 'subjectAltName=DNS:localhost', '-keyout', keyPath, '-out', path];
  const ended = await start(['openssl', 'req', ...options, ...names], { cwd: folder });
  expect(ended.code).toBe(0);
  return { path, cert: await readFile(path), key: await readFile(keyPath) };
}

describe.each(runners)('$language with https (needs $needs, openssl)', (runner) => {
  test.skipIf(runner.missing || !has('openssl'))(
    'prints https links only, and follows no redirect to http',
    async () => {
      const plain = await serve({ rows: 36 });
      let isRedirecting = false;
      const { path: file, ...certificate } = await makeCertificate();
      const server = createHttpsServer(certificate, (request, response) => {
        if (isRedirecting) {
          response.writeHead(302, { Location: `${plain.origin}${request.url ?? ''}` }).end();
          return;
        }
        const links = ['https://x/', 'http://x/', 'HTTPS://x/'];
        const results = links.map((download_url, id) => ({ id, basename: 'x', download_url }));
        response.end(JSON.stringify({ count: links.length, results }));
      });
      const query = queryOf(await originOf(server, 'https'));
      const env = { SSL_CERT_FILE: file, CURL_CA_BUNDLE: file, NODE_EXTRA_CA_CERTS: file };
      expect(await runSnippet(runner, query, { env })).toMatchObject({
        code: 0,
        stderr: '',
        stdout: '0\thttps://x/\n1\t(no link)\n2\t(no link)\n',
      });
      isRedirecting = true;
      const ended = await runSnippet(runner, query, { env, change: tightenLimits });
      expect(ended.code).not.toBe(0);
      expect(ended.stdout).toBe('');
      expect(plain.requests).toEqual([]);
    },
  );
});

/** Listens on a free port until the end of the test. */
async function originOf(server: Server, scheme: string): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
}
