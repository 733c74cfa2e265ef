import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import {
  resetApp,
  allFiles,
  expectRange,
  expectSearch,
  holdResponses,
  listRequests,
  rowsOf,
  scrollRows,
  shownIds,
  tableOf,
  tall,
  withoutHttpErrors,
} from './explorer.ts';
import { blankPage, failureOf } from './faults.ts';

const app = await startApp({ rows: 300 });
const ids = (await allFiles(app)).map(({ id }) => id);
beforeEach(() => resetApp(app));

const HOUR = 3_600_000;

/** The ids of the files whose links were renewed. */
function renewals(): number[] {
  return app.requests.flatMap(({ path }) => {
    const id = /^\/api\/public\/datafile\/(\d+)\/$/.exec(path)?.[1];
    return id === undefined ? [] : [Number(id)];
  });
}

/** Fires every event that signals the return of a user to the page. */
function returnToPage(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'));
    for (const name of ['focus', 'pageshow', 'online']) globalThis.dispatchEvent(new Event(name));
  });
}

describe('A slow server', () => {
  test('that responds after 30 seconds shows a message meanwhile', async () => {
    const { page, problems } = await blankPage();
    const release = await holdResponses(page, /\/datafiles\//);
    await page.goto(`${app.origin}/?limit=10`);
    const loading = page.getByRole('status', { name: 'Loading files' });
    await loading.waitFor();
    expect(await loading.innerText()).toBe('');
    await page.clock.fastForward(9000);
    await expect
      .poll(() => loading.innerText())
      .toBe('This takes longer than usual; the server is still being asked.');
    await page.clock.fastForward(21_000);
    expect(await page.getByRole('alert').count()).toBe(0);
    release();
    await expectRange(page, '1–10 of 300');
    expect(listRequests(app)).toHaveLength(1);
    expect(problems).toEqual([]);
  });
});

describe('A clock', () => {
  test('that jumps three hours during a request causes an error, which Retry fixes', async () => {
    const { page, problems } = await blankPage();
    await page.goto(`${app.origin}/?limit=10`);
    await expectRange(page, '1–10 of 300');
    const release = await holdResponses(page, /offset=10/);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectSearch(page, '?limit=10&offset=10');
    // The laptop sleeps and wakes without its network connection.
    await page.clock.fastForward(3 * HOUR);
    await failureOf(page).waitFor();
    expect(await failureOf(page).innerText()).toContain('did not answer within 35 seconds');
    release();
    await page.getByRole('button', { name: 'Retry' }).click();
    await expectRange(page, '11–20 of 300');
    expect(await shownIds(page)).toEqual(ids.slice(10, 20));
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('that jumps three hours during sleep renews links, but does not reload any list', async () => {
    const { page, problems } = await blankPage();
    await page.goto(`${app.origin}/?limit=3`);
    await expectRange(page, '1–3 of 300');
    await page.waitForLoadState('networkidle');
    app.requests.length = 0;
    await returnToPage(page);
    expect(app.requests).toEqual([]);
    await page.clock.fastForward(3 * HOUR);
    await returnToPage(page);
    await expect.poll(renewals).toEqual(ids.slice(0, 3));
    await returnToPage(page);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '4–6 of 300');
    // Only the page that the user went to was requested.
    expect(listRequests(app)).toHaveLength(1);
    expect(renewals()).toHaveLength(3);
    expect(problems).toEqual([]);
  });

  test('that is set back three hours makes the age of a link unknown, and renews it once', async () => {
    const { page, problems } = await blankPage();
    await page.goto(`${app.origin}/?limit=3`);
    await expectRange(page, '1–3 of 300');
    await page.waitForLoadState('networkidle');
    const link = tableOf(page)
      .getByRole('link', { name: /^Download/ })
      .first();
    const now = await page.evaluate(() => Date.now());
    await page.clock.setSystemTime(now - 3 * HOUR);
    for (let turn = 0; turn < 3; turn++) {
      await link.focus();
      await expect.poll(renewals).toEqual(ids.slice(0, 1));
      await page.getByRole('searchbox', { name: 'Search' }).focus();
    }
    await rowsOf(page)
      .first()
      .getByRole('button', { name: /^More about/ })
      .click();
    // The link is valid for an hour after the renewal, by the clock of the page.
    const until = await page.evaluate(
      (moments) =>
        moments.map((moment) =>
          new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(moment),
        ),
      [now - 2 * HOUR, now - 2 * HOUR + 60_000],
    );
    const words = await page.getByRole('button', { name: /^Copy link \(/ }).innerText();
    expect(until.map((time) => `Copy link (valid until ${time})`)).toContain(words);
    expect(renewals()).toEqual(ids.slice(0, 1));
    expect(problems).toEqual([]);
  });
});

describe('A second tab', () => {
  test('follows the settings, stores no file data, and does not repeat requests', async () => {
    const { page: first, problems } = await blankPage();
    await first.goto(`${app.origin}/?limit=10`);
    await expectRange(first, '1–10 of 300');
    const second = await first.context().newPage();
    second.on('console', (message) => problems.push(`console ${message.text()}`));
    second.on('pageerror', (error) => problems.push(error.message));
    await second.goto(`${app.origin}/?limit=10&offset=10`);
    await expectRange(second, '11–20 of 300');
    expect(listRequests(app)).toHaveLength(2);
    for (const tab of [first, second, first, second]) {
      await tab.bringToFront();
      await returnToPage(tab);
    }
    await second.getByRole('button', { name: /^Theme: / }).click();
    await second.getByRole('combobox', { name: 'Rows per page' }).selectOption('25');
    await expect
      .poll(() => first.getByRole('button', { name: /^Theme: / }).getAttribute('aria-label'))
      .toBe('Theme: light');
    // Each tab has its own query.
    await expectRange(first, '1–10 of 300');
    expect(new Set(listRequests(app).map(({ search }) => search)).size).toBe(
      listRequests(app).length,
    );
    expect(listRequests(app)).toHaveLength(3);
    const kept = await first.evaluate(() =>
      [localStorage, sessionStorage].map((storage) => Object.entries(storage)),
    );
    expect(kept).toEqual([[['open-humans-data-explorer:theme', 'light']], []]);
    expect(problems).toEqual([]);
  });
});

describe('A list that changes while the user pages', () => {
  // The server counts changes from its first request on.
  const start = () => startApp({ rows: 300 });

  test('shows the new total if rows are added at the front, and keeps earlier pages', async () => {
    const moving = await start();
    const { page, problems } = await blankPage(undefined, tall);
    await page.goto(`${moving.origin}/?limit=25`);
    await expectRange(page, '1–25 of 300');
    moving.faults = 'grow:1';
    for (const [range, first] of [
      ['26–50 of 301', 24],
      ['51–75 of 302', 48],
      ['76–100 of 303', 72],
    ] as const) {
      await page.getByRole('button', { name: 'Next page' }).click();
      await expectRange(page, range);
      expect(await shownIds(page)).toEqual(ids.slice(first, first + 25));
    }
    for (let turn = 0; turn < 3; turn++) await page.goBack();
    await expectRange(page, '1–25 of 300');
    expect(await shownIds(page)).toEqual(ids.slice(0, 25));
    expect(listRequests(moving)).toHaveLength(4);
    expect(problems).toEqual([]);
  });

  test('leads to the last page if rows are removed and the page is past the end', async () => {
    const moving = await start();
    const { page, problems } = await blankPage();
    await page.goto(`${moving.origin}/?limit=50&offset=200`);
    await expectRange(page, '201–250 of 300');
    moving.faults = 'shrink:110';
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByRole('heading', { name: 'This page is past the end of the list' }).waitFor();
    moving.faults = 'shrink:60';
    await page.getByRole('link', { name: 'Go to the last page' }).click();
    await expectRange(page, '151–180 of 180');
    expect(listRequests(moving)).toHaveLength(3);
    expect(problems).toEqual([]);
  });

  test('shows each file once in one scroll', async () => {
    const moving = await start();
    const { page, problems } = await blankPage();
    await page.goto(`${moving.origin}/?limit=all`);
    const range = page.getByRole('status', { name: 'Range' });
    await expect.poll(() => range.innerText()).toMatch(/of 300$/);
    await page.locator('[aria-rowindex="2"]').getByRole('checkbox').waitFor();
    moving.faults = 'grow:2';
    const places = async () => (await shownIds(page)).map((id) => ids.indexOf(id));
    await expect
      .poll(async () => {
        await scrollRows(page, 95 * 52);
        return places();
      })
      .toContain(101);
    const drawn = await places();
    const first = drawn[0] ?? -1;
    expect(first).toBeLessThan(98);
    // The rows around the boundary of two pages, each once and in order.
    expect(drawn).toEqual(drawn.map((_, index) => first + index));
    expect(problems).toEqual([]);
  });
});
