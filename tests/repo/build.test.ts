import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createServer } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'data-explorer-build-'));
const assets = join(folder, 'assets');

describe('npm run build', () => {
  beforeAll(() => {
    const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' };
    // Vitest sets these variables for its processes, and Vite's configuration reads the first.
    delete env['VITEST'];
    delete env['API_ORIGIN'];
    const { status, stderr } = spawnSync(
      'npm',
      ['run', 'build', '--', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'],
      { cwd: root, env, encoding: 'utf8', shell: process.platform === 'win32' },
    );
    if (status !== 0) throw new Error(`npm run build failed:\n${stderr}`);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('uses the live source', () => {
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(page).toContain('data-source="live"');
    expect(page).toContain('<meta name="api-origin" content="https://www.openhumans.org" />');
  });

  test('does not contain TanStack Query’s devtools', () => {
    const read = (extension: string) =>
      readdirSync(assets)
        .filter((name) => name.endsWith(extension))
        .map((name) => readFileSync(join(assets, name), 'utf8'));
    // The source maps list all modules of the build.
    const modules = read('.js.map').flatMap((map) => {
      const { sources }: { sources: string[] } = JSON.parse(map);
      return sources;
    });
    expect(modules.join('\n')).toContain('node_modules/@tanstack/react-query/');
    expect(modules.filter((path) => /devtools|solid-js/.test(path))).toEqual([]);
    expect(read('.js').filter((script) => script.includes('ReactQueryDevtools'))).toEqual([]);
  });
});

test('the development server loads TanStack Query’s devtools', async () => {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const main = await server.transformRequest('/src/main.tsx');
    expect(main?.code).toMatch(/import\("[^"]*react-query-devtools[^"]*"\)/);
    expect(main?.code).toMatch(/import\.meta\.env = \{[^}]*"DEV": true/);
  } finally {
    await server.close();
  }
});
