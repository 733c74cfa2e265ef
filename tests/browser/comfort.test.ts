import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, expectRange, expectSearch, holdResponses, rowsOf, tableOf } from './explorer.ts';

const app = await startApp({ rows: 2400 });
beforeEach(() => resetApp(app));

/** The tag of the focused element, or an empty string. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element === null || element === document.body ? 'nothing' : element.tagName;
  });
}

describe('The focus', () => {
  test('stays on the button of a load, and moves to the heading when the load ends', async () => {
    const { page, problems } = await openPage(app, '/?search=fitbit');
    const offer = page.getByRole('button', { name: 'Read all files' });
    await offer.waitFor();
    const release = await holdResponses(page, /offset=1100/);
    const name = () => page.evaluate(() => document.activeElement?.textContent);
    await offer.press('Enter');
    await expect.poll(name).toBe('Cancel');
    await page.keyboard.press('Enter');
    await expect.poll(name).toBe('Read all files');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    release();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    await expect.poll(() => focused(page)).toBe('H1');
    expect(problems).toEqual([]);
  });

  test.for([
    [
      'a member',
      '/?source_project_id=176',
      (page: Page) =>
        tableOf(page)
          .getByRole('link', { name: /^member_/ })
          .first(),
    ],
    [
      'a project',
      '/',
      (page: Page) => tableOf(page).getByRole('link', { name: 'Overland' }).first(),
    ],
    [
      'a tag',
      '/?source_project_id=176',
      (page: Page) => tableOf(page).locator('[data-column="tags"] a').first(),
    ],
    [
      'an order',
      '/?source_project_id=176',
      (page: Page) => tableOf(page).getByRole('link', { name: 'Created' }),
    ],
    [
      'the link to the last page',
      '/?offset=9999',
      (page: Page) => page.getByRole('link', { name: 'Go to the last page' }),
    ],
    [
      'a filter that disappears',
      '/?source_project_id=176',
      (page: Page) => page.getByRole('button', { name: /^Remove Project/ }),
    ],
    ['the next page', '/', (page: Page) => page.getByRole('button', { name: 'Next page' })],
    [
      'the sample’s name',
      '/?source_project_id=176',
      (page: Page) => page.getByRole('link', { name: /^Open Humans Data/ }),
    ],
    [
      'descendants',
      '/?datatype_id=4',
      (page: Page) => page.getByRole('checkbox', { name: /descendant/ }),
    ],
  ] as const)('is not lost after following %s', async ([, path, find]) => {
    const { page } = await openPage(app, path);
    await find(page).waitFor();
    await page.waitForLoadState('networkidle');
    const before = page.url();
    await find(page).focus();
    await page.keyboard.press(
      (await find(page).getAttribute('type')) === 'checkbox' ? 'Space' : 'Enter',
    );
    await expect.poll(() => page.url()).not.toBe(before);
    await page.waitForLoadState('networkidle');
    await expect.poll(() => focused(page)).not.toBe('nothing');
  });

  test('is not lost after Retry', async () => {
    app.faults = 'html';
    const { page } = await openPage(app, '/');
    const retry = page.getByRole('button', { name: 'Retry' });
    await retry.waitFor();
    app.faults = '';
    await retry.press('Enter');
    await expectRange(page, '1–100 of 2,400');
    expect(await focused(page)).toBe('H1');
  });

  test('moves to the page if the user clicks on plain text', async () => {
    const { page } = await openPage(app, '/');
    await expectRange(page, '1–100 of 2,400');
    await page.getByRole('searchbox').focus();
    await page.getByText('1–100 of 2,400').click();
    await page.keyboard.press('n');
    await expectSearch(page, '?offset=100');
    await page.getByText(/^New here/).click();
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('i')));
    expect(await focused(page)).toBe('nothing');
  });
});

test('A chosen theme applies before the first paint, and colours the browser’s frame', async () => {
  const { page, problems } = await openPage(app, '/', { colorScheme: 'light' });
  await page.addInitScript(() => {
    requestAnimationFrame(() => {
      Object.assign(globalThis, {
        firstTheme: document.documentElement.dataset['theme'] ?? 'none',
      });
    });
  });
  // The main script arrives late.
  await page.route(/assets\/index-.*\.js/, async (route) => {
    await new Promise((resolve) => {
      setTimeout(resolve, 400);
    });
    await route.continue();
  });
  await page.getByRole('button', { name: 'Theme: system' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await page.reload();
  await expectRange(page, '1–100 of 2,400');
  expect(await page.evaluate('globalThis.firstTheme')).toBe('dark');
  const frame = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')]
        .filter(({ media }) => matchMedia(media).matches)
        .map(({ content }) => content),
    );
  expect(await frame()).toEqual(['#171d20']);
  await page.getByRole('button', { name: 'Theme: dark' }).click();
  expect(await frame()).toEqual(['#ffffff']);
  expect(problems).toEqual([]);
});

test('A printed page has the heading, the summary and every row in black on white, without controls', async () => {
  const { page, problems } = await openPage(app, '/?limit=50', { colorScheme: 'dark', width: 750 });
  await expectRange(page, '1–50 of 2,400');
  expect(await rowsOf(page).count()).toBeLessThan(50);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect.poll(() => rowsOf(page).count()).toBe(50);
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
  expect(await page.getByText(`${app.origin}/?limit=50`).isVisible()).toBe(true);
  expect(await page.getByRole('status', { name: 'Range' }).innerText()).toBe('1–50 of 2,400');
  for (const role of [
    'button',
    'textbox',
    'combobox',
    'searchbox',
    'checkbox',
    'dialog',
  ] as const) {
    expect(await page.getByRole(role).count(), role).toBe(0);
  }
  const tops = await rowsOf(page).evaluateAll((rows) =>
    rows.map((row) => row.getBoundingClientRect().top),
  );
  expect(tops.every((top, index) => index === 0 || top > (tops[index - 1] ?? 0))).toBe(true);
  const look = await page.evaluate(() => {
    const { color } = getComputedStyle(document.querySelector('h1') ?? document.body);
    return [
      color,
      getComputedStyle(document.body).backgroundColor,
      document.body.scrollWidth <= innerWidth,
    ];
  });
  expect(look).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', true]);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await expect.poll(() => rowsOf(page).count()).toBeLessThan(50);
  expect(problems).toEqual([]);
});
