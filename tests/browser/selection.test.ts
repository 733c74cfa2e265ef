import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { expectAxeClean } from '../support/axe.ts';
import { openPage } from '../support/browser.ts';
import {
  resetApp,
  allFiles,
  expectRange,
  expectSearch,
  idOf,
  listRequests,
  rowsOf,
  tableOf,
} from './explorer.ts';

const app = await startApp({ rows: 600 });
const files = await allFiles(app);
const own = files.filter(({ source_project }) => idOf(source_project) === 176).map(({ id }) => id);
beforeEach(() => resetApp(app));

const path = '/?source_project_id=176&limit=25';

/** The row with this number in the full result, counted from 1. */
function row(page: Page, number: number): Locator {
  return tableOf(page).locator(`[role="row"][aria-rowindex="${number + 1}"]`);
}

function box(page: Page, number: number): Locator {
  return row(page, number).getByRole('checkbox', { name: /^Select ./ });
}

function boxOfAll(page: Page): Locator {
  return page.getByRole('checkbox', { name: 'Select all 31 files', exact: true });
}

async function expectStatus(page: Page, words: string): Promise<void> {
  const status = page.getByRole('status', { name: 'Selected', exact: true });
  await expect.poll(() => status.textContent(), { message: 'selection' }).toBe(words);
}

/** The numbers of the rendered rows that are selected. */
function selected(page: Page): Promise<number[]> {
  return rowsOf(page).evaluateAll((rows) =>
    rows
      .filter((each) => each.querySelector<HTMLInputElement>('input[type="checkbox"]')?.checked)
      .map((each) => Number(each.getAttribute('aria-rowindex')) - 1)
      .toSorted((a, b) => a - b),
  );
}

describe('Selected rows', () => {
  test('can be chosen one by one and in ranges, without layout shift', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await page.waitForLoadState('networkidle');
    const places = () =>
      page.evaluate(() =>
        ['h1', 'thead', 'footer', '[aria-rowindex="2"]'].map(
          (each) => document.querySelector(each)?.getBoundingClientRect().top,
        ),
      );
    const before = await places();
    await box(page, 2).click();
    await expectStatus(page, '1 file selected');
    await box(page, 6).click({ modifiers: ['Shift'] });
    await expectStatus(page, '5 files selected');
    expect(await selected(page)).toEqual([2, 3, 4, 5, 6]);
    // The end of a range decides whether the range is selected or deselected.
    await box(page, 4).click({ modifiers: ['Shift'] });
    expect(await selected(page)).toEqual([2, 3]);
    expect(await page.evaluate(() => document.getSelection()?.toString())).toBe('');
    await box(page, 2).press('Space');
    await expectStatus(page, '1 file selected');
    expect(await places()).toEqual(before);
    await expectSearch(page, path.slice(1));
    expect(problems).toEqual([]);
  });

  test('extend from the focus with Shift and the arrow keys', async () => {
    const { page } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await box(page, 2).check();
    await box(page, 2).focus();
    for (let steps = 0; steps < 4; steps++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowUp');
    expect(await box(page, 6).isChecked()).toBe(true);
    expect(await box(page, 5).isChecked()).toBe(true);
    await expectStatus(page, '3 files selected');
  });

  test('extend with Shift and the arrow keys from any element in the row', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await row(page, 3).getByRole('link', { name: 'member_', exact: false }).focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expectStatus(page, '3 files selected');
    await page.keyboard.press('Shift+ArrowUp');
    expect(await selected(page)).toEqual([3, 4]);
    const focused = () =>
      page.evaluate(() => Number(document.activeElement?.closest('tr')?.ariaRowIndex) - 1);
    expect(await focused()).toBe(4);
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Shift+ArrowUp');
    expect(await selected(page)).toEqual([2, 3]);
    expect(problems).toEqual([]);
  });

  test('include all files on every page, or all but one', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await boxOfAll(page).check();
    await expectStatus(page, 'All 31 files selected');
    await box(page, 3).uncheck();
    await expectStatus(page, '30 files selected');
    expect(await boxOfAll(page).evaluate((each: HTMLInputElement) => each.indeterminate)).toBe(
      true,
    );
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '26–31 of 31');
    expect(await selected(page)).toEqual([26, 27, 28, 29, 30, 31]);
    await box(page, 31).uncheck();
    await expectStatus(page, '29 files selected');
    await page.getByRole('button', { name: 'First page' }).click();
    await expectRange(page, '1–25 of 31');
    expect(await box(page, 3).isChecked()).toBe(false);
    expect(await box(page, 4).isChecked()).toBe(true);
    // From a partial selection, the first click selects all.
    await boxOfAll(page).click();
    await expectStatus(page, 'All 31 files selected');
    await boxOfAll(page).click();
    await expectStatus(page, '');
    expect(await selected(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('stay selected in another order; once every row is selected, so is "Select all"', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&limit=50', {
      height: 3000,
    });
    await expectRange(page, '1–31 of 31');
    const name = await box(page, 1).getAttribute('aria-label');
    await box(page, 1).check();
    await tableOf(page).getByRole('columnheader', { name: 'Created' }).getByRole('link').click();
    await expectSearch(page, '?source_project_id=176&ordering=created&limit=50');
    await expectStatus(page, '1 file selected');
    await expect.poll(() => selected(page)).toHaveLength(1);
    const [number = 0] = await selected(page);
    expect(await box(page, number).getAttribute('aria-label')).toBe(name);
    await box(page, 1).setChecked(true);
    await box(page, 31).click({ modifiers: ['Shift'] });
    await expectStatus(page, 'All 31 files selected');
    expect(await boxOfAll(page).isChecked()).toBe(true);
    expect(problems).toEqual([]);
  });

  test('are cleared by another query, and nothing about them is stored', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await box(page, 1).check();
    await expectStatus(page, '1 file selected');
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expectRange(page, '1–25 of 600');
    await expectStatus(page, '');
    expect(await selected(page)).toEqual([]);
    await box(page, 2).check();
    await page.goBack();
    await expectRange(page, '1–25 of 31');
    await expectStatus(page, '');
    await box(page, 2).check();
    await page.reload();
    await expectRange(page, '1–25 of 31');
    await expectStatus(page, '');
    expect(problems).toEqual([]);
  });

  test('are cleared by a button, which passes on the focus', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await box(page, 1).check();
    await page.getByRole('button', { name: 'Clear selection' }).press('Enter');
    await expectStatus(page, '');
    const heading = page.getByRole('heading', { level: 1 });
    expect(await heading.evaluate((each) => each === document.activeElement)).toBe(true);
    expect(listRequests(app)).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  test('at the end of the page are not covered by the selection bar', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await box(page, 1).check();
    const scroller = page.locator('[data-scroller]');
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    const last = await row(page, 25).boundingBox();
    const bar = await page.getByRole('button', { name: 'Clear selection' }).boundingBox();
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
    expect(problems).toEqual([]);
  });

  test('can be chosen on a phone from their menu', async () => {
    const phone = { width: 390, height: 844, hasTouch: true, isMobile: true };
    const { page, problems } = await openPage(app, path, phone);
    await expectRange(page, '1–25 of 31');
    const more = row(page, 2).getByRole('button', { name: /^More about/ });
    await more.tap();
    await page.getByRole('button', { name: 'Select', exact: true }).tap();
    await expectStatus(page, '1 file selected');
    expect(await row(page, 2).getAttribute('data-selected')).toBe('true');
    // At the end of the page, where the selection bar covers nothing.
    const root = page.locator('#root');
    await root.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await row(page, 25).waitFor();
    await expectAxeClean(page);
    await root.evaluate((element) => element.scrollTo(0, 0));
    await more.tap();
    await page.getByRole('button', { name: 'Deselect', exact: true }).tap();
    await expectStatus(page, '');
    expect(problems).toEqual([]);
  });

  test('pass axe in both themes', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await boxOfAll(page).check();
    await box(page, 2).uncheck();
    await page.waitForLoadState('networkidle');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAxeClean(page);
    }
    expect(problems).toEqual([]);
  });
});

describe('An export of the selection', () => {
  /** The ids in a JSON export of the selection, and its description of itself. */
  async function exported(page: Page, words: string) {
    await page.getByRole('button', { name: words, exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'Take away' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      drawer.getByRole('button', { name: 'JSON', exact: true }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    await page.keyboard.press('Escape');
    await expect.poll(() => drawer.count()).toBe(0);
    return JSON.parse(text) as {
      about: { count: number; address: string };
      files: { id: number }[];
    };
  }

  test('contains only the selected files, and its URL shows them', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    for (const number of [2, 3, 7]) await box(page, number).check();
    const wanted = [own[1], own[2], own[6]];
    const { about, files: written } = await exported(page, 'Take away 3 selected files');
    expect(written.map(({ id }) => id)).toEqual(wanted);
    expect(about.count).toBe(3);
    // The rows are already loaded, so the page requests no list.
    expect(listRequests(app)).toHaveLength(1);
    await expectStatus(page, '3 files selected');
    await page.goto(about.address);
    await expectRange(page, '1–3 of 3');
    await expect.poll(() => rowsOf(page).count()).toBe(3);
    expect(problems).toEqual([]);
  });

  test('contains all files except the deselected ones', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await boxOfAll(page).check();
    await box(page, 4).uncheck();
    const { about, files: written } = await exported(page, 'Take away 30 selected files');
    expect(written.map(({ id }) => id)).toEqual(own.filter((id) => id !== own[3]));
    expect(about.count).toBe(30);
    expect(problems).toEqual([]);
  });
});
