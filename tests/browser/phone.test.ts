import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { expectAxeClean } from '../support/axe.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, expectRange, expectSearch, rowsOf, tableOf } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

const phone = { width: 390, height: 844, hasTouch: true, isMobile: true };

describe('On a phone', () => {
  test.for([
    '/',
    '/?datatype_id=14&source_project_id=176&username=member_02&limit=0&search=spotify',
    '/?source_project_id=190',
    '/?offset=9999',
  ])('and at every width, the page does not overflow: %s', async (path) => {
    const { page, problems } = await openPage(app, path, { width: 1280, height: 844 });
    await page.waitForLoadState('networkidle');
    for (const width of [1000, 768, 641, 640, 390, 320]) {
      await page.setViewportSize({ width, height: 844 });
      const widest = () =>
        page.evaluate(() => {
          const root = document.querySelector('#root');
          return Math.max(document.documentElement.scrollWidth, root?.scrollWidth ?? 0);
        });
      await expect.poll(widest, { message: `at ${width} px` }).toBeLessThanOrEqual(width);
    }
    expect(problems).toEqual([]);
  });

  test('the filter sheet opens, filters and closes', async () => {
    const { page, problems } = await openPage(app, '/', phone);
    await expectRange(page, '1–100 of 600');
    expect(await page.getByRole('combobox', { name: 'Project' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Filters' }).tap();
    const sheet = page.getByRole('dialog', { name: 'Filters' });
    expect(await sheet.isVisible()).toBe(true);
    await sheet.getByRole('combobox', { name: 'Project' }).tap();
    await sheet.getByRole('combobox', { name: 'Project' }).pressSequentially('spotify');
    await sheet.getByRole('option', { name: 'Spotify' }).tap();
    await expectSearch(page, '?source_project_id=176');
    await sheet.getByRole('button', { name: 'Show files' }).tap();
    await expect.poll(() => sheet.count()).toBe(0);
    await expectRange(page, '1–31 of 31');
    expect(await page.getByRole('button', { name: 'Filters · 1' }).isVisible()).toBe(true);
    expect(problems).toEqual([]);
  });

  test('Escape closes the sheet and returns the focus to its button', async () => {
    const { page, problems } = await openPage(app, '/', { width: 390, height: 844 });
    await expectRange(page, '1–100 of 600');
    const opener = page.getByRole('button', { name: 'Filters' });
    await opener.press('Enter');
    await expect.poll(() => page.getByRole('dialog', { name: 'Filters' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Show files' }).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog', { name: 'Filters' }).count()).toBe(0);
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(problems).toEqual([]);
  });

  test('rows are cards with name, member, day and download, and only a few are rendered', async () => {
    const { page, problems } = await openPage(app, '/?limit=500&source_project_id=186', phone);
    await expectRange(page, '1–226 of 226');
    expect(await tableOf(page).getAttribute('aria-rowcount')).toBe('227');
    const first = rowsOf(page).first();
    expect(await first.getByRole('link', { name: /^Download ./ }).isVisible()).toBe(true);
    const heights = await first.evaluate((row) => {
      const link = row.querySelector('[data-column="download"] a');
      return [row.getBoundingClientRect().height, link?.getBoundingClientRect().height ?? 0];
    });
    expect(heights[0]).toBeGreaterThan(80);
    expect(heights[1]).toBeGreaterThanOrEqual(44);
    await page.locator('#root').evaluate((root) => {
      root.scrollTop = root.scrollHeight;
    });
    await expect
      .poll(() => rowsOf(page).last().getAttribute('aria-rowindex').then(Number))
      .toBeGreaterThan(200);
    await expect.poll(() => tableOf(page).locator('[aria-rowindex="227"]').count()).toBe(1);
    expect(await rowsOf(page).count()).toBeLessThan(80);
    expect(problems).toEqual([]);
  });

  test('paging works, and a new page starts at its top', async () => {
    const { page, problems } = await openPage(app, '/', phone);
    await expectRange(page, '1–100 of 600');
    const root = page.locator('#root');
    await root.evaluate((element) => {
      element.scrollTop = 4000;
    });
    await expect
      .poll(() => page.evaluate(() => (history.state as { scrollTop?: number } | null)?.scrollTop))
      .toBe(4000);
    await page.getByRole('button', { name: 'Next page' }).tap();
    await expectRange(page, '101–200 of 600');
    await expect.poll(() => root.evaluate((element) => element.scrollTop)).toBe(0);
    await page.goBack();
    await expectRange(page, '1–100 of 600');
    await expect.poll(() => root.evaluate((element) => element.scrollTop)).toBe(4000);
    expect(problems).toEqual([]);
  });

  test('axe finds nothing, with the sheet closed or open', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176', phone);
    await expectRange(page, '1–31 of 31');
    await expectAxeClean(page);
    await page.getByRole('button', { name: /^Filters/ }).tap();
    await expect.poll(() => page.getByRole('dialog', { name: 'Filters' }).count()).toBe(1);
    await expectAxeClean(page);
    expect(problems).toEqual([]);
  });
});
