import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, expectAxeCleanEverywhere, expectRange } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

const drawer = (page: Page) => page.getByRole('dialog', { name: 'Help' });
const welcome = (page: Page) => page.getByRole('complementary', { name: 'Welcome' });
const helpButton = (page: Page) => page.getByRole('button', { name: 'Help', exact: true });

describe('Help', () => {
  test('opens by its button, shows its topics, and returns the focus', async () => {
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

  test('passes axe in both themes, wide and narrow', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    await helpButton(page).click();
    await drawer(page).waitFor();
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  test('shows an error if it does not load, and the page keeps working', async () => {
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
  test('is part of the first paint, and leaves room for the files', async () => {
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

  test('disappears for good when dismissed, and passes on the focus', async () => {
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

  test('disappears after the user follows it', async () => {
    const { page, problems } = await openPage(app, '/');
    await page.getByRole('button', { name: 'What you should know' }).press('Enter');
    await drawer(page).waitFor();
    await page.getByRole('button', { name: 'Close help' }).press('Enter');
    await expect.poll(() => drawer(page).count()).toBe(0);
    expect(await welcome(page).count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(problems).toEqual([]);
  });

  test('disappears for the visit if there is no storage', async () => {
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
