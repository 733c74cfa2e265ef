import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { App } from '../support/app.ts';
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
