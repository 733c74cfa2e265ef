import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { App } from '../support/app.ts';
import { expectAxeClean, expectColoursClean } from '../support/axe.ts';
import type { LoggedRequest } from '../support/requestLog.ts';

/** The table of files. */
export function tableOf(page: Page): Locator {
  return page.getByRole('table', { name: 'Public data files' });
}

/** The rendered rows, without the heading. */
export function rowsOf(page: Page): Locator {
  return tableOf(page)
    .getByRole('row')
    .filter({ has: page.getByRole('cell') });
}

/** Waits until the range has this text and the rows match it. */
export async function expectRange(page: Page, text: string): Promise<void> {
  await expect
    .poll(() => page.getByRole('status', { name: 'Range' }).textContent(), { message: 'Range' })
    .toBe(text);
  const busy = page.locator('table[aria-busy="true"]');
  await expect.poll(() => busy.count(), { message: 'rows of the previous page' }).toBe(0);
}

/** The file names in the rendered download links, from top to bottom. */
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

/** The row numbers in the accessibility tree, in ascending order. The heading is 1. */
export async function rowIndexes(page: Page): Promise<number[]> {
  const indexes = await rowsOf(page).evaluateAll((rows) =>
    rows.map((row) => Number(row.getAttribute('aria-rowindex'))),
  );
  return indexes.toSorted((a, b) => a - b);
}

/** Scrolls the rows to a position in CSS pixels from the top. */
export async function scrollRows(page: Page, top: number): Promise<void> {
  await page.locator('[data-scroller]').evaluate((element, to) => {
    element.scrollTop = to;
  }, top);
}

export function scrollTopOf(page: Page): Promise<number> {
  return page.locator('[data-scroller]').evaluate((element) => element.scrollTop);
}

/** Waits until the history has stored the scroll position, which happens shortly after scrolling ends. */
export async function expectScrollKept(page: Page, top: number): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => (history.state as { scrollTop?: number } | null)?.scrollTop))
    .toBe(top);
}

/** The query string of the page's URL. */
export function searchOf(page: Page): string {
  return new URL(page.url()).search;
}

/** Waits until the page's URL has exactly this query string. */
export async function expectSearch(page: Page, search: string): Promise<void> {
  await expect.poll(() => searchOf(page), { message: 'address' }).toBe(search);
}

/** Waits until the heading has this text. */
export async function expectHeading(page: Page, text: string): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  await expect.poll(() => heading.textContent(), { message: 'heading' }).toBe(text);
}

/**
 * Holds the responses to matching requests until the returned function is called. The test may end without calling it.
 */
export async function holdResponses(page: Page, requests: RegExp): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(requests, async (route) => {
    await released;
    // The page may have aborted the request meanwhile.
    await route.continue().catch(() => {});
  });
  return release;
}

/** The requests for lists of data files, at any endpoint. */
export function listRequests(app: App): LoggedRequest[] {
  return app.requests.filter(({ path }) => path.endsWith('/datafiles/'));
}

/** Resets the faults and the request log of the app for the next test. */
export function resetApp(app: App): void {
  app.faults = '';
  app.requests.length = 0;
}

/** Number of entries in the tab's history. */
export function historyLength(page: Page): Promise<number> {
  return page.evaluate(() => history.length);
}

/** A data file in the format of the API. */
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

/** The full list of the API in its default order. The request log contains these requests too. */
export async function allFiles({ origin }: { origin: string }): Promise<ApiFile[]> {
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

/** The id at the end of a URL such as `…/project/186/`. */
export function idOf(address: string): number {
  return Number(/(\d+)\/$/.exec(address)?.[1]);
}

/** Window size that renders a hundred rows at once. */
export const tall = { height: 6500 };

/** The ids in the rendered download links, from top to bottom. */
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

/** The ids on this page and all following pages. The window must be `tall`, and the page idle. */
export async function idsFromHere(page: Page): Promise<number[]> {
  const range = page.getByRole('status', { name: 'Range' });
  const next = page.getByRole('button', { name: 'Next page' });
  const ids = await shownIds(page);
  while ((await next.getAttribute('aria-disabled')) !== 'true') {
    const before = await range.textContent();
    await next.click();
    await expect.poll(() => range.textContent()).not.toBe(before);
    await expectIdle(page);
    ids.push(...(await shownIds(page)));
  }
  return ids;
}

/** Waits until all visible rows belong to the current query and page. */
export async function expectIdle(page: Page): Promise<void> {
  const waiting = page.locator('[aria-busy="true"]');
  await expect.poll(() => waiting.count(), { message: 'rows are loading' }).toBe(0);
}

/** The status with the number of files, their members and dates. */
export function filesFound(page: Page): Locator {
  return page.getByRole('status', { name: 'Files found' });
}

/** Waits until the status shows this final number of files. */
export async function expectFound(page: Page, count: number): Promise<void> {
  const words = `${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}`;
  await expect
    .poll(async () => (await filesFound(page).textContent()) ?? '', { message: 'Files found' })
    .toMatch(new RegExp(`^${words}(?! so far)`));
  await expectIdle(page);
}

/** Number of rows that the server has listed. */
export function rowsListed(app: App): number {
  return listRequests(app).reduce((sum, { rows }) => sum + (rows ?? 0), 0);
}

/** The problems without the messages that the browser logs for HTTP errors. */
export function withoutHttpErrors(problems: readonly string[]): string[] {
  return problems.filter(
    (problem) =>
      !/Failed to load resource|^failed: GET|Unable to preload CSS|dynamically imported module/.test(
        problem,
      ),
  );
}

/** Sets a combobox filter by pasting a full name or an id. */
export async function choose(
  page: Page,
  name: 'Data type' | 'Project' | 'Username',
  text: string,
): Promise<void> {
  const box = page.getByRole('combobox', { name, exact: true });
  await box.fill(text);
  await box.press('Enter');
}

/**
 * Waits until the page aborts a request. Without this, a request that the test held back would reach the server when
 * released.
 */
export function waitForAbort(page: Page, address: RegExp): Promise<unknown> {
  return page.waitForEvent('requestfailed', (request) => address.test(request.url()));
}

/** The region with the number of files, their members, and the provenance of the result. */
export function summaryOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Summary' });
}

/** Window sizes in which every feature must work. The second one is the first at 200 % browser zoom. */
export const sizes = {
  desktop: { width: 1280, height: 800 },
  zoomed: { width: 640, height: 400 },
  phone: { width: 390, height: 800 },
} as const;

/** Fails if axe finds a violation in the light theme, or in the dark one among the rules that depend on the theme. */
export async function expectAxeCleanInBothThemes(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await expectAxeClean(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectColoursClean(page);
}

/** Fails if axe finds a violation in either theme, in wide and zoomed windows, or on a phone. */
export async function expectAxeCleanEverywhere(page: Page): Promise<void> {
  for (const size of Object.values(sizes)) {
    await page.setViewportSize(size);
    await expectAxeCleanInBothThemes(page);
  }
}
