import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../support/staticServer.ts';

const root = resolve(import.meta.dirname, '../..');

function start(settings: Record<string, string>) {
  const env = { ...process.env, ...settings };
  // The test runner sets VITEST, and Vite’s configuration reads it.
  delete env['VITEST'];
  const args = [resolve(root, 'scripts/start.mjs')];
  return spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8', timeout: 30_000 });
}

function readBuildTime(): number | undefined {
  return statSync(resolve(root, 'dist/index.html'), { throwIfNoEntry: false })?.mtimeMs;
}

async function findFreePort(): Promise<string> {
  const server = await listen(() => {});
  await server.close();
  return new URL(server.origin).port;
}

describe('npm start', () => {
  test.each(['abc', '0', '65536'])('rejects PORT=%s with one sentence', (PORT) => {
    const { status, stderr } = start({ PORT });
    expect(stderr).toBe(`PORT must be a whole number from 1 to 65535, but is "${PORT}".\n`);
    expect(status).toBe(1);
  });

  test('reports that the port is taken and suggests another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((listening) => {
      server.once('listening', listening);
    });
    const { port } = server.address() as AddressInfo;
    const { status, stderr } = start({ PORT: String(port) });
    expect(stderr).toContain(`Port ${port} is taken.`);
    expect(status).toBe(1);
  });

  test.each([
    ['SAMPLE_FAULTS', 'gremlins'],
    ['SAMPLE_ROWS', 'many'],
    ['API_ORIGIN', 'openhumans'],
  ])('rejects an invalid %s by name, before it builds anything', async (name, value) => {
    const before = readBuildTime();
    const { status, stderr, stdout } = start({ PORT: await findFreePort(), [name]: value });
    expect(stderr).toMatch(new RegExp(`^${name} .*"${value}"`));
    expect(stdout).toBe('');
    expect(status).toBe(1);
    expect(readBuildTime()).toBe(before);
  });
});
