import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, expectRange, rowsOf } from './explorer.ts';

const app = await startApp({ rows: 600 });
const long = await startApp({ rows: 2400 });
beforeEach(() => {
  resetApp(app);
  resetApp(long);
});

/** Fails if the page or an open dialog is wider than the window. */
async function expectNoOverflow(page: Page, what: string): Promise<void> {
  const over = await page.evaluate(() =>
    ['html', '#root', 'dialog[open]', ':popover-open'].flatMap((selector) =>
      [...document.querySelectorAll(selector)]
        .filter(
          (each) =>
            each.scrollWidth > Math.max(each.clientWidth, 1) ||
            each.getBoundingClientRect().right > innerWidth ||
            each.getBoundingClientRect().left < 0,
        )
        .map((each) => `${selector}: ${each.scrollWidth} of ${each.clientWidth}`),
    ),
  );
  expect(over, what).toEqual([]);
}

async function open(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').last().waitFor();
  await page.waitForLoadState('networkidle');
}

async function closeAll(page: Page): Promise<void> {
  const dialogs = page.getByRole('dialog');
  while ((await dialogs.count()) > 0) {
    const before = await dialogs.count();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(() => dialogs.count()).toBeLessThan(before);
  }
}

const windows = {
  '320 px': { width: 320, height: 640 },
  '200 % of a desktop': { width: 640, height: 400 },
  '768 px': { width: 768, height: 1024 },
  '1440 px': { width: 1440, height: 900 },
} as const;

/** Runs the same check for static content in every window. */
async function expectNoOverflowAnywhere(page: Page, what: string): Promise<void> {
  for (const [title, size] of Object.entries(windows)) {
    await page.setViewportSize(size);
    await expectNoOverflow(page, `${what} at ${title}`);
  }
}

test('States that replace the rows, and the progress of a load, fit every width', async () => {
  const { page } = await openPage(
    app,
    '/?source_project_id=190&username__not=member_02&limit=0&offset=-3&utm=x',
  );
  await page.getByRole('heading', { name: /^No public data/ }).waitFor();
  await page.waitForLoadState('networkidle');
  await expectNoOverflowAnywhere(page, 'empty');
  await page.goto(`${app.origin}/?offset=9999`);
  await page.getByText('past the end').waitFor();
  await expectNoOverflowAnywhere(page, 'past the end');
  app.faults = 'fail:1:400';
  await page.goto(`${app.origin}/`);
  await page.getByRole('button', { name: 'Retry' }).waitFor();
  await expectNoOverflowAnywhere(page, 'refused');
  app.faults = 'stall:1';
  await page.goto(`${app.origin}/`);
  await page.getByRole('status', { name: 'Loading files' }).waitFor();
  await expectNoOverflowAnywhere(page, 'first load');
  await page.goto(`${long.origin}/?search=fitbit`);
  await page.getByRole('button', { name: 'Read all files' }).waitFor();
  await expectNoOverflowAnywhere(page, 'asking');
  await page.route(/offset=1100/, () => new Promise(() => {}));
  await page.getByRole('button', { name: 'Read all files' }).click();
  await page.getByRole('progressbar').waitFor();
  await expectNoOverflowAnywhere(page, 'reading');
});

describe.each(Object.entries(windows))('At %s, nothing overflows the width', (_, size) => {
  const isPhone = size.width <= 640;

  test('in the rows, with a selection, or in a row’s menu', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176', size);
    await expectRange(page, '1–31 of 31');
    await page.waitForLoadState('networkidle');
    await expectNoOverflow(page, 'rows');
    const more = rowsOf(page)
      .first()
      .getByRole('button', { name: /^More about/ });
    await more.click();
    await expectNoOverflow(page, 'menu');
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    await page.getByRole('button', { name: 'Clear selection' }).waitFor();
    await expectNoOverflow(page, 'selection');
    const bar = await page.getByRole('button', { name: 'Clear selection' }).boundingBox();
    expect((bar?.x ?? 0) + (bar?.width ?? 0)).toBeLessThanOrEqual(size.width);
    if (!isPhone) {
      await page.getByRole('button', { name: 'Columns' }).click();
      await page.getByRole('checkbox', { name: 'ID' }).check();
      await expectNoOverflow(page, 'columns');
    }
    expect(problems).toEqual([]);
  });

  test('in the overview, as bars or tables', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176', size);
    await expectRange(page, '1–31 of 31');
    await page.getByRole('button', { name: 'Overview', exact: true }).click();
    await page.getByRole('slider', { name: 'First day' }).waitFor();
    await expectNoOverflow(page, 'overview');
    await page.getByRole('button', { name: 'Show as tables' }).click();
    await page.getByRole('table', { name: /^Projects/ }).waitFor();
    await expectNoOverflow(page, 'tables');
    expect(problems).toEqual([]);
  });

  test('in the drawers', async () => {
    const { page, problems } = await openPage(
      app,
      '/?source_project_id=176&shares_datatype_id=14',
      size,
    );
    await page.getByRole('button', { name: /^Take away \d+ files$/ }).waitFor();
    await page.waitForLoadState('networkidle');
    await open(page, 'Help');
    await expectNoOverflow(page, 'help');
    await closeAll(page);
    await open(page, 'Saved views');
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByRole('button', { name: /^Rename/ }).click();
    await expectNoOverflow(page, 'saved views');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Close saved views' }).click();
    await open(page, /^Take away \d+ files$/);
    await expectNoOverflow(page, 'take away');
    await closeAll(page);
    if (isPhone) {
      await open(page, /^Filters/);
      await expectNoOverflow(page, 'filters');
    }
    await open(page, 'Members who share…');
    await page.getByRole('dialog').last().getByRole('table').waitFor();
    await expectNoOverflow(page, 'members');
    await closeAll(page);
    await rowsOf(page).first().locator('[data-column="file"] a').click();
    await page.getByRole('dialog').getByRole('heading', { level: 2 }).waitFor();
    await expectNoOverflow(page, 'details');
    expect(problems).toEqual([]);
  });
});
