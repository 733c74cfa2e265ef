import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { startApp } from './app.ts';
import { expectAxeClean } from './axe.ts';
import { openPage } from './browser.ts';
import { listen, startStaticServer } from './staticServer.ts';

/** A server with a single page and the same policy as the app. */
async function servePage(body: string) {
  const [policy = ''] =
    /<meta\s+http-equiv[^>]*>/.exec(
      await readFile(join(inject('builtPage'), 'index.html'), 'utf8'),
    ) ?? [];
  const server = await listen((incoming, outgoing) => {
    outgoing.setHeader('Content-Type', 'text/html; charset=utf-8');
    outgoing.statusCode = incoming.url === '/' ? 200 : 404;
    outgoing.end(
      `<!doctype html><html lang="en"><head>${policy}<title>Page</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`,
    );
  });
  onTestFinished(server.close);
  return server;
}

describe('The problems of a page', () => {
  test('are empty on a page without errors', async () => {
    const { problems } = await openPage(await servePage('<main><h1>Well</h1></main>'));
    expect(problems).toEqual([]);
  });

  test('contain policy violations, console output and exceptions', async () => {
    const server = await servePage('<p style="color: red">Red</p>');
    const { page, problems } = await openPage(server, '/', { breaksPolicy: true });
    await page.evaluate(() => {
      console.log('said');
      setTimeout(() => {
        throw new Error('thrown');
      });
      new Image().src = 'http://127.0.0.2/';
    });
    const words = ['style-src-attr', 'said', 'thrown', 'img-src'];
    for (const word of words) {
      await expect.poll(() => problems.join('\n'), { message: word }).toContain(word);
    }
  });
});

describe('A policy violation', () => {
  const broken = '<p style="color: red">Red</p>';

  test('is recorded, including those of a tab that the page opens', async () => {
    const server = await servePage('<a href="/" target="_blank">Again</a>');
    const { page, violations } = await openPage(server, '/', { breaksPolicy: true });
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link').click(),
    ]);
    await opened.getByRole('link').waitFor();
    expect(violations).toEqual([]);
    await opened.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await expect.poll(() => violations.join()).toContain('style-src-attr');
  });

  test.fails('fails a test that does not check for it', async () => {
    const { page } = await openPage(await servePage(broken));
    expect(await page.getByText('Red').count()).toBe(1);
  });
});

describe('Accessibility', () => {
  test("is checked under the page's policy, and the error names the element", async () => {
    const { page, problems } = await openPage(
      await servePage('<main><h1>Page</h1><button type="button" id="bare"></button></main>'),
    );
    await expect(expectAxeClean(page)).rejects.toThrow(/button-name[^]*#bare/);
    expect(problems).toEqual([]);
  });
});

describe('The app under test', () => {
  test('is the production build with the sample, and logs its requests', async () => {
    const app = await startApp({ rows: 50 });
    const html = await (await fetch(`${app.origin}/?limit=5`)).text();
    expect(html).toContain('data-source="sample"');
    await (await fetch(`${app.origin}/api/public/datafiles/?limit=5`)).text();
    expect(app.requests).toEqual([
      { method: 'GET', path: '/api/public/datafiles/', search: '?limit=5', status: 200, rows: 5 },
    ]);
  });

  test('applies faults from the moment the test sets them', async () => {
    const app = await startApp({ faults: 'fail:1:502' });
    expect((await fetch(`${app.origin}/api/public/datafiles/`)).status).toBe(502);
    app.faults = '';
    expect((await fetch(`${app.origin}/api/public/datafiles/`)).status).toBe(200);
    expect(app.requests.map(({ status }) => status)).toEqual([502, 200]);
  });

  test('can also be served as static files under a path', async () => {
    const server = await startStaticServer(inject('builtPage'));
    onTestFinished(server.close);
    const html = await (await fetch(`${server.origin}/a/sub-folder/`)).text();
    expect(html).toContain('data-source="live"');
    expect((await fetch(`${server.origin}/`)).status).toBe(404);
    expect((await fetch(`${server.origin}/a/sub-folder/%2e%2e/package.json`)).status).toBe(404);
  });
});
