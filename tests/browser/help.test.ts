import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { beginAnew, expectAxeCleanEverywhere, expectRange } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => beginAnew(app));

const drawer = (page: Page) => page.getByRole('dialog', { name: 'Help' });
const welcome = (page: Page) => page.getByRole('complementary', { name: 'Welcome' });
const helpButton = (page: Page) => page.getByRole('button', { name: 'Help', exact: true });

describe('Help', () => {
  test('opens by its button, explains, and gives the focus back', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    await helpButton(page).press('Enter');
    await drawer(page).waitFor();
    const headings = await drawer(page).getByRole('heading', { level: 3 }).allInnerTexts();
    expect(headings).toEqual([
      'The words',
      'Why some members are “hidden”',
      'Why links expire',
      'Why filters are checked',
      'What reading the whole list costs',
      'Using the data responsibly',
      'About this page',
      'Keys',
    ]);
    const guidelines = drawer(page).getByRole('link', { name: /responsibly/ });
    expect(await guidelines.getAttribute('href')).toBe('https://www.openhumans.org/public-data/');
    expect(await guidelines.getAttribute('rel')).toBe('noopener noreferrer');
    await page.keyboard.press('Escape');
    await expect.poll(() => drawer(page).count()).toBe(0);
    expect(await helpButton(page).evaluate((each) => each === document.activeElement)).toBe(true);
    expect(problems).toEqual([]);
  });

  test('is clean by axe, light and dark, wide and narrow', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    await helpButton(page).click();
    await drawer(page).waitFor();
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  test('that cannot be loaded says so, and the page stays', async () => {
    const { page } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    await page.route('**/assets/Help-*.js', (route) => route.abort());
    await helpButton(page).click();
    await expect.poll(() => drawer(page).getByRole('alert').count()).toBe(1);
    await drawer(page).getByRole('button', { name: 'Close', exact: true }).click();
    await expectRange(page, '1–100 of 600');
  });
});

describe('The welcome', () => {
  test('is there from the first paint, under a page that leaves the files their room', async () => {
    const { page, problems } = await openPage(app, '/?limit=2');
    await expectRange(page, '1–2 of 600');
    expect(await welcome(page).innerText()).toContain('Open Humans members share');
    const summary = await page.getByRole('region', { name: 'Summary' }).boundingBox();
    expect((summary?.y ?? 0) + (summary?.height ?? 0)).toBeLessThan(240);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.reload();
    await expectRange(page, '1–2 of 600');
    expect(await welcome(page).count()).toBe(1);
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  test('goes when it is dismissed, for good, and the focus has a place', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    await page.getByRole('button', { name: 'Dismiss' }).press('Enter');
    await expect.poll(() => welcome(page).count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.reload();
    await expectRange(page, '1–100 of 600');
    expect(await welcome(page).count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('goes when it was followed', async () => {
    const { page, problems } = await openPage(app, '/');
    await page.getByRole('button', { name: 'What you should know' }).press('Enter');
    await drawer(page).waitFor();
    await page.getByRole('button', { name: 'Close help' }).press('Enter');
    await expect.poll(() => drawer(page).count()).toBe(0);
    expect(await welcome(page).count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(problems).toEqual([]);
  });

  test('goes for this visit where nothing can be kept', async () => {
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'localStorage', {
        get() {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    });
    await page.goto(app.origin);
    await expectRange(page, '1–100 of 600');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => welcome(page).count()).toBe(0);
    await page.getByRole('button', { name: 'Theme: system' }).click();
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('light');
    expect(problems).toEqual([]);
  });
});
