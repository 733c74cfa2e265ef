import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { expectAxeClean } from '../support/axe.ts';
import { openPage } from '../support/browser.ts';
import {
  beginAnew,
  everyFile,
  expectRange,
  expectSearch,
  idOf,
  listings,
  rowsOf,
  tableOf,
} from './explorer.ts';

const app = await startApp({ rows: 600 });
const files = await everyFile(app);
const own = files.filter(({ source_project }) => idOf(source_project) === 176).map(({ id }) => id);
beforeEach(() => beginAnew(app));

const path = '/?source_project_id=176&limit=25';

/** The row with this number in the whole result, the first one being 1. */
function row(page: Page, number: number): Locator {
  return tableOf(page).locator(`[role="row"][aria-rowindex="${number + 1}"]`);
}

function box(page: Page, number: number): Locator {
  return row(page, number).getByRole('checkbox', { name: /^Select ./ });
}

function boxOfAll(page: Page): Locator {
  return page.getByRole('checkbox', { name: 'Select all 31 files', exact: true });
}

async function expectSaid(page: Page, words: string): Promise<void> {
  const said = page.getByRole('status', { name: 'Selected', exact: true });
  await expect.poll(() => said.textContent(), { message: 'selection' }).toBe(words);
}

/** The numbers of the rows drawn that are selected. */
function selected(page: Page): Promise<number[]> {
  return rowsOf(page).evaluateAll((rows) =>
    rows
      .filter((each) => each.querySelector<HTMLInputElement>('input[type="checkbox"]')?.checked)
      .map((each) => Number(each.getAttribute('aria-rowindex')) - 1)
      .toSorted((a, b) => a - b),
  );
}

describe('Rows', () => {
  test('are selected one by one and in ranges, and nothing on the page moves', async () => {
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
    await expectSaid(page, '1 file selected');
    await box(page, 6).click({ modifiers: ['Shift'] });
    await expectSaid(page, '5 files selected');
    expect(await selected(page)).toEqual([2, 3, 4, 5, 6]);
    // The end of a range says what becomes of it.
    await box(page, 4).click({ modifiers: ['Shift'] });
    expect(await selected(page)).toEqual([2, 3]);
    expect(await page.evaluate(() => document.getSelection()?.toString())).toBe('');
    await box(page, 2).press('Space');
    await expectSaid(page, '1 file selected');
    expect(await places()).toEqual(before);
    await expectSearch(page, path.slice(1));
    expect(problems).toEqual([]);
  });

  test('are selected by Shift and the arrows anew after a way without Shift', async () => {
    const { page } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await box(page, 2).check();
    await box(page, 2).focus();
    for (let steps = 0; steps < 4; steps++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowUp');
    expect(await box(page, 6).isChecked()).toBe(true);
    expect(await box(page, 5).isChecked()).toBe(true);
    await expectSaid(page, '3 files selected');
  });

  test('are selected by Shift and the arrows from whatever has the focus in them', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await row(page, 3).getByRole('link', { name: 'member_', exact: false }).focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expectSaid(page, '3 files selected');
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

  test('are all selected, on every page, and all but one', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await boxOfAll(page).check();
    await expectSaid(page, 'All 31 files selected');
    await box(page, 3).uncheck();
    await expectSaid(page, '30 files selected');
    expect(await boxOfAll(page).evaluate((each: HTMLInputElement) => each.indeterminate)).toBe(
      true,
    );
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '26–31 of 31');
    expect(await selected(page)).toEqual([26, 27, 28, 29, 30, 31]);
    await box(page, 31).uncheck();
    await expectSaid(page, '29 files selected');
    await page.getByRole('button', { name: 'First page' }).click();
    await expectRange(page, '1–25 of 31');
    expect(await box(page, 3).isChecked()).toBe(false);
    expect(await box(page, 4).isChecked()).toBe(true);
    // Half a selection becomes a whole one first.
    await boxOfAll(page).click();
    await expectSaid(page, 'All 31 files selected');
    await boxOfAll(page).click();
    await expectSaid(page, '');
    expect(await selected(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('stay selected in another order, and one by one are all in the end', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&limit=50', {
      height: 3000,
    });
    await expectRange(page, '1–31 of 31');
    const name = await box(page, 1).getAttribute('aria-label');
    await box(page, 1).check();
    await tableOf(page).getByRole('columnheader', { name: 'Created' }).getByRole('link').click();
    await expectSearch(page, '?source_project_id=176&ordering=created&limit=50');
    await expectSaid(page, '1 file selected');
    await expect.poll(() => selected(page)).toHaveLength(1);
    const [number = 0] = await selected(page);
    expect(await box(page, number).getAttribute('aria-label')).toBe(name);
    await box(page, 1).setChecked(true);
    await box(page, 31).click({ modifiers: ['Shift'] });
    await expectSaid(page, 'All 31 files selected');
    expect(await boxOfAll(page).isChecked()).toBe(true);
    expect(problems).toEqual([]);
  });

  test('are let go with another question, and nothing of them is kept anywhere', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await box(page, 1).check();
    await expectSaid(page, '1 file selected');
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expectRange(page, '1–25 of 600');
    await expectSaid(page, '');
    expect(await selected(page)).toEqual([]);
    await box(page, 2).check();
    await page.goBack();
    await expectRange(page, '1–25 of 31');
    await expectSaid(page, '');
    await box(page, 2).check();
    await page.reload();
    await expectRange(page, '1–25 of 31');
    await expectSaid(page, '');
    expect(problems).toEqual([]);
  });

  test('are let go by a button, and the focus is not lost', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    await box(page, 1).check();
    await page.getByRole('button', { name: 'Clear selection' }).press('Enter');
    await expectSaid(page, '');
    const heading = page.getByRole('heading', { level: 1 });
    expect(await heading.evaluate((each) => each === document.activeElement)).toBe(true);
    expect(listings(app)).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  test('that are last come out from under what is said of the selection', async () => {
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

  test('are selected on a phone by their menu', async () => {
    const phone = { width: 390, height: 844, hasTouch: true, isMobile: true };
    const { page, problems } = await openPage(app, path, phone);
    await expectRange(page, '1–25 of 31');
    const more = row(page, 2).getByRole('button', { name: /^More about/ });
    await more.tap();
    await page.getByRole('button', { name: 'Select', exact: true }).tap();
    await expectSaid(page, '1 file selected');
    expect(await row(page, 2).getAttribute('data-selected')).toBe('true');
    // At the end of the page, where nothing lies half under what is said of the selection.
    const root = page.locator('#root');
    await root.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await row(page, 25).waitFor();
    await expectAxeClean(page);
    await root.evaluate((element) => element.scrollTo(0, 0));
    await more.tap();
    await page.getByRole('button', { name: 'Deselect', exact: true }).tap();
    await expectSaid(page, '');
    expect(problems).toEqual([]);
  });

  test('that are selected are clean by axe, light and dark', async () => {
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

describe('What is taken away', () => {
  /** The ids in a JSON export of the selection, and what the export says of itself. */
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

  test('is just the selected files, and the address in it shows them', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    for (const number of [2, 3, 7]) await box(page, number).check();
    const wanted = [own[1], own[2], own[6]];
    const { about, files: written } = await exported(page, 'Take away 3 selected files');
    expect(written.map(({ id }) => id)).toEqual(wanted);
    expect(about.count).toBe(3);
    // The rows are at hand: no list is read for them.
    expect(listings(app)).toHaveLength(1);
    await expectSaid(page, '3 files selected');
    await page.goto(about.address);
    await expectRange(page, '1–3 of 3');
    await expect.poll(() => rowsOf(page).count()).toBe(3);
    expect(problems).toEqual([]);
  });

  test('is all but the files left out', async () => {
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
