import type { BrowserContext, Locator, Page, Request } from 'playwright-core';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { createNodeHandler } from '../../scripts/nodeHandler.ts';
import { createSampleApi } from '../../src/sample/sampleApi.ts';
import { openPage } from '../support/browser.ts';
import { copyBuild, pointedTo } from '../support/releases.ts';
import { listen, startStaticServer } from '../support/staticServer.ts';
import { choose, allFiles, expectFound, expectRange, tableOf } from './explorer.ts';

/** A request as the API received it. */
interface Received {
  path: string;
  headers: Headers;
}

/** The sample API alone on its own host. It records every request. */
async function startApi() {
  const received: Received[] = [];
  const answer = createSampleApi({ rows: 1400 });
  const handle = createNodeHandler((request) => {
    received.push({ path: new URL(request.url).pathname, headers: request.headers });
    return answer(request);
  });
  return { ...(await listen((incoming, outgoing) => void handle(incoming, outgoing))), received };
}

const api = await startApi();
afterAll(api.close);
const files = await allFiles(api);

/** Everything that a browser stores for an origin, in any kind of storage, as one text. */
function storageOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) => {
        const cache = await caches.open(name);
        return (await cache.keys()).map(({ url }) => url);
      }),
    );
    const root = await navigator.storage.getDirectory();
    const own: string[] = [];
    for await (const name of root.keys()) own.push(name);
    return JSON.stringify({
      local: Object.entries(localStorage),
      session: Object.entries(sessionStorage),
      databases: await indexedDB.databases(),
      cached,
      own,
      workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
      name: window.name,
      state: history.state as unknown,
    });
  });
}

/** The files that a text identifies: by id, name or member. */
function filesIn(text: string): string[] {
  const names = files.flatMap(({ id, basename, user }) => [
    String(id),
    basename,
    ...(user.username === null ? [] : [user.username]),
  ]);
  return [...new Set(names)].filter((name) => name !== '' && text.includes(name));
}

/** Records every request of a browser, in all its tabs. */
function followRequests(context: BrowserContext): Request[] {
  const requests: Request[] = [];
  context.on('request', (request) => requests.push(request));
  return requests;
}

function drawer(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name });
}

async function leave(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Escape');
  await expect.poll(() => drawer(page, name).count()).toBe(0);
}

/** A full visit: loads everything, opens every view, exports. */
async function visitEverything(page: Page): Promise<void> {
  await expectRange(page, '1–100 of 1,400');
  await page.getByRole('searchbox', { name: 'Search' }).fill('json');
  await page.getByRole('button', { name: 'Read all files' }).click();
  await expect
    .poll(() => page.getByRole('status', { name: 'Files found' }).innerText())
    .toMatch(/^[\d,]+ files(?! so far)/);
  await page.getByRole('button', { name: 'Overview' }).click();
  await page.getByRole('region', { name: 'Overview' }).getByRole('link').first().waitFor();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await choose(page, 'Project', 'Spotify');
  await expectFound(page, 31);
  await page.getByRole('link', { name: 'spotify-listening-archive.json' }).first().click();
  await drawer(page, 'Details').getByRole('heading', { level: 2 }).waitFor();
  await leave(page, 'Details');
  await page.getByRole('button', { name: 'Take away 31 files', exact: true }).click();
  for (const format of ['CSV', 'bash script']) {
    const wanted = drawer(page, 'Take away').getByRole('button', { name: format, exact: true });
    const [download] = await Promise.all([page.waitForEvent('download'), wanted.click()]);
    expect(await download.failure()).toBeNull();
  }
  await leave(page, 'Take away');
  await page.getByRole('button', { name: 'Saved views', exact: true }).click();
  const name = drawer(page, 'Saved views').getByRole('textbox', { name: /^Name of/ });
  await name.fill('Music');
  await name.press('Enter');
  await drawer(page, 'Saved views').getByRole('link', { name: 'Music' }).waitFor();
  await leave(page, 'Saved views');
  await page.getByRole('button', { name: /^Theme: / }).click();
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await drawer(page, 'Help').getByRole('heading', { level: 3 }).first().waitFor();
  await leave(page, 'Help');
}

test('a full visit contacts only the chosen server, and stores no file data', async () => {
  const folder = await copyBuild(pointedTo(api.origin));
  const host = await startStaticServer(folder, '/explorer/');
  onTestFinished(host.close);
  const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
  const context = page.context();
  // The browser would send this cookie to the API as well, because cookies ignore ports.
  await context.addCookies([{ name: 'session', value: 'secret', url: host.origin }]);
  const requests = followRequests(context);
  api.received.length = 0;
  await page.goto(`${host.origin}/explorer/`);
  await visitEverything(page);

  const origins = new Set(requests.map((request) => new URL(request.url()).origin));
  expect([...origins].filter((origin) => origin !== 'null').toSorted()).toEqual(
    [host.origin, api.origin].toSorted(),
  );
  expect(api.received.length).toBeGreaterThan(5);
  for (const { path, headers } of api.received) {
    expect(path).toMatch(/^\/api\/public\//);
    for (const name of ['cookie', 'authorization', 'referer']) expect(headers.get(name)).toBeNull();
  }
  const pageHeaders = await Promise.all(requests.map((request) => request.allHeaders()));
  expect(pageHeaders.filter((headers) => 'referer' in headers)).toEqual([]);

  const kept = await storageOf(page);
  expect(kept).toContain('Music');
  expect(filesIn(kept)).toEqual([]);
  expect(filesIn(JSON.stringify(files.slice(0, 3)))).not.toEqual([]);
  const cookies = await context.cookies();
  expect(cookies.map(({ name }) => name)).toEqual(['session']);
  expect(problems).toEqual([]);
});

test('a download is requested when the user follows its link, in a tab without an opener or referrer', async () => {
  const folder = await copyBuild(pointedTo(api.origin));
  const host = await startStaticServer(folder, '/explorer/');
  onTestFinished(host.close);
  const { page, problems } = await openPage(host, '/explorer/?source_project_id=176');
  await expectRange(page, '1–31 of 31');
  const isFile = ({ path }: Received) => path.includes('/datafile-download/');
  expect(api.received.filter(isFile)).toEqual([]);
  const link = tableOf(page).getByRole('link', { name: /^Download / });
  await link.first().click();
  await expect.poll(() => api.received.filter(isFile).length).toBe(1);
  expect(api.received.find(isFile)?.headers.get('referer')).toBeNull();
  expect(filesIn(await storageOf(page))).toEqual([]);
  expect(problems).toEqual([]);
});
