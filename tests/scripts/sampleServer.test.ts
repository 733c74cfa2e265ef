import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createServer, preview } from 'vite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sampleServer } from '../../scripts/sampleServer.ts';

const root = resolve(import.meta.dirname, '../..');

/** Vite's preview server, as in `npm start`, with a build of a page and one file. */
async function startPreview(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'data-explorer-'));
  await copyFile(join(root, 'index.html'), join(outDir, 'index.html'));
  await copyFile(join(root, 'public/_headers'), join(outDir, '_headers'));
  await writeFile(join(outDir, 'robots.txt'), 'User-agent: *');
  await mkdir(join(outDir, 'assets'));
  await writeFile(join(outDir, 'assets/page-1.js'), 'export {};');
  const server = await preview({
    root,
    configFile: false,
    appType: 'mpa',
    logLevel: 'silent',
    plugins: [sampleServer()],
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  onTestFinished(async () => {
    await server.close();
    await rm(outDir, { recursive: true });
  });
  return new URL(server.resolvedUrls?.local[0] ?? 'none:').origin;
}

describe('The preview server', () => {
  test('serves the page with the sample API', async () => {
    const origin = await startPreview();
    for (const path of ['/', '/index.html', '/?limit=25']) {
      const response = await fetch(origin + path);
      const html = await response.text();
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(html).toContain('data-source="sample"');
      expect(html).toContain('Content-Security-Policy');
    }
    const response = await fetch(`${origin}/api/public/datafiles/?limit=2`);
    expect(await response.json()).toMatchObject({ count: 15_803 });
  });

  test('serves files, and 404 for missing files', async () => {
    const origin = await startPreview();
    expect(await (await fetch(`${origin}/robots.txt`)).text()).toBe('User-agent: *');
    expect((await fetch(`${origin}/nowhere`)).status).toBe(404);
  });
});

describe('Response headers of the preview server', () => {
  test('match those for hosts: chunks are cached for ever, the page is revalidated', async () => {
    const origin = await startPreview();
    const page = await fetch(`${origin}/?limit=25`);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const part = await fetch(`${origin}/assets/page-1.js`);
    expect(part.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(part.headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  test('are not sent for missing files, which the next release may contain', async () => {
    const origin = await startPreview();
    for (const path of ['/assets/page-2.js', '/assets/%E0%A4%A', '/assets/../../package.json']) {
      const missing = await fetch(origin + path);
      expect(missing.status).toBe(404);
      expect(missing.headers.get('cache-control') ?? '').not.toContain('immutable');
    }
  });
});

describe('The page in development', () => {
  test('shows the sample, without the policy that would block Vite’s client', async () => {
    const server = await createServer({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [sampleServer()],
      server: { middlewareMode: true, ws: false },
      optimizeDeps: { noDiscovery: true },
    });
    onTestFinished(() => server.close());
    const html =
      '<html lang="en" data-source="live"><head>' +
      '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'" />' +
      '<meta name="sample-origin" content="" /></head></html>';
    const page = await server.transformIndexHtml('/', html);
    expect(page).toContain('data-source="sample"');
    expect(page).not.toContain('Content-Security-Policy');
  });
});
