import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  resetApp,
  downloadNames,
  expectRange,
  expectScrollKept,
  expectSearch,
  historyLength,
  holdResponses,
  listRequests,
  rowIndexes,
  rowsOf,
  scrollRows,
  scrollTopOf,
} from './explorer.ts';

const app = await startApp();
beforeEach(() => resetApp(app));

function step(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}

function pageField(page: Page) {
  return page.getByRole('textbox', { name: 'Page', exact: true });
}

function busyTable(page: Page) {
  return page.locator('table[aria-label="Public data files"][aria-busy="true"]');
}

/** Waits until the table is marked as busy. */
function expectBusy(page: Page) {
  return expect.poll(() => busyTable(page).count(), { message: 'busy table' }).toBe(1);
}

function sizes(page: Page) {
  return page.getByRole('combobox', { name: 'Rows per page' });
}

describe('Paging buttons', () => {
  test('lead through the pages and update the URL', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    await step(page, 'Next page').click();
    await expectRange(page, '101–200 of 15,803');
    await expectSearch(page, '?offset=100');
    await step(page, 'Last page').click();
    await expectRange(page, '15,801–15,803 of 15,803');
    await expectSearch(page, '?offset=15800');
    await step(page, 'Previous page').click();
    await expectRange(page, '15,701–15,800 of 15,803');
    await step(page, 'First page').click();
    await expectRange(page, '1–100 of 15,803');
    await expectSearch(page, '');
    expect(listRequests(app).map(({ search }) => search)).toEqual([
      '?limit=100',
      '?limit=100&offset=100',
      '?limit=100&offset=15800',
      '?limit=100&offset=15700',
    ]);
    expect(problems).toEqual([]);
  });

  test('are disabled at the ends but keep the focus', async () => {
    const { page, problems } = await openPage(app, '/?offset=100');
    await expectRange(page, '101–200 of 15,803');
    const first = step(page, 'First page');
    expect(await first.getAttribute('aria-disabled')).not.toBe('true');
    await first.press('Enter');
    await expectRange(page, '1–100 of 15,803');
    expect(await first.getAttribute('aria-disabled')).toBe('true');
    expect(await step(page, 'Previous page').getAttribute('aria-disabled')).toBe('true');
    expect(await first.evaluate((button) => button === document.activeElement)).toBe(true);
    const before = await historyLength(page);
    await first.press('Enter');
    await expectRange(page, '1–100 of 15,803');
    expect(await historyLength(page)).toBe(before);
    expect(problems).toEqual([]);
  });

  test('keep the grid of an offset that is not a multiple of the limit', async () => {
    const { page, problems } = await openPage(app, '/?limit=25&offset=40');
    await expectRange(page, '41–65 of 15,803');
    await step(page, 'Previous page').click();
    await expectRange(page, '16–40 of 15,803');
    await step(page, 'Previous page').click();
    await expectRange(page, '1–25 of 15,803');
    await expectSearch(page, '?limit=25');
    expect(problems).toEqual([]);
  });
});

describe('The page field', () => {
  test('goes to the page on Enter and on blur', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    await pageField(page).fill('7');
    await pageField(page).press('Enter');
    await expectRange(page, '601–700 of 15,803');
    await expectSearch(page, '?offset=600');
    await pageField(page).fill('3');
    await pageField(page).blur();
    await expectRange(page, '201–300 of 15,803');
    await expectSearch(page, '?offset=200');
    expect(problems).toEqual([]);
  });

  test('keeps the page after an invalid value and after Escape', async () => {
    const { page, problems } = await openPage(app, '/?offset=200');
    await expectRange(page, '201–300 of 15,803');
    for (const invalid of ['abc', '', '-4', '2.5']) {
      await pageField(page).fill(invalid);
      await pageField(page).press('Enter');
      await expect.poll(() => pageField(page).inputValue()).toBe('3');
    }
    await pageField(page).fill('9');
    await pageField(page).press('Escape');
    await pageField(page).blur();
    await expect.poll(() => pageField(page).inputValue()).toBe('3');
    await expectRange(page, '201–300 of 15,803');
    await expectSearch(page, '?offset=200');
    expect(problems).toEqual([]);
  });

  test('goes to the nearest page if the number is too large or too small', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    await pageField(page).fill('999999999');
    await pageField(page).press('Enter');
    await expectRange(page, '15,801–15,803 of 15,803');
    await expect.poll(() => pageField(page).inputValue()).toBe('159');
    await pageField(page).fill('0');
    await pageField(page).press('Enter');
    await expectRange(page, '1–100 of 15,803');
    await expect.poll(() => pageField(page).inputValue()).toBe('1');
    expect(problems).toEqual([]);
  });

  test('restores the page number if the number leads to the current page', async () => {
    const { page, problems } = await openPage(app, '/?offset=15800');
    await expectRange(page, '15,801–15,803 of 15,803');
    await pageField(page).fill('5000');
    await pageField(page).press('Enter');
    await expect.poll(() => pageField(page).inputValue()).toBe('159');
    await expectSearch(page, '?offset=15800');
    expect(problems).toEqual([]);
  });
});

describe('Rows per page', () => {
  test('keeps the first row on the page, and the URL omits the default', async () => {
    const { page, problems } = await openPage(app, '/?offset=300');
    await expectRange(page, '301–400 of 15,803');
    await sizes(page).selectOption('250');
    await expectRange(page, '251–500 of 15,803');
    await expectSearch(page, '?limit=250&offset=250');
    await sizes(page).selectOption('25');
    await expectRange(page, '251–275 of 15,803');
    await sizes(page).selectOption('100');
    await expectRange(page, '201–300 of 15,803');
    await expectSearch(page, '?offset=200');
    expect(problems).toEqual([]);
  });

  test('offers a custom number from the URL', async () => {
    const { page, problems } = await openPage(app, '/?limit=7');
    await expectRange(page, '1–7 of 15,803');
    expect(await sizes(page).inputValue()).toBe('7');
    expect(await sizes(page).getByRole('option').allTextContents()).toEqual([
      '7',
      '25',
      '50',
      '100',
      '250',
      '500',
      '1,000',
      'All rows',
    ]);
    expect(problems).toEqual([]);
  });
});

describe('The history', () => {
  test('restores pages and their scroll positions', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    await scrollRows(page, 1500);
    await expectScrollKept(page, 1500);
    await step(page, 'Next page').click();
    await expectRange(page, '101–200 of 15,803');
    await expect.poll(() => scrollTopOf(page)).toBe(0);
    await scrollRows(page, 700);
    await expectScrollKept(page, 700);
    await page.goBack();
    await expectRange(page, '1–100 of 15,803');
    await expect.poll(() => scrollTopOf(page)).toBe(1500);
    await page.goForward();
    await expectRange(page, '101–200 of 15,803');
    await expect.poll(() => scrollTopOf(page)).toBe(700);
    // Back and Forward cause no requests.
    expect(listRequests(app)).toHaveLength(2);
    expect(problems).toEqual([]);
  });

  test('keeps the page and the scroll position over a reload', async () => {
    const { page, problems } = await openPage(app, '/?limit=50&offset=100');
    await expectRange(page, '101–150 of 15,803');
    await scrollRows(page, 900);
    await expectScrollKept(page, 900);
    await page.reload();
    await expectRange(page, '101–150 of 15,803');
    await expect.poll(() => scrollTopOf(page)).toBe(900);
    await expectSearch(page, '?limit=50&offset=100');
    expect(problems).toEqual([]);
  });

  test('starts a new page at its top even if the user is still scrolling', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    await step(page, 'Next page').click();
    await expectRange(page, '101–200 of 15,803');
    const release = await holdResponses(page, /offset=200/);
    // In one task, so that the navigation comes before the end of scrolling.
    await page.evaluate(() => {
      const scroller = document.querySelector('[data-scroller]');
      if (scroller) scroller.scrollTop = 1500;
      requestAnimationFrame(() => {
        document.querySelector<HTMLElement>('[aria-label="Next page"]')?.click();
      });
    });
    await expectSearch(page, '?offset=200');
    release();
    await expectRange(page, '201–300 of 15,803');
    expect(await scrollTopOf(page)).toBe(0);
    await page.goBack();
    await expectRange(page, '101–200 of 15,803');
    await expect.poll(() => scrollTopOf(page)).toBe(1500);
    expect(problems).toEqual([]);
  });
});

describe('While the next page loads', () => {
  test('the rows of the current page stay, on any page', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    await step(page, 'Next page').click();
    await expectRange(page, '101–200 of 15,803');
    const before = await downloadNames(page);
    const release = await holdResponses(page, /offset=200/);
    await step(page, 'Next page').click();
    await expectBusy(page);
    expect(await downloadNames(page)).toEqual(before);
    release();
    await expectRange(page, '201–300 of 15,803');
    expect(problems).toEqual([]);
  });

  test('the rows of the first page stay, and the table is busy', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    const before = await downloadNames(page);
    const release = await holdResponses(page, /offset=100/);
    await step(page, 'Next page').click();
    await expectBusy(page);
    expect(await downloadNames(page)).toEqual(before);
    release();
    await expect.poll(() => busyTable(page).count()).toBe(0);
    expect(await downloadNames(page)).not.toEqual(before);
    await expectRange(page, '101–200 of 15,803');
    expect(problems).toEqual([]);
  });

  test('all numbers on the page match the rows that stay', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    await step(page, 'Next page').click();
    await expectRange(page, '101–200 of 15,803');
    const release = await holdResponses(page, /offset=15800/);
    await step(page, 'Last page').click();
    await expectBusy(page);
    // The rows are still those of the previous page, so neither they nor the range may show other numbers.
    expect((await rowIndexes(page))[0]).toBe(102);
    const range = await page.getByRole('status', { name: 'Range' }).textContent();
    expect(range).not.toBe('15,801–15,900 of 15,803');
    release();
    await expectRange(page, '15,801–15,803 of 15,803');
    expect(problems).toEqual([]);
  });

  test('the last of several fast steps wins', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    app.faults = 'slow:200';
    for (let count = 0; count < 4; count++) await step(page, 'Next page').click();
    await expectRange(page, '401–500 of 15,803');
    await expectSearch(page, '?offset=400');
    expect(await rowIndexes(page)).toContain(402);
    expect(problems).toEqual([]);
  });
});

describe('A page of a thousand rows', () => {
  test('keeps fewer than 80 rows in the document at any scroll position', async () => {
    const { page, problems } = await openPage(app, '/?limit=1000', { height: 1000 });
    await expectRange(page, '1–1,000 of 15,803');
    const height = await page.locator('[data-scroller]').evaluate((box) => box.scrollHeight);
    for (const [top, seen] of [
      [0, 2],
      [Math.floor(height / 2), 501],
      [height, 1001],
    ] as const) {
      await scrollRows(page, top);
      await expect.poll(() => rowIndexes(page)).toContain(seen);
      expect(await rowsOf(page).count()).toBeLessThan(80);
    }
    expect(problems).toEqual([]);
  });

  test('shows every row while the user scrolls, without a gap', async () => {
    const { page, problems } = await openPage(app, '/?limit=1000&offset=1000', { height: 1000 });
    await expectRange(page, '1,001–2,000 of 15,803');
    const seen = new Set<number>();
    const scroller = page.locator('[data-scroller]');
    const { height, step: far } = await scroller.evaluate((box) => ({
      height: box.scrollHeight - box.clientHeight,
      step: box.clientHeight - 60,
    }));
    for (let top = 0; ; top = Math.min(top + far, height)) {
      await scrollRows(page, top);
      // What counts is the content of the viewport once this position is rendered.
      await expect
        .poll(() => visibleRowIndexes(page), { message: `rows at ${top}px`, interval: 20 })
        .toSatisfy((shown: number[]) => isContinuous(shown) && shown.length > 10);
      for (const index of await visibleRowIndexes(page)) seen.add(index);
      if (top >= height) break;
    }
    const wanted = Array.from({ length: 1000 }, (_, index) => 1002 + index);
    expect([...seen].toSorted((a, b) => a - b)).toEqual(wanted);
    expect(problems).toEqual([]);
  });
});

/** The numbers of the rows that fill the visible part of the table. */
function visibleRowIndexes(page: Page): Promise<number[]> {
  return page.locator('[data-scroller]').evaluate((scroller) => {
    const box = scroller.getBoundingClientRect();
    return [...scroller.querySelectorAll('tbody [role="row"]')]
      .filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > box.top && top < box.bottom;
      })
      .map((row) => Number(row.getAttribute('aria-rowindex')))
      .toSorted((a, b) => a - b);
  });
}

function isContinuous(indexes: readonly number[]): boolean {
  return indexes.every((index, place) => place === 0 || index === (indexes[place - 1] ?? 0) + 1);
}
