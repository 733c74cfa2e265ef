import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  resetApp,
  expectAxeCleanEverywhere,
  expectAxeCleanInBothThemes,
  expectRange,
  rowsOf,
  sizes,
} from './explorer.ts';

const app = await startApp({ rows: 600 });
const long = await startApp({ rows: 2400 });
beforeEach(() => {
  resetApp(app);
  resetApp(long);
});

const phone = { ...sizes.phone, hasTouch: true, isMobile: true };

/** Opens Members who share several things. On a phone, its button is in the filter sheet. */
async function openCohort(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Members who share…' }).click();
  await page.getByRole('dialog', { name: 'Members who share several things' }).waitFor();
  await page.waitForLoadState('networkidle');
}

// Details, help, saved views, export, overview and found members have checks in their own tests.
describe('axe finds nothing, in both themes, on wide and zoomed windows and on phones,', () => {
  test('in the drawer of saved views, while it is empty', async () => {
    const { page, problems } = await openPage(app, '/?limit=2');
    await expectRange(page, '1–2 of 600');
    await page.getByRole('button', { name: 'Saved views', exact: true }).click();
    await page.getByRole('dialog', { name: 'Saved views' }).waitFor();
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  test('in Members who share several things, before and while the list loads', async () => {
    const { page, problems } = await openPage(long, '/?limit=2');
    await expectRange(page, '1–2 of 2,400');
    await openCohort(page);
    await expectAxeCleanEverywhere(page);
    await page.goto(`${long.origin}/?shares_datatype_id=4,11`);
    await page.setViewportSize(sizes.desktop);
    await openCohort(page);
    const dialog = page.getByRole('dialog');
    const offer = dialog.getByRole('button', { name: 'Read all files' });
    await offer.waitFor();
    await expectAxeCleanEverywhere(page);
    await page.route(/offset=1100/, () => new Promise(() => {}));
    await offer.click();
    await dialog.getByRole('progressbar').waitFor();
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  test.for(Object.entries(sizes))('in a row’s menu: %s', async ([, size]) => {
    const { page, problems } = await openPage(app, '/?limit=25', size);
    await expectRange(page, '1–25 of 600');
    await page.waitForLoadState('networkidle');
    await page
      .getByRole('button', { name: /^More about/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Copy permanent API link' }).waitFor();
    await expectAxeCleanInBothThemes(page);
    expect(problems).toEqual([]);
  });

  test('in the columns panel, with every column shown', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    await page.getByRole('button', { name: 'Columns' }).click();
    const panel = page.getByRole('group', { name: 'Columns' });
    await panel.getByRole('checkbox', { name: 'ID' }).check();
    await panel.getByRole('radio', { name: 'Compact' }).check();
    await page.waitForLoadState('networkidle');
    await expectAxeCleanInBothThemes(page);
    await page.keyboard.press('Escape');
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  const params =
    '/?datatype_id=4,11&datatype_id__not=14&source_project_id=31&source_project_id__not=62&username=member_02&username__not=member_03';
  test.for(Object.entries(sizes))(
    'in the lists of data types, projects and usernames, with values included, excluded and highlighted: %s',
    async ([title, size]) => {
      const { page, problems } = await openPage(app, params, title === 'phone' ? phone : size);
      await page.waitForLoadState('networkidle');
      if (title !== 'desktop') await page.getByRole('button', { name: /^Filters/ }).click();
      for (const [name, text] of [
        ['Data type', ''],
        ['Project', ''],
        ['Username', 'member_0'],
      ] as const) {
        const box = page.getByRole('combobox', { name, exact: true });
        await box.click();
        if (text !== '') await box.fill(text);
        const options = page.getByRole('listbox', { name, exact: true }).getByRole('option');
        await expect.poll(() => options.count()).toBeGreaterThan(3);
        await box.press('ArrowDown');
        await box.press('ArrowDown');
        await expectAxeCleanInBothThemes(page);
        await box.press('Escape');
        await expect.poll(() => options.count(), { message: name }).toBe(0);
      }
      expect(problems).toEqual([]);
    },
  );

  test('on a phone, in the filter sheet and in Members who share several things', async () => {
    const { page, problems } = await openPage(app, params, phone);
    await page.waitForLoadState('networkidle');
    await expectAxeCleanInBothThemes(page);
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('dialog', { name: 'Filters' }).waitFor();
    await expectAxeCleanInBothThemes(page);
    await openCohort(page);
    await expectAxeCleanInBothThemes(page);
    expect(problems).toEqual([]);
  });

  test('with some and with all rows selected', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&limit=25');
    await expectRange(page, '1–25 of 31');
    await page.waitForLoadState('networkidle');
    for (const row of [1, 3]) await rowsOf(page).nth(row).getByRole('checkbox').check();
    await expectAxeCleanEverywhere(page);
    await page.setViewportSize(sizes.desktop);
    await page.getByRole('checkbox', { name: 'Select all 31 files' }).check();
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });
});
