import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { App } from '../support/app.ts';
import { expectAxeClean, expectColoursClean } from '../support/axe.ts';
import type { LoggedRequest } from '../support/requestLog.ts';

/** The table, by the name that it has for everybody. */
export function tableOf(page: Page): Locator {
  return page.getByRole('table', { name: 'Public data files' });
}

/** The rows that are drawn, the heading left out. */
export function rowsOf(page: Page): Locator {
  return tableOf(page)
    .getByRole('row')
    .filter({ has: page.getByRole('cell') });
}

/** Waits until the range reads so, and the rows under it are not those of the page before. */
export async function expectRange(page: Page, text: string): Promise<void> {
  await expect
    .poll(() => page.getByRole('status', { name: 'Range' }).textContent(), { message: 'Range' })
    .toBe(text);
  const busy = page.locator('table[aria-busy="true"]');
  await expect.poll(() => busy.count(), { message: 'rows of the page before' }).toBe(0);
}

/** The names in the download links that are drawn, from top to bottom. */
export async function downloadNames(page: Page): Promise<string[]> {
  const links = tableOf(page).getByRole('link', { name: /^Download ./ });
  const named = await links.evaluateAll((found) =>
    found.map((link) => ({
      name: link.getAttribute('aria-label') ?? '',
      top: link.getBoundingClientRect().top,
    })),
  );
  return named.toSorted((a, b) => a.top - b.top).map(({ name }) => name.slice('Download '.length));
}

/** The row numbers that assistive technology reads, in ascending order; the heading is 1. */
export async function rowIndexes(page: Page): Promise<number[]> {
  const indexes = await rowsOf(page).evaluateAll((rows) =>
    rows.map((row) => Number(row.getAttribute('aria-rowindex'))),
  );
  return indexes.toSorted((a, b) => a - b);
}

/** Scrolls what the rows scroll in, to so many CSS pixels from its top. */
export async function scrollRows(page: Page, top: number): Promise<void> {
  await page.locator('[data-scroller]').evaluate((element, to) => {
    element.scrollTop = to;
  }, top);
}

export function scrollTopOf(page: Page): Promise<number> {
  return page.locator('[data-scroller]').evaluate((element) => element.scrollTop);
}

/** Waits until the history knows how far the rows are scrolled, which is a moment after they rest. */
export async function expectScrollKept(page: Page, top: number): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => (history.state as { scrollTop?: number } | null)?.scrollTop))
    .toBe(top);
}

/** The query string of the page's address. */
export function searchOf(page: Page): string {
  return new URL(page.url()).search;
}

/** Waits until the page's address has exactly this query string. */
export async function expectSearch(page: Page, search: string): Promise<void> {
  await expect.poll(() => searchOf(page), { message: 'address' }).toBe(search);
}

/** Waits until the heading says so. */
export async function expectHeading(page: Page, text: string): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  await expect.poll(() => heading.textContent(), { message: 'heading' }).toBe(text);
}

/** Lets no answer to such requests come before what it gives is called; the test may end without. */
export async function holdBack(page: Page, requests: RegExp): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(requests, async (route) => {
    await released;
    // What was asked for may have been taken back meanwhile.
    await route.continue().catch(() => {});
  });
  return release;
}

/** The requests that listed data files, whatever list it was. */
export function listings(app: App): LoggedRequest[] {
  return app.requests.filter(({ path }) => path.endsWith('/datafiles/'));
}

/** A well-behaved app and an empty log, for the next test. */
export function beginAnew(app: App): void {
  app.faults = '';
  app.requests.length = 0;
}

/** How many steps the tab's history has. */
export function historyLength(page: Page): Promise<number> {
  return page.evaluate(() => history.length);
}

/** A data file as the API lists it. */
export interface ApiFile {
  id: number;
  basename: string;
  created: string;
  datatypes: string[];
  download_url: string;
  metadata: unknown;
  source_project: string;
  user: { id: number | null; name: string | null; username: string | null };
}

/** The API's whole list in its own order, asked for by the test: it is in the log as all else. */
export async function everyFile({ origin }: { origin: string }): Promise<ApiFile[]> {
  const files: ApiFile[] = [];
  for (let offset = 0, count = 1; offset < count; offset += 1000) {
    const path = `/api/public/datafiles/?limit=1000&offset=${offset}`;
    const body = (await (await fetch(origin + path)).json()) as {
      count: number;
      results: ApiFile[];
    };
    count = body.count;
    files.push(...body.results);
  }
  return files;
}

/** The id at the end of an address such as `…/project/186/`. */
export function idOf(address: string): number {
  return Number(/(\d+)\/$/.exec(address)?.[1]);
}

/** A window so tall that a hundred rows are drawn at once. */
export const tall = { height: 6500 };

/** The ids in the download links that are drawn, from top to bottom. */
export async function shownIds(page: Page): Promise<number[]> {
  const links = tableOf(page).getByRole('link', { name: /^Download ./ });
  const placed = await links.evaluateAll((found) =>
    found.map((link) => ({
      id: Number(/datafile-download\/(\d+)\//.exec(link.getAttribute('href') ?? '')?.[1]),
      top: link.getBoundingClientRect().top,
    })),
  );
  return placed.toSorted((a, b) => a.top - b.top).map(({ id }) => id);
}

/** The ids on this page and all that follow it. The window must be `tall`, and the page at rest. */
export async function idsFromHere(page: Page): Promise<number[]> {
  const range = page.getByRole('status', { name: 'Range' });
  const next = page.getByRole('button', { name: 'Next page' });
  const ids = await shownIds(page);
  while ((await next.getAttribute('aria-disabled')) !== 'true') {
    const before = await range.textContent();
    await next.click();
    await expect.poll(() => range.textContent()).not.toBe(before);
    await expectAtRest(page);
    ids.push(...(await shownIds(page)));
  }
  return ids;
}

/** Waits until no row is of another question or page than the one asked. */
export async function expectAtRest(page: Page): Promise<void> {
  const waiting = page.locator('[aria-busy="true"]');
  await expect.poll(() => waiting.count(), { message: 'rows on their way' }).toBe(0);
}

/** How many files there are, of whom and from when, as the page says it. */
export function filesFound(page: Page): Locator {
  return page.getByRole('status', { name: 'Files found' });
}

/** Waits until so many files are found, and not only so far. */
export async function expectFound(page: Page, count: number): Promise<void> {
  const words = `${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}`;
  await expect
    .poll(async () => (await filesFound(page).textContent()) ?? '', { message: 'Files found' })
    .toMatch(new RegExp(`^${words}(?! so far)`));
  await expectAtRest(page);
}

/** How many rows the server has listed. */
export function rowsListed(app: App): number {
  return listings(app).reduce((sum, { rows }) => sum + (rows ?? 0), 0);
}

/** Problems without what the browser itself says of an answer that is no success. */
export function unprovoked(problems: readonly string[]): string[] {
  return problems.filter(
    (problem) =>
      !/Failed to load resource|^failed: GET|Unable to preload CSS|dynamically imported module/.test(
        problem,
      ),
  );
}

/** Sets one of the filters that have a list, by a name or an id that is pasted whole. */
export async function choose(
  page: Page,
  name: 'Data type' | 'Project' | 'Username',
  text: string,
): Promise<void> {
  const box = page.getByRole('combobox', { name, exact: true });
  await box.fill(text);
  await box.press('Enter');
}

/** A request that is kept from the server would go there if it were let go before the page has taken it back. */
export function takenBack(page: Page, address: RegExp): Promise<unknown> {
  return page.waitForEvent('requestfailed', (request) => address.test(request.url()));
}

/** Where the page says how many files there are, of whom, and where the answer comes from. */
export function summaryOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Summary' });
}

/** The windows that everything must work in; the second one is 200 % of the first, as a browser zooms. */
export const sizes = {
  desktop: { width: 1280, height: 800 },
  zoomed: { width: 640, height: 400 },
  phone: { width: 390, height: 800 },
} as const;

/** Fails where axe finds anything in the light, or anything in the dark that a theme can change. */
export async function expectAxeCleanInBothThemes(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await expectAxeClean(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectColoursClean(page);
}

/** Fails where axe finds anything, in the light or in the dark, on wide and zoomed windows or on a phone's. */
export async function expectAxeCleanEverywhere(page: Page): Promise<void> {
  for (const size of Object.values(sizes)) {
    await page.setViewportSize(size);
    await expectAxeCleanInBothThemes(page);
  }
}
