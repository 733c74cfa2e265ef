import type { Page, Route } from 'playwright-core';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { copyAsNextRelease } from '../support/releases.ts';
import { listen, serveFiles } from '../support/staticServer.ts';
import {
  resetApp,
  expectFound,
  expectRange,
  expectSearch,
  filesFound,
  rowsOf,
  searchOf,
} from './explorer.ts';

const app = await startApp({ rows: 2400 });
beforeEach(() => resetApp(app));

const path = '/?source_project_id=176&limit=25';
const missing = (route: Route) => route.fulfill({ status: 404, body: 'Not found' });
const asPage = (route: Route) =>
  route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Page</title>' });

/** Answers requests for a chunk in this way until the page has loaded this often. Returns the number of loads. */
async function interceptChunk(
  page: Page,
  part: string,
  answer: (route: Route) => Promise<void>,
  allowed = 1,
) {
  const loads = countLoads(page);
  await page.route(`**/assets/${part}-*.js`, (route) =>
    loads() < allowed ? answer(route) : route.continue(),
  );
  return loads;
}

/** Counts the loads of the page from now on. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads++;
  });
  return () => loads;
}

function details(page: Page) {
  return page.getByRole('dialog', { name: 'Details' });
}

async function openDetails(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'spotify-listening-archive.json' }).first().click();
  await expect.poll(() => searchOf(page)).toMatch(/&file=\d+/);
  return searchOf(page);
}

describe('A page that is older than the newest release', () => {
  test('reloads at the same URL when it needs a missing chunk', async () => {
    const next = await copyAsNextRelease();
    const sites = { old: serveFiles(inject('builtPage')), next: serveFiles(next) };
    let site = sites.old;
    const server = await listen((incoming, outgoing) => void site(incoming, outgoing));
    const { page } = await openPage(server, `${path}&source=sample`);
    await expectRange(page, '1–25 of 31');
    const loads = countLoads(page);
    site = sites.next;
    const address = await openDetails(page);
    await details(page).getByRole('heading', { level: 2 }).waitFor();
    expect(loads()).toBe(1);
    expect(searchOf(page)).toBe(address);
    const scripts = await page.evaluate(() =>
      [...document.querySelectorAll('script')].map(({ src }) => src),
    );
    expect(scripts.join()).toMatch(/next\.js/);
    await server.close();
  });

  test.for([
    ['is not found', missing],
    ['is an HTML page instead', asPage],
  ] as const)('reloads if the chunk %s', async ([, answer]) => {
    const { page } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    const loads = await interceptChunk(page, 'Details', answer);
    const messages: string[] = [];
    await page.exposeFunction('noteAlert', (text: string) => messages.push(text));
    await page.evaluate(() => {
      new MutationObserver(() => {
        const alert = document.querySelector('dialog [role=alert]');
        if (alert !== null) Reflect.get(window, 'noteAlert')(alert.textContent);
      }).observe(document.body, { childList: true, subtree: true });
    });
    const address = await openDetails(page);
    await details(page).getByRole('heading', { level: 2 }).waitFor();
    expect(loads()).toBe(1);
    expect(searchOf(page)).toBe(address);
    // The page reports no error for a failure that the reload fixes.
    expect(messages).toEqual([]);
    expect(await details(page).getByRole('alert').count()).toBe(0);
    const kept = await page.evaluate(() => Object.entries(sessionStorage));
    expect(kept).toEqual([
      [
        'open-humans-data-explorer:loaded-again-by',
        expect.stringMatching(/\/assets\/index-[^/]*\.js$/),
      ],
    ]);
  });

  test('reloads once only, and then shows an error for what is missing', async () => {
    const { page } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    const loads = countLoads(page);
    await page.route('**/assets/{Details,Help}-*.js', missing);
    await openDetails(page);
    await details(page).getByRole('alert').waitFor();
    expect(loads()).toBe(1);
    await details(page).getByRole('button', { name: 'Close', exact: true }).click();
    await expectRange(page, '1–25 of 31');
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    await page.getByRole('dialog', { name: 'Help' }).getByRole('alert').waitFor();
    expect(loads()).toBe(1);
    await page.unroute('**/assets/{Details,Help}-*.js');
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await expect.poll(loads).toBe(2);
    await expectRange(page, '1–25 of 31');
  });

  test('searches although the chunk for it is missing at first', async () => {
    const { page } = await openPage({ origin: 'about:' }, 'blank');
    const loads = await interceptChunk(page, 'loadWork', missing, 2);
    await page.goto(`${app.origin}/?source_project_id=176&search=spotify`, { waitUntil: 'commit' });
    await expect.poll(loads).toBe(2);
    await expectFound(page, 31);
    expect(searchOf(page)).toBe('?source_project_id=176&search=spotify');
  });

  test('shows the sample although its chunk is missing at first', async () => {
    const server = await listen(
      (incoming, outgoing) => void serveFiles(inject('builtPage'))(incoming, outgoing),
    );
    const { page } = await openPage({ origin: 'about:' }, 'blank');
    const loads = await interceptChunk(page, 'sampleApi', missing, 2);
    await page.goto(`${server.origin}/?source=sample`, { waitUntil: 'commit' });
    await expect.poll(loads).toBe(2);
    await expectRange(page, '1–100 of 15,803');
    await server.close();
  });
});

describe('The page does not reload, but shows an error,', () => {
  test('if the host does not respond', async () => {
    const { page } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    const loads = countLoads(page);
    await page.context().setOffline(true);
    await openDetails(page);
    await details(page).getByRole('alert').waitFor();
    expect(loads()).toBe(0);
    await details(page).getByRole('button', { name: 'Close', exact: true }).click();
    await expectRange(page, '1–25 of 31');
  });

  test('if a chunk that may exist does not load', async () => {
    const { page } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    const loads = countLoads(page);
    await page.route('**/assets/{Details,Help}-*.js', (route) => route.abort());
    await openDetails(page);
    await details(page).getByRole('alert').waitFor();
    expect(loads()).toBe(0);
  });

  test('if a chunk that still exists fails to load', async () => {
    const { page } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    const loads = countLoads(page);
    await page.route('**/assets/Details-*.js', (route) =>
      route.request().method() === 'HEAD' ? route.continue() : route.abort(),
    );
    await openDetails(page);
    await details(page).getByRole('alert').waitFor();
    expect(loads()).toBe(0);
  });

  test('if a chunk failed to load while the device was offline', async () => {
    const { page } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    const loads = countLoads(page);
    await page.context().setOffline(true);
    await openDetails(page);
    await details(page).getByRole('alert').waitFor();
    await details(page).getByRole('button', { name: 'Close', exact: true }).click();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    const help = page.getByRole('dialog', { name: 'Help' });
    // Some browsers cache the failure of a chunk; then the drawer offers to reload the page.
    await help
      .getByRole('heading', { name: 'Keys' })
      .or(help.getByRole('button', { name: 'Load the page again' }))
      .waitFor();
    expect(loads()).toBe(0);
  });

  test('if the rows need a chunk that failed to load, until the user reloads', async () => {
    const { page } = await openPage({ origin: 'about:' }, 'blank');
    await page.route('**/assets/loadWork-*.js', (route) =>
      route.request().method() === 'HEAD' ? route.continue() : route.abort(),
    );
    await page.goto(`${app.origin}/?source_project_id=176&search=spotify`);
    const failure = page.getByRole('alert').filter({ hasText: 'The files could not be listed' });
    await failure.waitFor();
    const loads = countLoads(page);
    await page.unroute('**/assets/loadWork-*.js');
    await failure.getByRole('button', { name: 'Load the page again' }).click();
    await rowsOf(page).first().waitFor();
    expect(loads()).toBe(1);
    expect(searchOf(page)).toBe('?source_project_id=176&search=spotify');
  });

  test('if the host returns server errors', async () => {
    const { page } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    const loads = countLoads(page);
    const refuse = (route: Route) => route.fulfill({ status: 503, body: 'Later' });
    await page.route(/Details-.*\.js|limit=25/, refuse);
    await openDetails(page);
    await details(page).getByRole('alert').waitFor();
    expect(loads()).toBe(0);
  });

  test('if more files are loaded than the page loads without confirmation', async () => {
    const { page } = await openPage(app, '/?search=overland');
    await page.getByRole('button', { name: 'Read all files' }).click();
    await expect.poll(() => filesFound(page).innerText()).toMatch(/^[\d,]+ files(?! so far)/);
    const loads = countLoads(page);
    await page.route('**/assets/{Details,Help}-*.js', missing);
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    await page.getByRole('dialog', { name: 'Help' }).getByRole('alert').waitFor();
    expect(loads()).toBe(0);
  });

  test('if a dialog contains typed text', async () => {
    const { page } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await page.getByRole('button', { name: 'Saved views', exact: true }).click();
    const name = page.getByRole('textbox', { name: /^Name of/ });
    await name.fill('Half a na');
    const loads = countLoads(page);
    const loseChunk = () =>
      page.evaluate(() => {
        const payload = new Error(`${location.origin}/assets/gone.js`);
        window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload }));
      });
    await loseChunk();
    // By the end of this request, the page has made the request that precedes a reload.
    await page.evaluate(async () => (await fetch('/', { method: 'HEAD' })).status);
    expect(loads()).toBe(0);
    expect(await name.inputValue()).toBe('Half a na');
    await page.keyboard.press('Escape');
    await loseChunk();
    await expect.poll(loads).toBe(1);
    await expectSearch(page, '?source_project_id=176&limit=25');
  });

  test('if the browser has no storage', async () => {
    const { page } = await openPage({ origin: 'about:' }, 'blank');
    await page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('No storage', 'SecurityError');
      };
      Object.defineProperty(window, 'sessionStorage', { get: refuse });
    });
    await page.goto(app.origin + path);
    await expectRange(page, '1–25 of 31');
    const loads = countLoads(page);
    await page.route('**/assets/{Details,Help}-*.js', missing);
    await openDetails(page);
    await details(page).getByRole('alert').waitFor();
    expect(loads()).toBe(0);
  });

  test('if a script for an export does not load', async () => {
    const { page } = await openPage(app, path);
    await page.getByRole('button', { name: 'Take away 31 files', exact: true }).click();
    const loads = countLoads(page);
    await page.route('**/assets/download.*', missing);
    const drawer = page.getByRole('dialog', { name: 'Take away' });
    await drawer.getByRole('button', { name: 'Python script' }).click();
    await drawer.getByRole('alert').filter({ hasText: 'newer version' }).waitFor();
    expect(loads()).toBe(0);
    await drawer.getByRole('button', { name: 'Load the page again' }).click();
    await expect.poll(loads).toBe(1);
    await expectRange(page, '1–25 of 31');
  });
});

describe('The catalogue', () => {
  test('works without its worker if that does not load', async () => {
    const { page } = await openPage({ origin: 'about:' }, 'blank');
    await page.route('**/assets/catalogueWorker-*.js', missing);
    await page.goto(`${app.origin}/?source_project_id=176&search=spotify`);
    await expectFound(page, 31);
  });
});
