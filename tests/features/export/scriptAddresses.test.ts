import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createNodeHandler } from '../../../scripts/nodeHandler.ts';
import { createSampleApi } from '../../../src/sample/sampleApi.ts';
import {
  downloadWays,
  makePlace,
  readReport,
  run,
  type RunOptions,
  start,
  type QueryStrategy,
} from './run.ts';
import { downloadedId, filesFor, queryOf, serve, serveRaw } from './serve.ts';

/** Hosts that are not on the internet, in the spellings that programs accept. */
const privateHosts = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'files.localhost',
  'ip6-localhost',
  'intranet',
  'printer.local',
  'metadata.google.internal',
  'router.home.arpa',
  '127.0.0.1',
  '127.255.255.254',
  '127.0.0.1.',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7F.0.0.1',
  '0177.0.0.1',
  '017700000001',
  '0.0.0.0',
  '0',
  '10.0.0.1',
  '10.1',
  '100.64.0.1',
  '100.127.255.255',
  '169.254.169.254',
  '0xa9fea9fe',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '256.1.1.1',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:8.8.8.8]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::10.0.0.1]',
  '[2002:7f00:1::]',
  '[2001:0:1::]',
  '[2001::1]',
  '[fe80::1]',
  '[FE80::1]',
  '[fc00::1]',
  '[fd12:3456::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[100::1]',
  '[200::1]',
];

const publicHosts = [
  'files.example.com',
  'FILES.example.com.',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '192.0.1.1',
  '169.253.0.1',
  '223.255.255.255',
  '127.0.0.1.example.com',
  '10.example.com',
  'localhost.example.com',
  '[2606:4700::1111]',
  '[64:ff9b::808:808]',
];

/** A server that acts as the proxy for `http://api.example.com` and all other hosts. */
async function serveAsProxy(locate: (index: number, path: string) => string, redirect: boolean) {
  const files = await filesFor({}, { rows: 72 });
  const ids = files.map(({ id }) => id);
  const server = await serve({
    rows: 72,
    async between(request, answer) {
      const { pathname, search, hostname } = new URL(request.url);
      const single = ids.indexOf(Number(/\/datafile\/(\d+)\/$/.exec(pathname)?.[1]));
      const download = ids.indexOf(downloadedId(request) ?? -1);
      if (redirect && download >= 0 && hostname === 'start.example.com') {
        const Location = locate(download, `${pathname}${search}`);
        return new Response('moved', { status: 302, headers: { Location } });
      }
      const response = await answer(request);
      if (single < 0) return response;
      const row: { download_url: string } = await response.json();
      const { pathname: path, search: key } = new URL(row.download_url);
      const link = redirect ? `http://start.example.com${path}${key}` : locate(single, path + key);
      return Response.json({ ...row, download_url: link });
    },
  });
  return { server, env: { http_proxy: server.origin, no_proxy: '', NO_PROXY: '' } };
}

/**
 * Serves over TLS on 127.0.0.1, also as api.example.com and files.example.com. The variables make programs trust its
 * certificate.
 */
async function serveTls(listener: RequestListener) {
  const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const key = join(folder, 'key.pem');
  const cert = join(folder, 'cert.pem');
  const names = 'subjectAltName=IP:127.0.0.1,DNS:api.example.com,DNS:files.example.com';
  const made = await start(
    [
      ...'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'.split(' '),
      ...`-days 2 -subj /CN=test -addext ${names}`.split(' '),
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { cwd: folder },
  );
  expect(made).toMatchObject({ code: 0 });
  const server = createServer({ key: await readFile(key), cert: await readFile(cert) }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { port: String(address.port), env: { SSL_CERT_FILE: cert, CURL_CA_BUNDLE: cert } };
}

function hostsOf(requests: string[]): Set<string> {
  return new Set(requests.map((url) => new URL(url).host));
}

/** Runs a script with these results of name resolution. Port 80 of the API leads to `port`. */
function withNames(
  way: QueryStrategy,
  port: string,
  names: Record<string, string>,
): Pick<RunOptions, 'tools' | 'change'> {
  if (way === 'python') {
    const table = JSON.stringify({ 'api.example.com': '127.0.0.1', ...names });
    return {
      change: (script: string) =>
        script.replace(
          /^import argparse$/m,
          `import argparse\nimport socket\nlook_up = socket.getaddrinfo\nnames = ${table}\n` +
            `socket.getaddrinfo = lambda host, *rest, **more: look_up(names.get(host, host), *rest, **more)`,
        ),
    };
  }
  const curl = spawnSync('which', ['curl'], { encoding: 'utf8' }).stdout.trim();
  const cases = Object.entries(names).map(([name, ip]) => `  ${name}) echo "${ip} STREAM" ;;\n`);
  return {
    tools: {
      curl: `#!/bin/sh\nexec ${curl} -q --connect-to api.example.com:${port}:127.0.0.1:${port} "$@"\n`,
      getent: `#!/bin/sh\ncase $2 in\n${cases.join('')}  *) exit 2 ;;\nesac\n`,
    },
  };
}

describe.each(downloadWays())('$way', ({ way, missing }) => {
  test.skipIf(missing).each(['links', 'redirects'])(
    'rejects %s to hosts that are not on the internet',
    async (kind) => {
      const hosts = [...privateHosts, ...publicHosts];
      const { server, env } = await serveAsProxy(
        (index, path) => `http://${hosts[index] ?? 'api.example.com'}${path}`,
        kind === 'redirects',
      );
      const place = await makePlace();
      const ended = await run(way, queryOf('http://api.example.com'), place, { env });
      expect(ended).toMatchObject({ code: 1, stderr: '' });
      const report = await readReport(place);
      for (const [index, host] of hosts.entries()) {
        const { status, detail } = report[index] ?? {};
        if (index >= privateHosts.length) expect([host, status]).toEqual([host, 'downloaded']);
        else {
          expect([host, status]).toEqual([host, 'failed']);
          // curl normalizes the target of a redirect.
          const shown = kind === 'links' ? host.toLowerCase() : '';
          expect(detail).toContain(`is refused: ${shown}`);
          expect(detail).toContain('is not on the internet');
        }
      }
      const params = server.requests.map((url) => url.toLowerCase());
      for (const host of privateHosts) {
        expect(params.filter((url) => url.startsWith(`http://${host.toLowerCase()}/`))).toEqual([]);
      }
    },
    120_000,
  );

  test.skipIf(missing)(
    'rejects a redirect of the API to a host that is not on the internet',
    async () => {
      const server = await serve({
        between: async (request) =>
          Response.redirect(`http://127.0.0.1:9${new URL(request.url).pathname}`),
      });
      const env = { http_proxy: server.origin, no_proxy: '', NO_PROXY: '' };
      const ended = await run(way, queryOf('http://api.example.com'), await makePlace(), { env });
      expect(ended).toMatchObject({
        code: 1,
        stderr:
          'The list of files could not be read: a redirect is refused: 127.0.0.1 is not on the internet.\n',
      });
      expect(server.requests).toHaveLength(1);
    },
  );

  test
    .skipIf(missing)
    .each([
      'ftp://files.example.com/x',
      'file:///etc/passwd',
      'http://user:password@files.example.com/x',
      'http://files.example.com\\@127.0.0.1/x',
      'http://127.0.0.1%2f@files.example.com/',
      'http://files.example.com:99999999/x',
      'http:///x',
      '//127.0.0.1/x',
    ])('rejects a redirect to %s', async (location) => {
    const { server, env } = await serveAsProxy(() => location, true);
    const place = await makePlace();
    const query = queryOf('http://api.example.com', { username: ['member_03'] });
    const ended = await run(way, query, place, { env });
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    for (const { status } of await readReport(place)) expect(status).toBe('failed');
    expect([...hostsOf(server.requests)].toSorted()).toEqual([
      'api.example.com',
      'start.example.com',
    ]);
  });

  test.skipIf(missing)('stops after ten redirects', async () => {
    const { server, env } = await serveAsProxy(
      (_, path) => `http://start.example.com${path}&again`,
      true,
    );
    const [file] = await filesFor({}, { rows: 72 });
    const place = await makePlace();
    const query = queryOf('http://api.example.com', { id: file ? [file.id] : [] });
    expect(await run(way, query, place, { env })).toMatchObject({ code: 1, stderr: '' });
    expect((await readReport(place))[0]).toMatchObject({ status: 'failed' });
    expect(server.requests.length).toBeLessThan(15);
  });

  test.skipIf(missing)('rejects names that resolve to a private address', async () => {
    const params = { username: ['member_03'] };
    const [first, ...others] = await filesFor(params, { rows: 36 });
    const received: string[] = [];
    const server = await serve({
      rows: 36,
      async between(request, answer) {
        received.push(request.headers.get('host') ?? '');
        const response = await answer(request);
        if (!request.url.includes(`/datafile/${first?.id}/`)) return response;
        const row: { download_url: string } = await response.json();
        const link = row.download_url.replace('api.', 'files.');
        expect(link).not.toBe(row.download_url);
        return Response.json({ ...row, download_url: link });
      },
    });
    const { port } = new URL(server.origin);
    for (const ip of ['127.0.0.1', '::1', '10.0.0.1', '::ffff:127.0.0.1']) {
      // A connection to 10.0.0.1 may take a minute to fail.
      if (way === 'python' && !ip.includes('127.0.0.1')) continue;
      const place = await makePlace();
      const ended = await run(way, queryOf(`http://api.example.com:${port}`, params), place, {
        env: { http_proxy: '', all_proxy: '', ALL_PROXY: '' },
        ...withNames(way, port, { 'files.example.com': ip }),
      });
      expect(ended).toMatchObject({ code: 1, stderr: '' });
      const [line, ...rest] = await readReport(place);
      expect(line).toMatchObject({ status: 'failed', path: '' });
      expect(line?.['detail']).toContain(
        `files.example.com is refused: its address ${ip} is not on`,
      );
      expect(rest.map(({ status }) => status)).toEqual(others.map(() => 'downloaded'));
    }
    expect(new Set(received)).toEqual(new Set([`api.example.com:${port}`]));
  });

  test.skipIf(missing || way === 'python')(
    'connects to the verified addresses only, and verifies the address if it cannot resolve names',
    async () => {
      const params = { username: ['member_03'] };
      const count = (await filesFor(params, { rows: 36 })).length;
      const server = await serve({
        rows: 36,
        async between(request, answer) {
          const response = await answer(request);
          if (!/\/datafile\/\d+\/$/.test(request.url)) return response;
          const row: { download_url: string } = await response.json();
          return Response.json({
            ...row,
            download_url: row.download_url.replace('api.', 'files.'),
          });
        },
      });
      const { port } = new URL(server.origin);
      const query = queryOf(`http://api.example.com:${port}`, params);
      const env = { http_proxy: '', all_proxy: '', ALL_PROXY: '' };
      const pinned = withNames(way, port, { 'files.example.com': '127.0.0.1' });
      const place = await makePlace();
      // In this test, 127.0.0.1 counts as an address of the internet.
      const change = (script: string) =>
        script.replace(/^is_public\(\) \{$/m, '$&\n  [ "$1" != 127.0.0.1 ] || return 0');
      expect(await run(way, query, place, { env, ...pinned, change })).toMatchObject({
        code: 0,
        stderr: '',
      });
      expect(await readReport(place)).toHaveLength(count);

      const curl = pinned.tools?.['curl']?.replace(
        '"$@"',
        `--resolve files.example.com:${port}:127.0.0.1 "$@"`,
      );
      const tools = { curl: curl ?? '' };
      const other = await makePlace();
      expect(await run(way, query, other, { env, tools })).toMatchObject({ code: 1, stderr: '' });
      for (const { status, detail } of await readReport(other)) {
        expect(status).toBe('failed');
        expect(detail).toContain('127.0.0.1 is not on the internet');
      }
      expect((await other.files()).size).toBe(0);
    },
  );

  const noOpenssl = spawnSync('which', ['openssl']).status !== 0;
  test.skipIf(missing || noOpenssl)('goes from https to https only (needs openssl)', async () => {
    const plain = await serve({ rows: 36 });
    const params = { username: ['member_03', 'member_08'] };
    const files = await filesFor(params, { rows: 36 });
    const [first, second] = files.map(({ id }) => id);
    const sample = createSampleApi({ rows: 36 });
    const handle = createNodeHandler(async (request) => {
      const { pathname, search, host } = new URL(request.url);
      if (downloadedId(request) === second) {
        return Response.redirect(`${plain.origin}${pathname}${search}`);
      }
      const response = await sample(request);
      if (!/\/datafile\/\d+\/$/.test(pathname)) return response;
      const row: { id: number; download_url: string } = await response.json();
      const { pathname: path, search: query } = new URL(row.download_url);
      const origin = row.id === first ? plain.origin : `https://${host}`;
      return Response.json({ ...row, download_url: `${origin}${path}${query}` });
    });
    const { port, env } = await serveTls((incoming, outgoing) => void handle(incoming, outgoing));
    const place = await makePlace();
    const ended = await run(way, queryOf(`https://127.0.0.1:${port}`, params), place, { env });
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    const report = await readReport(place);
    expect(report.slice(0, 2).map(({ detail }) => detail)).toEqual([
      'its link is refused: it leads from https to http, to 127.0.0.1',
      'a redirect is refused: it leads from https to http, to 127.0.0.1',
    ]);
    expect(report.slice(2).map(({ status }) => status)).toEqual(
      files.slice(2).map(() => 'downloaded'),
    );
    expect(plain.requests).toEqual([]);
  });

  test.skipIf(missing || noOpenssl)(
    'verifies names before it uses TLS (needs openssl)',
    async () => {
      const params = { username: ['member_03'] };
      const [first, ...others] = await filesFor(params, { rows: 36 });
      const sample = createSampleApi({ rows: 36 });
      const received: string[] = [];
      const handle = createNodeHandler(async (request) => {
        const { pathname, host } = new URL(request.url);
        received.push(host);
        const response = await sample(request);
        if (!/\/datafile\/\d+\/$/.test(pathname)) return response;
        const row: { id: number; download_url: string } = await response.json();
        const { pathname: path, search: query } = new URL(row.download_url);
        const origin = `https://${row.id === first?.id ? host.replace('api.', 'files.') : host}`;
        return Response.json({ ...row, download_url: `${origin}${path}${query}` });
      });
      const { port, env } = await serveTls((incoming, outgoing) => void handle(incoming, outgoing));
      const { tools, change = (script) => script } = withNames(way, port, {
        'files.example.com': '127.0.0.1',
      });
      const query = queryOf(`https://api.example.com:${port}`, params);
      const direct = { https_proxy: '', HTTPS_PROXY: '', all_proxy: '', ALL_PROXY: '' };
      for (const isAllowed of [false, true]) {
        const place = await makePlace();
        // From here on, 127.0.0.1 counts as an address of the internet.
        const allow = (script: string) =>
          script
            .replace(/^is_public\(\) \{$/m, '$&\n  [ "$1" != 127.0.0.1 ] || return 0')
            .replace(
              /^def is_public\(ip\):$/m,
              '$&\n    if ip == "127.0.0.1":\n        return True',
            );
        const ended = await run(way, query, place, {
          env: { ...env, ...direct },
          ...(tools && { tools }),
          change: (script) => change(isAllowed ? allow(script) : script),
        });
        expect(ended).toMatchObject({ code: isAllowed ? 0 : 1, stderr: '' });
        const [line, ...rest] = await readReport(place);
        expect(line?.['status']).toBe(isAllowed ? 'downloaded' : 'failed');
        expect(line?.['detail']).toBe(
          isAllowed
            ? ''
            : 'files.example.com is refused: its address 127.0.0.1 is not on the internet',
        );
        expect(rest.map(({ status }) => status)).toEqual(others.map(() => 'downloaded'));
        expect(received.includes(`files.example.com:${port}`)).toBe(isAllowed);
      }
    },
  );

  test.skipIf(missing).each([
    ['ETag: "a\u001b[2J\u0007b\tc"', '"a[2Jbc"'],
    ['ETag: "caf\u00e9\u009b2J"', '"caf2J"'],
    ['Last-Modified: Wed,\u0008 21 Oct\u007f', 'Wed, 21 Oct'],
    [`ETag: "${'x'.repeat(5000)}"`, `"${'x'.repeat(199)}`],
  ])('sends back only the printable ASCII characters of %j', async (header, sent) => {
    const received: string[] = [];
    const host = await serveRaw(
      `HTTP/1.1 200 OK\r\nContent-Length: 100\r\n${header}\r\n\r\n${'x'.repeat(50)}`,
      received,
    );
    const params = { username: ['member_03'] };
    const [first] = await filesFor(params, { rows: 36 });
    const server = await serve({
      rows: 36,
      between: async (request, answer) => {
        const response = await answer(request);
        if (!request.url.endsWith(`/datafile/${first?.id}/`)) return response;
        return Response.json({ ...(await response.json()), download_url: `${host}/file` });
      },
    });
    const place = await makePlace();
    await run(way, queryOf(server.origin, params), place, {
      change: (script) => script.replace(/^ATTEMPTS ?= ?8/m, (line) => line.replace('8', '2')),
    });
    expect(received).toHaveLength(2);
    expect(received[0]).not.toContain('If-Range');
    expect(/^If-Range: (.*)\r$/m.exec(received[1] ?? '')?.[1]).toBe(sent);
    expect(received[1]?.replaceAll('\r\n', '')).not.toMatch(/[^ -~]/);
  });
});
