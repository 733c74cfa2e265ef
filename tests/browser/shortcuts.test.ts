import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, expectRange, expectSearch, searchOf } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

const help = (page: Page) => page.getByRole('dialog', { name: 'Help' });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search' });

function hasFocus(page: Page, text: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    const element = document.activeElement;
    return (element?.getAttribute('aria-label') ?? element?.textContent)?.trim() === wanted;
  }, text);
}

/** Waits for the chunk with the keyboard shortcuts, which loads after the rows. */
async function expectReady(page: Page, range: string): Promise<void> {
  await expectRange(page, range);
  await page.waitForLoadState('networkidle');
}

describe('The key', () => {
  test('? opens the help at the keys, and closing it returns the focus', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectReady(page, '1–100 of 600');
    await page.keyboard.press('?');
    await help(page).waitFor();
    await expect.poll(() => hasFocus(page, 'Keys')).toBe(true);
    const rows = help(page).getByRole('table', { name: 'Keys' }).getByRole('row');
    const keys = (await rows.allInnerTexts()).map((row) => row.split('\t')[0]?.trim());
    expect(keys).toEqual(expect.arrayContaining(['/', 'n', 'p', 't', '?', 'Esc']));
    await page.keyboard.press('Escape');
    await expect.poll(() => help(page).count()).toBe(0);
    expect(await hasFocus(page, 'Help')).toBe(true);
    expect(problems).toEqual([]);
  });

  test('/ focuses the search, and is plain text while the search has the focus', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectReady(page, '1–100 of 600');
    expect(await search(page).getAttribute('placeholder')).toContain('( / )');
    await page.keyboard.press('/');
    await expect
      .poll(() => search(page).evaluate((box) => box === document.activeElement))
      .toBe(true);
    expect(await search(page).inputValue()).toBe('');
    await page.keyboard.type('/n?');
    expect(await search(page).inputValue()).toBe('/n?');
    await expectSearch(page, '?search=%2Fn%3F');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('/ focuses the search on a phone too, where the field does not mention keys', async () => {
    const { page, problems } = await openPage(app, '/', {
      width: 390,
      height: 844,
      hasTouch: true,
      isMobile: true,
    });
    await expectReady(page, '1–100 of 600');
    expect(await search(page).getAttribute('placeholder')).not.toContain('/');
    await page.keyboard.press('/');
    await expect
      .poll(() => search(page).evaluate((box) => box === document.activeElement))
      .toBe(true);
    expect(problems).toEqual([]);
  });

  test('n and p turn the page, up to the last and the first', async () => {
    const { page, problems } = await openPage(app, '/?limit=250');
    await expectReady(page, '1–250 of 600');
    await page.keyboard.press('p');
    await page.keyboard.press('n');
    await expectRange(page, '251–500 of 600');
    await page.keyboard.press('n');
    await expectRange(page, '501–600 of 600');
    await page.keyboard.press('n');
    await page.keyboard.press('p');
    await expectRange(page, '251–500 of 600');
    expect(problems).toEqual([]);
  });

  test('t opens the export; no key works behind a dialog', async () => {
    const { page, problems } = await openPage(app, '/?limit=250');
    await expectReady(page, '1–250 of 600');
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: 'Take away' });
    await dialog.waitFor();
    for (const key of ['n', '/', '?', 't']) await page.keyboard.press(key);
    expect(searchOf(page)).toBe('?limit=250');
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await hasFocus(page, 'Take away 600 files')).toBe(true);
    expect(problems).toEqual([]);
  });

  test.for(['Control+n', 'Alt+n', 'Meta+n', 'Control+/', 'x', 'toString'])(
    'is not handled with a modifier or without a meaning: %s',
    async (key) => {
      const { page, problems } = await openPage(app, '/?limit=250');
      await expectReady(page, '1–250 of 600');
      // Dispatched instead of pressed, because the browser handles some of these keys itself.
      const [name = '', modifier = ''] = key.split('+').toReversed();
      const isLeft = await page.evaluate(
        ([text, held]) =>
          document.body.dispatchEvent(
            new KeyboardEvent('keydown', {
              key: text ?? '',
              bubbles: true,
              cancelable: true,
              ctrlKey: held === 'Control',
              altKey: held === 'Alt',
              metaKey: held === 'Meta',
            }),
          ),
        [name, modifier],
      );
      expect(isLeft).toBe(true);
      expect(searchOf(page)).toBe('?limit=250');
      expect(await page.getByRole('dialog').count()).toBe(0);
      expect(problems).toEqual([]);
    },
  );
});

test('Single-key shortcuts can be switched off, and stay off', async () => {
  const { page, problems } = await openPage(app, '/?limit=250');
  await expectReady(page, '1–250 of 600');
  await page.keyboard.press('?');
  const box = help(page).getByRole('checkbox', { name: /^Single keys work/ });
  await box.uncheck();
  await expect.poll(() => help(page).getByRole('row').count()).toBe(3);
  await page.keyboard.press('Escape');
  for (const again of [false, true]) {
    if (again) await page.reload();
    await expectRange(page, '1–250 of 600');
    expect(await search(page).getAttribute('placeholder')).not.toContain('/');
    for (const key of ['n', '?', '/']) await page.keyboard.press(key);
    expect(searchOf(page)).toBe('?limit=250');
    expect(await page.getByRole('dialog').count()).toBe(0);
  }
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await box.check();
  await page.keyboard.press('Escape');
  await expect.poll(() => help(page).count()).toBe(0);
  await page.keyboard.press('n');
  await expectRange(page, '251–500 of 600');
  expect(problems).toEqual([]);
});

test('Escape closes the innermost layer first', async () => {
  const { page, problems } = await openPage(app, '/', { width: 390, height: 844 });
  await expectReady(page, '1–100 of 600');
  await page.getByRole('button', { name: 'Filters' }).press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Filters' });
  await sheet.getByRole('combobox', { name: 'Project' }).click();
  const options = sheet.getByRole('listbox', { name: 'Project' }).getByRole('option');
  await expect.poll(() => options.count()).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect.poll(() => options.count()).toBe(0);
  expect(await sheet.isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => sheet.count()).toBe(0);
  await page.keyboard.press('Escape');
  await expectRange(page, '1–100 of 600');
  expect(problems).toEqual([]);
});
