import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import {
  beginAnew,
  everyFile,
  expectRange,
  expectSearch,
  holdBack,
  listings,
  rowsOf,
  scrollRows,
  shownIds,
  tableOf,
  tall,
  unprovoked,
} from './explorer.ts';
import { blankPage, failureOf } from './faults.ts';

const app = await startApp({ rows: 300 });
const ids = (await everyFile(app)).map(({ id }) => id);
beforeEach(() => beginAnew(app));

const HOUR = 3_600_000;

/** The ids whose links were made anew. */
function renewals(): number[] {
  return app.requests.flatMap(({ path }) => {
    const id = /^\/api\/public\/datafile\/(\d+)\/$/.exec(path)?.[1];
    return id === undefined ? [] : [Number(id)];
  });
}

/** All that tells a page that it is looked at again. */
function lookAgain(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'));
    for (const name of ['focus', 'pageshow', 'online']) globalThis.dispatchEvent(new Event(name));
  });
}

describe('A slow server', () => {
  test('that answers after 30 seconds is waited for, in words', async () => {
    const { page, problems } = await blankPage();
    const release = await holdBack(page, /\/datafiles\//);
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
    expect(listings(app)).toHaveLength(1);
    expect(problems).toEqual([]);
  });
});

describe('A clock', () => {
  test('that jumps three hours while a page is on its way: told, and mended by Retry', async () => {
    const { page, problems } = await blankPage();
    await page.goto(`${app.origin}/?limit=10`);
    await expectRange(page, '1–10 of 300');
    const release = await holdBack(page, /offset=10/);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectSearch(page, '?limit=10&offset=10');
    // The laptop sleeps, and wakes without the connection that it had.
    await page.clock.fastForward(3 * HOUR);
    await failureOf(page).waitFor();
    expect(await failureOf(page).innerText()).toContain('did not answer within 35 seconds');
    release();
    await page.getByRole('button', { name: 'Retry' }).click();
    await expectRange(page, '11–20 of 300');
    expect(await shownIds(page)).toEqual(ids.slice(10, 20));
    expect(unprovoked(problems)).toEqual([]);
  });

  test('that jumps three hours in sleep: links are renewed, and no list is asked for again', async () => {
    const { page, problems } = await blankPage();
    await page.goto(`${app.origin}/?limit=3`);
    await expectRange(page, '1–3 of 300');
    await page.waitForLoadState('networkidle');
    app.requests.length = 0;
    await lookAgain(page);
    expect(app.requests).toEqual([]);
    await page.clock.fastForward(3 * HOUR);
    await lookAgain(page);
    await expect.poll(renewals).toEqual(ids.slice(0, 3));
    await lookAgain(page);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '4–6 of 300');
    // The page that was asked for, and nothing besides.
    expect(listings(app)).toHaveLength(1);
    expect(renewals()).toHaveLength(3);
    expect(problems).toEqual([]);
  });

  test('that is set back three hours: nobody knows how old a link is, and it is renewed once', async () => {
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
    // An hour from the renewal on, by the clock that the reader sees.
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
  test('follows what was chosen, keeps no listing, and neither asks for what the other has', async () => {
    const { page: first, problems } = await blankPage();
    await first.goto(`${app.origin}/?limit=10`);
    await expectRange(first, '1–10 of 300');
    const second = await first.context().newPage();
    second.on('console', (message) => problems.push(`console ${message.text()}`));
    second.on('pageerror', (error) => problems.push(error.message));
    await second.goto(`${app.origin}/?limit=10&offset=10`);
    await expectRange(second, '11–20 of 300');
    expect(listings(app)).toHaveLength(2);
    for (const tab of [first, second, first, second]) {
      await tab.bringToFront();
      await lookAgain(tab);
    }
    await second.getByRole('button', { name: /^Theme: / }).click();
    await second.getByRole('combobox', { name: 'Rows per page' }).selectOption('25');
    await expect
      .poll(() => first.getByRole('button', { name: /^Theme: / }).getAttribute('aria-label'))
      .toBe('Theme: light');
    // What is asked is each tab's own.
    await expectRange(first, '1–10 of 300');
    expect(new Set(listings(app).map(({ search }) => search)).size).toBe(listings(app).length);
    expect(listings(app)).toHaveLength(3);
    const kept = await first.evaluate(() =>
      [localStorage, sessionStorage].map((storage) => Object.entries(storage)),
    );
    expect(kept).toEqual([[['open-humans-data-explorer:theme', 'light']], []]);
    expect(problems).toEqual([]);
  });
});

describe('A list that changes while it is paged', () => {
  // How much it has changed is counted from the server's first request on.
  const start = () => startApp({ rows: 300 });

  test('by rows at its front: pages say the new count, and those before stay as they were', async () => {
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
    expect(listings(moving)).toHaveLength(4);
    expect(problems).toEqual([]);
  });

  test('by rows that go: a page past the end says so, and leads to the last one', async () => {
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
    expect(listings(moving)).toHaveLength(3);
    expect(problems).toEqual([]);
  });

  test('in one scroll no file stands twice', async () => {
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
    // The rows before and after the seam, each once and in their order.
    expect(drawn).toEqual(drawn.map((_, index) => first + index));
    expect(problems).toEqual([]);
  });
});
