import { beforeEach, describe, expect, inject, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { startStaticServer } from '../support/staticServer.ts';
import {
  resetApp,
  expectRange,
  holdResponses,
  listRequests,
  withoutHttpErrors,
} from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

/** The URL of the page's main script. */
const MAIN = /\/assets\/index-[^/]*\.js$/;

function paths(): string[] {
  return listRequests(app).map(({ path, search }) => path + search);
}

describe('The first request', () => {
  test.for([
    ['/', '1–100 of 600', ['/api/public/datafiles/?limit=100']],
    [
      '/?source_project_id=176&limit=25&offset=25',
      '26–31 of 31',
      ['/api/public/project/176/datafiles/?limit=25&offset=25'],
    ],
  ] as const)(
    'of %s starts before the main script arrives, and is not repeated',
    async ([path, range, params]) => {
      const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
      const release = await holdResponses(page, MAIN);
      await page.goto(app.origin + path, { waitUntil: 'commit' });
      await expect.poll(paths).toEqual(params);
      expect(await page.locator('#root').innerHTML()).toBe('');
      release();
      await expectRange(page, range);
      expect(paths()).toEqual(params);
      expect(withoutHttpErrors(problems)).toEqual([]);
    },
  );

  test('for all rows in one scroll is for the page with the first visible row', async () => {
    const params = ['/api/public/datafiles/?limit=100&offset=200'];
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
    const release = await holdResponses(page, MAIN);
    await page.goto(`${app.origin}/?limit=all&offset=250`, { waitUntil: 'commit' });
    await expect.poll(paths).toEqual(params);
    release();
    const range = page.getByRole('status', { name: 'Range' });
    await expect.poll(() => range.innerText()).toMatch(/^251–\d+ of 600$/);
    await page.locator('tr[aria-rowindex="252"]').getByRole('checkbox').waitFor();
    expect(paths()).toEqual(params);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('is not sent if the query does not start with a page from the server', async () => {
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
    const release = await holdResponses(page, MAIN);
    const first = page.waitForResponse(/\/assets\/preload-.*\.js$/);
    await page.goto(`${app.origin}/?search=spotify`, { waitUntil: 'commit' });
    await first;
    expect(app.requests).toEqual([]);
    release();
    await expect.poll(() => page.getByRole('status', { name: 'Range' }).innerText()).toMatch(/of/);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('is retried like any other after a transient error', async () => {
    app.faults = 'fail:1';
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
    const release = await holdResponses(page, MAIN);
    await page.goto(app.origin, { waitUntil: 'commit' });
    await expect.poll(() => listRequests(app).map(({ status }) => status)).toEqual([503]);
    app.faults = '';
    release();
    await expectRange(page, '1–100 of 600');
    expect(listRequests(app).map(({ status }) => status)).toEqual([503, 200]);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('reports a malformed response like any other', async () => {
    app.faults = 'html';
    const { page } = await openPage(app, '/');
    await page.getByRole('heading', { name: 'The files could not be listed' }).waitFor();
    expect(listRequests(app)).toHaveLength(1);
    app.faults = '';
    await page.getByRole('button', { name: 'Retry' }).click();
    await expectRange(page, '1–100 of 600');
  });

  test('goes to the live source if the URL selects it, even if it fails', async () => {
    const { page } = await openPage({ origin: 'about:' }, 'blank');
    const params: string[] = [];
    await page.route('https://www.openhumans.org/**', async (route) => {
      params.push(route.request().url());
      await route.abort('connectionrefused');
    });
    const release = await holdResponses(page, MAIN);
    await page.goto(`${app.origin}/?source=live`, { waitUntil: 'commit' });
    await expect
      .poll(() => params)
      .toEqual(['https://www.openhumans.org/api/public/datafiles/?limit=100']);
    release();
    await page.getByRole('heading', { name: 'The files could not be listed' }).waitFor();
    expect(app.requests).toEqual([]);
  });

  test('is not sent to a server if the page itself serves the sample', async () => {
    const server = await startStaticServer(inject('builtPage'), '/some/where/');
    try {
      const { page, problems } = await openPage(server, '/some/where/?source=sample');
      await expectRange(page, '1–100 of 15,803');
      const params = await page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
      );
      expect(params.filter((path) => path.includes('/api/'))).toEqual([]);
      expect(problems).toEqual([]);
    } finally {
      await server.close();
    }
  });
});
