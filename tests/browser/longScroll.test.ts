import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { expectAxeClean } from '../support/axe.ts';
import {
  type ApiFile,
  resetApp,
  choose,
  downloadNames,
  allFiles,
  expectRange,
  expectSearch,
  historyLength,
  holdResponses,
  listRequests,
  rowIndexes,
  rowsListed,
  rowsOf,
  scrollRows,
  scrollTopOf,
  tableOf,
} from './explorer.ts';

const app = await startApp();
const files = await allFiles(app);
const few = await startApp({ rows: 1300 });
const tenMillion = await startApp({ rows: 10_000_000 });
beforeEach(() => {
  resetApp(app);
  resetApp(few);
  resetApp(tenMillion);
});

const COUNT = 15_803;

function step(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

function rowField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Go to row', exact: true });
}

/** The visible rows according to the range, counted from 1. */
async function range(page: Page): Promise<{ first: number; last: number }> {
  const text = (await page.getByRole('status', { name: 'Range' }).textContent()) ?? '';
  const [first = Number.NaN, last = first] = (text.split(' of ')[0] ?? '')
    .split('–')
    .map((each) => Number(each.replaceAll(',', '')));
  return { first, last };
}

/** Waits until this row, counted from 1, is the first visible row and all visible rows are loaded. */
async function expectFirst(page: Page, row: number): Promise<void> {
  await expect.poll(async () => (await range(page)).first, { message: 'first row' }).toBe(row);
  await expectShown(page);
}

/** Waits until scrolling ends and all visible rows are loaded. */
async function expectShown(page: Page): Promise<void> {
  const moving = page.locator('[role="status"][aria-busy="true"], table[aria-busy="true"]');
  await expect.poll(() => moving.count(), { message: 'moving' }).toBe(0);
  const { first, last } = await range(page);
  const busy = page.locator('tr[aria-busy="true"]');
  const missing = async () => {
    const indexes = await busy.evaluateAll((rows) =>
      rows.map((row) => Number(row.getAttribute('aria-rowindex')) - 1),
    );
    return indexes.filter((index) => index >= first && index <= last);
  };
  await expect.poll(missing, { message: 'rows on their way' }).toEqual([]);
}

/** The file name in a row of the full result, counted from 1. */
function nameIn(page: Page, row: number): Promise<string | null> {
  return tableOf(page)
    .locator(`tr[aria-rowindex="${row + 1}"]`)
    .getByRole('link', { name: /^Download ./ })
    .getAttribute('aria-label');
}

async function expectFile(page: Page, row: number, file: ApiFile | undefined): Promise<void> {
  expect(file).toBeDefined();
  expect(await nameIn(page, row)).toBe(`Download ${file?.basename}`);
}

/** Scrolls to a position in CSS pixels, in as many steps as a fling, without a pause. */
async function fling(page: Page, to: number): Promise<void> {
  await page.locator('[data-scroller]').evaluate(async (element, end) => {
    const from = element.scrollTop;
    for (let frame = 1; frame <= 12; frame++) {
      element.scrollTop = from + ((end - from) * frame) / 12;
      await new Promise(requestAnimationFrame);
    }
  }, to);
}

/** Returns a function that gives the maximum number of concurrent list requests from now on. */
async function watchLists(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const { fetch } = window;
    const open = new Set<Request>();
    Object.assign(window, { most: 0 });
    window.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (!request.url.includes('/datafiles/')) return fetch(input, init);
      open.add(request);
      // An aborted request no longer counts, although the browser may settle it later.
      const now = [...open].filter(({ signal }) => !signal.aborted).length;
      Object.assign(window, { most: Math.max((window as unknown as { most: number }).most, now) });
      try {
        return await fetch(request);
      } finally {
        open.delete(request);
      }
    };
  });
  return () => page.evaluate(() => (window as unknown as { most: number }).most);
}

describe('All rows in one scroll', () => {
  test('are an option of "Rows per page", and keep the position', async () => {
    const { page, problems } = await openPage(app, '/?offset=200');
    await expectRange(page, `201–300 of 15,803`);
    const sizes = page.getByRole('combobox', { name: 'Rows per page' });
    await sizes.selectOption({ label: 'All rows' });
    await expectFirst(page, 201);
    await expectSearch(page, '?limit=all&offset=200');
    expect(await tableOf(page).getAttribute('aria-rowcount')).toBe(String(COUNT + 1));
    await expectFile(page, 201, files[200]);
    await sizes.selectOption('25');
    await expectRange(page, '201–225 of 15,803');
    await expectSearch(page, '?limit=25&offset=200');
    expect(problems).toEqual([]);
  });

  test('start with the first page of the server', async () => {
    const { page, problems } = await openPage(app, '/?limit=all');
    await expectFirst(page, 1);
    const { last } = await range(page);
    expect(last).toBeGreaterThan(5);
    expect((await downloadNames(page)).slice(0, last)).toEqual(
      files.slice(0, last).map(({ basename }) => basename),
    );
    expect(listRequests(app).map(({ search }) => search)).toEqual(['?limit=100']);
    expect(problems).toEqual([]);
  });

  test('request only the rows where a fling ends', async () => {
    const { page, problems } = await openPage(app, '/?limit=all');
    await expectFirst(page, 1);
    const end = await page
      .locator('[data-scroller]')
      .evaluate((element) => element.scrollHeight - element.clientHeight);
    for (let flung = 1; flung <= 10; flung++) {
      const before = listRequests(app).length;
      await fling(page, (end * flung) / 10);
      expect(listRequests(app).length).toBe(before);
      await expect.poll(() => listRequests(app).length).toBeGreaterThan(before);
      await expectShown(page);
    }
    expect((await range(page)).last).toBe(COUNT);
    await expectFile(page, COUNT, files.at(-1));
    expect(rowsListed(app)).toBeLessThanOrEqual(1500);
    expect(problems).toEqual([]);
  });

  test('update the URL without a step in the history, and restore the position from it', async () => {
    const { page, problems } = await openPage(app, '/?limit=all');
    await expectFirst(page, 1);
    const before = await historyLength(page);
    await scrollRows(page, 500 * 52 + 20);
    await expectSearch(page, '?limit=all&offset=500');
    await expectFirst(page, 501);
    // The update of the URL does not scroll.
    expect(await scrollTopOf(page)).toBe(500 * 52 + 20);
    await expectFile(page, 501, files[500]);
    expect(await historyLength(page)).toBe(before);
    await page.reload();
    await expectFirst(page, 501);
    await expectFile(page, 501, files[500]);
    await step(page, 'Last page').click();
    await expect.poll(async () => (await range(page)).last).toBe(COUNT);
    await page.goBack();
    await expectFirst(page, 501);
    await expectSearch(page, '?limit=all&offset=500');
    expect(problems).toEqual([]);
  });

  test('respond to the paging buttons, to a row number, and to keys', async () => {
    const { page, problems } = await openPage(app, '/?limit=all');
    await expectFirst(page, 1);
    await step(page, 'Next page').click();
    await expectFirst(page, 101);
    await rowField(page).fill('8026');
    await rowField(page).press('Enter');
    await expectFirst(page, 8026);
    await expectSearch(page, '?limit=all&offset=8025');
    await expectFile(page, 8026, files[8025]);
    await step(page, 'Previous page').click();
    await expectFirst(page, 7926);
    await step(page, 'First page').click();
    await expectFirst(page, 1);

    await rowsOf(page).first().getByRole('link').first().focus();
    await page.keyboard.press('End');
    await expect.poll(async () => (await range(page)).last).toBe(COUNT);
    await expectShown(page);
    await expectFile(page, COUNT, files.at(-1));
    await page.keyboard.press('PageUp');
    await expect.poll(async () => (await range(page)).last).toBeLessThan(COUNT);
    await page.keyboard.press('Home');
    await expectFirst(page, 1);
    await page.keyboard.press('PageDown');
    await expect.poll(async () => (await range(page)).first).toBeGreaterThan(5);
    // The focus stays on the first row.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('A');
    expect(problems).toEqual([]);
  });

  test('start at the top again after a filter changes', async () => {
    const { page, problems } = await openPage(app, '/?limit=all&offset=3000');
    await expectFirst(page, 3001);
    await choose(page, 'Project', '176');
    await expectFirst(page, 1);
    await expectSearch(page, '?source_project_id=176&limit=all');
    expect(await scrollTopOf(page)).toBe(0);
    expect(problems).toEqual([]);
  });

  test('keep a placeholder for each row that the server omits', async () => {
    const { page, problems } = await openPage(app, '/?limit=all&offset=200');
    await expectFirst(page, 201);
    await page.route('**/api/public/datafiles/*', async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { results: unknown[] };
      body.results[3] = {};
      await route.fulfill({ response, json: body });
    });
    await rowField(page).fill('301');
    await rowField(page).press('Enter');
    await expectFirst(page, 301);
    const row = tableOf(page).locator('tr[aria-rowindex="305"]');
    expect(await row.textContent()).toBe('not shown by the server');
    expect(await row.getAttribute('aria-busy')).toBe('false');
    await expectFile(page, 303, files[302]);
    await expectFile(page, 305, files[304]);
    // The arrow keys skip the placeholder.
    const name = (index: number) =>
      tableOf(page).locator(`tr[aria-rowindex="${index}"] [data-column="file"] a`).first();
    await name(304).focus();
    await page.keyboard.press('ArrowDown');
    expect(await name(306).evaluate((link) => link === document.activeElement)).toBe(true);
    expect(problems).toEqual([]);
  });

  test('continue in the details beyond the loaded rows', async () => {
    const { page, problems } = await openPage(app, '/?limit=all&offset=90');
    await expectFirst(page, 91);
    await tableOf(page)
      .locator('tr[aria-rowindex="101"]')
      .locator('[data-column="file"] a')
      .first()
      .click();
    const next = step(page, 'Next file');
    const open = () => new URL(page.url()).searchParams.get('file');
    for (let place = 99; place < 102; place++) {
      await expect.poll(open).toBe(String(files[place]?.id));
      await expect.poll(() => next.getAttribute('aria-disabled')).not.toBe('true');
      await next.click();
    }
    await expect.poll(open).toBe(String(files[102]?.id));
    await step(page, 'Previous file').click();
    await expect.poll(open).toBe(String(files[101]?.id));
    expect(problems).toEqual([]);
  });

  test('sort loaded files without further requests', async () => {
    const { page, problems } = await openPage(
      app,
      '/?source_project_id=176&ordering=-created&limit=all',
    );
    await expectFirst(page, 1);
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    await expectShown(page);
    const params = listRequests(app).length;
    await page.locator('[data-scroller]').evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    const sorted = files
      .filter((file) => file.source_project.endsWith('/176/'))
      .map(({ created }) => Date.parse(created))
      .toSorted((a, b) => b - a);
    await expect.poll(async () => (await range(page)).last).toBe(sorted.length);
    await expectShown(page);
    const times = await rowsOf(page)
      .locator('time')
      .evaluateAll((found) => found.map((each) => Date.parse(each.getAttribute('datetime') ?? '')));
    expect(Math.min(...times)).toBe(sorted.at(-1));
    expect(listRequests(app).length).toBe(params);
    expect(problems).toEqual([]);
  });
});

test('The select-all checkbox does not say "all" while a search is incomplete', async () => {
  const { page, problems } = await openPage(few, '/?search=overland&limit=all');
  await page.getByRole('button', { name: 'Read all files' }).waitFor();
  await expectFirst(page, 1);
  expect(await tableOf(page).getAttribute('aria-rowcount')).toBe('-1');
  await page.getByRole('checkbox', { name: 'Select all files', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Read all files' }).click();
  const all = page.getByRole('checkbox', { name: /^Select all [\d,]+ files$/ });
  await all.waitFor();
  const count = Number((await all.getAttribute('aria-label'))?.replaceAll(/\D/g, ''));
  expect(await tableOf(page).getAttribute('aria-rowcount')).toBe(String(count + 1));
  expect(problems).toEqual([]);
});

describe('While rows load', () => {
  test('placeholders fill their positions, and none is blank', async () => {
    const { page, problems } = await openPage(app, '/?limit=all');
    await expectFirst(page, 1);
    const release = await holdResponses(page, /offset=9000/);
    await fling(page, 9000 * 52);
    const busy = page.locator('tr[aria-busy="true"]');
    await expect.poll(() => busy.count()).toBeGreaterThan(10);
    const isCovered = await page.locator('[data-scroller]').evaluate((element) => {
      const { left, top, bottom } = element.getBoundingClientRect();
      const head = element.querySelector('thead')?.getBoundingClientRect().height ?? 0;
      for (let y = top + head + 2; y < bottom - 2; y += 20) {
        const row = document.elementFromPoint(left + 300, y)?.closest('tbody tr');
        if (row == null) return false;
      }
      return true;
    });
    expect(isCovered).toBe(true);
    expect(await rowIndexes(page)).toContain(9002);
    release();
    await expectFirst(page, 9001);
    await expectFile(page, 9001, files[9000]);
    expect(problems).toEqual([]);
  });

  test('one request is in flight, and the page aborts requests for rows that have scrolled past', async () => {
    const { page, problems } = await openPage(app, '/?limit=all', { height: 6500 });
    await expectFirst(page, 1);
    app.faults = 'slow:60000';
    const most = await watchLists(page);
    await scrollRows(page, 5000 * 52);
    await expect
      .poll(() => listRequests(app).some(({ search }) => search.endsWith('=5000')))
      .toBe(true);
    app.faults = '';
    await scrollRows(page, 10_000 * 52);
    await expectFirst(page, 10_001);
    expect(await most()).toBe(1);
    expect(listRequests(app).map(({ search }) => search)).toEqual([
      '?limit=100',
      '?limit=100&offset=100',
      '?limit=100&offset=5000',
      '?limit=100&offset=10000',
      '?limit=100&offset=10100',
    ]);
    expect(problems).toEqual([]);
  });

  test('a failed page shows an error and can be retried', async () => {
    const { page } = await openPage(app, '/?limit=all&offset=95');
    await expectFirst(page, 96);
    app.faults = 'fail:1:404';
    await scrollRows(page, 195 * 52);
    const alert = page.getByRole('alert');
    await expect.poll(() => alert.count()).toBe(1);
    app.faults = '';
    await alert.getByRole('button', { name: 'Retry' }).click();
    await expectFirst(page, 196);
    await expectFile(page, 201, files[200]);
  });
});

describe('Ten million rows', () => {
  const MOST = 10_000_000;

  async function fileAt(index: number): Promise<ApiFile | undefined> {
    const path = `/api/public/datafiles/?limit=1&offset=${index}`;
    const { results } = (await (await fetch(tenMillion.origin + path)).json()) as {
      results: ApiFile[];
    };
    return results[0];
  }

  test('are correct up to the last row', async () => {
    const { page, problems } = await openPage(tenMillion, '/?limit=all');
    await expectFirst(page, 1);
    await page.locator('[data-scroller]').evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await expect.poll(async () => (await range(page)).last).toBe(MOST);
    await expectShown(page);
    await expectFile(page, MOST, await fileAt(MOST - 1));

    for (const row of [1_234_567, 9_999_000, 5_000_001]) {
      await rowField(page).fill(String(row));
      await rowField(page).press('Enter');
      await expectFirst(page, row);
      await expectSearch(page, `?limit=all&offset=${row - 1}`);
      await expectFile(page, row, await fileAt(row - 1));
    }
    await scrollRows(page, 0);
    await expectFirst(page, 1);
    expect(problems).toEqual([]);
  });

  test('scroll one to one with the wheel at any position', async () => {
    const { page, problems } = await openPage(tenMillion, '/?limit=all&offset=5000000');
    await expectFirst(page, 5_000_001);
    await tableOf(page).hover();
    for (let turned = 1; turned <= 3; turned++) {
      await page.mouse.wheel(0, 520);
      await expectFirst(page, 5_000_001 + turned * 10);
      await expectSearch(page, `?limit=all&offset=${5_000_000 + turned * 10}`);
    }
    await page.mouse.wheel(0, -1560);
    await expectFirst(page, 5_000_001);
    await expectFile(page, 5_000_001, await fileAt(5_000_000));
    expect(problems).toEqual([]);
  });
});

describe('On a phone', () => {
  test('cards form one scroll as well', async () => {
    const { page, problems } = await openPage(app, '/?limit=all', { width: 390, height: 844 });
    await expectFirst(page, 1);
    const scroller = page.locator('#root');
    await scroller.evaluate((element) => {
      element.scrollTop = 700 * 92;
    });
    await expect.poll(async () => (await range(page)).first).toBeGreaterThan(680);
    await expectShown(page);
    const { first } = await range(page);
    await expectSearch(page, `?limit=all&offset=${first - 1}`);
    await expectFile(page, first, files[first - 1]);
    await page.reload();
    await expectFirst(page, first);
    await step(page, 'Last page').click();
    await expect.poll(async () => (await range(page)).last).toBe(COUNT);
    await expectShown(page);
    await expectFile(page, COUNT, files.at(-1));
    expect(problems).toEqual([]);
  });
});

test('axe finds no violation, whether rows are loaded or loading', async () => {
  const { page } = await openPage(app, '/?limit=all');
  await expectFirst(page, 1);
  await expectAxeClean(page);
  await holdResponses(page, /datafiles/);
  await scrollRows(page, 400_000);
  await expect.poll(() => page.locator('tr[aria-busy="true"]').count()).toBeGreaterThan(10);
  await expectAxeClean(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAxeClean(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect.poll(() => page.locator('tr[aria-busy="true"]').count()).toBeGreaterThan(5);
  await expectAxeClean(page);
});
