import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { expectAxeClean } from '../support/axe.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, expectRange, expectSearch, listRequests, rowsOf, tableOf } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

const path = '/?source_project_id=176';
const all = ['File', 'Data types', 'Project', 'Member', 'Created', 'Tags', 'Download'];

function headings(page: Page): Promise<string[]> {
  return tableOf(page)
    .getByRole('columnheader')
    .evaluateAll((found) => found.slice(1).map((each) => each.textContent ?? ''));
}

function expectHeadings(page: Page, wanted: readonly string[]): Promise<void> {
  return expect.poll(() => headings(page), { message: 'headings' }).toEqual(wanted);
}

function opener(page: Page): Locator {
  return page.getByRole('button', { name: /^Columns/ });
}

async function openPanel(page: Page): Promise<Locator> {
  await opener(page).click();
  const panel = page.getByRole('group', { name: 'Columns' }).first();
  await expect.poll(() => panel.getByRole('button', { name: 'Reset' }).count()).toBe(1);
  return panel;
}

function heights(page: Page): Promise<number[]> {
  return rowsOf(page).evaluateAll((rows) => [
    ...new Set(rows.map((row) => row.getBoundingClientRect().height)),
  ]);
}

function separator(page: Page, name: string): Locator {
  return tableOf(page).getByRole('separator', { name: `Width of ${name}` });
}

/** The width of a column's heading; checks that its cells have the same width. */
async function widthOf(page: Page, name: string): Promise<number> {
  const heading = tableOf(page).getByRole('columnheader', { name, exact: true });
  return Math.round((await heading.boundingBox())?.width ?? 0);
}

/** CSS pixels by which the rows overflow the window. */
function overhang(page: Page): Promise<number> {
  return page
    .locator('[data-scroller]')
    .evaluate((scroller) => scroller.scrollWidth - scroller.clientWidth);
}

describe('Columns', () => {
  test('can be shown, hidden and reordered, and persist over a reload, without requests', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    await expectHeadings(page, all);
    const panel = await openPanel(page);
    await panel.getByRole('checkbox', { name: 'Tags' }).uncheck();
    await panel.getByRole('checkbox', { name: 'Project' }).uncheck();
    await panel.getByRole('checkbox', { name: 'ID' }).check();
    await panel.getByRole('checkbox', { name: 'Extension' }).check();
    const up = panel.getByRole('button', { name: 'Move ID up' });
    for (let step = 0; step < 7; step++) await up.press('Enter');
    const wanted = ['ID', 'File', 'Data types', 'Member', 'Created', 'Extension', 'Download'];
    await expectHeadings(page, wanted);
    // A move button at the limit keeps the focus and does nothing.
    expect(await up.getAttribute('aria-disabled')).toBe('true');
    expect(await up.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await panel.getByRole('status', { name: 'Columns' }).textContent()).toBe(
      'ID is column 1 of 9',
    );
    await page.keyboard.press('Escape');
    await expect.poll(() => panel.isVisible()).toBe(false);
    expect(await opener(page).innerText()).toBe('Columns · 2 hidden');
    expect(await opener(page).evaluate((button) => button === document.activeElement)).toBe(true);

    const before = listRequests(app).length;
    await page.reload();
    await expectRange(page, '1–31 of 31');
    await expectHeadings(page, wanted);
    expect(listRequests(app)).toHaveLength(before + 1);
    expect(before).toBe(1);
    const ext = rowsOf(page).first().getByRole('link', { name: 'json', exact: true });
    await ext.click();
    await expectSearch(page, `${path.slice(1)}&ext=json`);
    expect(problems).toEqual([]);
  });

  test('include File and Download at all times', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const panel = await openPanel(page);
    for (const name of ['File', 'Download']) {
      const box = panel.getByRole('checkbox', { name });
      expect(await box.isDisabled()).toBe(true);
      expect(await box.isChecked()).toBe(true);
    }
    for (const name of ['Data types', 'Project', 'Member', 'Created', 'Tags']) {
      await panel.getByRole('checkbox', { name }).uncheck();
    }
    await expectHeadings(page, ['File', 'Download']);
    expect(await opener(page).innerText()).toBe('Columns · 5 hidden');
    expect(await rowsOf(page).first().getByRole('cell').count()).toBe(3);
    expect(problems).toEqual([]);
  });

  test('return to the defaults with Reset: density, order and widths', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const width = await widthOf(page, 'Member');
    await separator(page, 'Member').press('ArrowRight');
    const panel = await openPanel(page);
    await panel.getByRole('radio', { name: 'Compact' }).check();
    await panel.getByRole('checkbox', { name: 'Project' }).uncheck();
    await panel.getByRole('button', { name: 'Move Created up' }).click();
    await expectHeadings(page, ['File', 'Data types', 'Created', 'Member', 'Tags', 'Download']);
    await panel.getByRole('button', { name: 'Reset' }).click();
    await expectHeadings(page, all);
    expect(await heights(page)).toEqual([52]);
    expect(await widthOf(page, 'Member')).toBe(width);
    expect(problems).toEqual([]);
  });

  test('fit without horizontal scrolling at every width above a phone’s', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    for (const [width, hidden] of [
      [1280, []],
      [1024, ['Tags']],
      [900, ['Tags']],
      [768, ['Tags', 'Data types']],
      [641, ['Tags', 'Data types', 'Project']],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await expectHeadings(
        page,
        all.filter((each) => !hidden.some((name) => name === each)),
      );
      expect(await overhang(page), `at ${width} px`).toBe(0);
    }
    expect(await opener(page).innerText()).toBe('Columns · 3 hidden');
    // A column that the user selects is shown, and the table scrolls.
    const panel = await openPanel(page);
    await panel.getByRole('checkbox', { name: 'Tags' }).check();
    await panel.getByRole('checkbox', { name: 'Data types' }).check();
    await expectHeadings(page, ['File', 'Data types', 'Member', 'Tags', 'Download']);
    expect(await overhang(page)).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });
});

describe('Compact density', () => {
  test('shows rows of one line and renders all of them while scrolling', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    expect(await heights(page)).toEqual([52]);
    const panel = await openPanel(page);
    await panel.getByRole('radio', { name: 'Compact' }).check();
    await expect.poll(() => heights(page)).toEqual([36]);
    await page.keyboard.press('Escape');
    const scroller = page.locator('[data-scroller]');
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    const last = tableOf(page).locator('[aria-rowindex="101"]');
    await expect.poll(() => last.count()).toBe(1);
    const gap = await last.evaluate(
      (row) =>
        (row.closest('[data-scroller]')?.getBoundingClientRect().bottom ?? 0) -
        row.getBoundingClientRect().bottom,
    );
    expect(Math.abs(gap)).toBeLessThan(2);
    // The name and the description are on one line.
    const cell = last.locator('[data-column="file"]');
    expect(await cell.evaluate((each) => each.getBoundingClientRect().height)).toBeLessThan(36);
    expect(problems).toEqual([]);
  });

  test('does not apply to cards on a phone', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const panel = await openPanel(page);
    await panel.getByRole('radio', { name: 'Compact' }).check();
    await panel.getByRole('checkbox', { name: 'Member' }).uncheck();
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => heights(page)).toEqual([92]);
    expect(await opener(page).count()).toBe(0);
    const member = rowsOf(page).first().getByRole('link', { name: 'member_02', exact: true });
    expect(await member.isVisible()).toBe(true);
    expect(problems).toEqual([]);
  });
});

describe('A resize handle', () => {
  test('moves by the arrow keys, announces the width, and resets with Home', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const edge = separator(page, 'Project');
    const before = await widthOf(page, 'Project');
    await edge.focus();
    const now = () => edge.getAttribute('aria-valuenow').then(Number);
    await expect.poll(now).toBe(before);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(now).toBe(before + 16);
    expect(await widthOf(page, 'Project')).toBe(before + 16);
    for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowLeft');
    expect(await now()).toBe(Number(await edge.getAttribute('aria-valuemin')));
    await page.reload();
    await expectRange(page, '1–31 of 31');
    expect(await widthOf(page, 'Project')).toBe(64);
    await separator(page, 'Project').press('Home');
    expect(await widthOf(page, 'Project')).toBe(before);
    expect(problems).toEqual([]);
  });

  test('resizes by dragging; a double click resets the width', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const before = await widthOf(page, 'Member');
    const box = await separator(page, 'Member').boundingBox();
    if (box === null) throw new Error('no edge');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 30, y, { steps: 3 });
    await page.mouse.move(x + 60, y + 200, { steps: 3 });
    await page.mouse.up();
    await page.mouse.move(x - 300, y);
    expect(await widthOf(page, 'Member')).toBe(before + 60);
    const cell = rowsOf(page).first().locator('[data-column="project"]');
    const after = rowsOf(page).first().locator('[data-column="member"]');
    const starts = await Promise.all([cell, after].map((each) => each.boundingBox()));
    const ends = (starts[0]?.x ?? 0) + (starts[0]?.width ?? 0);
    expect(starts[1]?.x).toBeGreaterThanOrEqual(ends);
    // Dragging does not click the heading.
    await expectSearch(page, path.slice(1));
    await separator(page, 'Member').dblclick();
    expect(await widthOf(page, 'Member')).toBe(before);
    expect(problems).toEqual([]);
  });

  test('keeps the automatic width after a press without a move, and after the right button', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const box = await separator(page, 'Member').boundingBox();
    if (box === null) throw new Error('no edge');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.click(x, y);
    await page.mouse.move(x, y);
    await page.mouse.down({ button: 'right' });
    await page.mouse.move(x + 50, y, { steps: 3 });
    await page.mouse.up({ button: 'right' });
    expect(await page.evaluate(() => localStorage.getItem('table'))).toBeNull();
    const before = await widthOf(page, 'Member');
    await page.setViewportSize({ width: 1800, height: 800 });
    expect(await widthOf(page, 'Member')).toBeGreaterThan(before);
    expect(problems).toEqual([]);
  });

  test('restores the initial width when the user drags it there and back', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const before = await widthOf(page, 'Member');
    const box = await separator(page, 'Member').boundingBox();
    if (box === null) throw new Error('no edge');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 70, y, { steps: 5 });
    await expect.poll(() => widthOf(page, 'Member')).toBe(before + 70);
    await page.mouse.move(x, y, { steps: 5 });
    await page.mouse.up();
    expect(await widthOf(page, 'Member')).toBe(before);
    expect(problems).toEqual([]);
  });

  test('resizes by touch', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const before = await widthOf(page, 'Member');
    const box = await separator(page, 'Member').boundingBox();
    if (box === null) throw new Error('no edge');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const session = await page.context().newCDPSession(page);
    const touch = (
      type: 'touchStart' | 'touchMove' | 'touchEnd',
      touchPoints: { x: number; y: number }[],
    ) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', [{ x, y }]);
    for (const step of [10, 20, 40]) await touch('touchMove', [{ x: x + step, y }]);
    await touch('touchEnd', []);
    await expect.poll(() => widthOf(page, 'Member')).toBe(before + 40);
    expect(problems).toEqual([]);
  });
});

describe('Stored settings', () => {
  test('cover only the table, and invalid values do no harm', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const panel = await openPanel(page);
    await panel.getByRole('checkbox', { name: 'Tags' }).uncheck();
    const stored = await page.evaluate(() => Object.entries(localStorage));
    expect(stored.map(([key]) => key)).toEqual(['open-humans-data-explorer:table']);
    expect(stored.join()).not.toMatch(/spotify|member_/);
    for (const junk of ['{', '[]', '{"order":[1,"tags"],"widths":{"file":"x"},"wanted":7}']) {
      await page.evaluate(
        (text) => localStorage.setItem('open-humans-data-explorer:table', text),
        junk,
      );
      await page.reload();
      await expectRange(page, '1–31 of 31');
      expect((await headings(page)).toSorted()).toEqual(all.toSorted());
    }
    expect(problems).toEqual([]);
  });

  test('apply to other open tabs', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const other = await page.context().newPage();
    await other.goto(app.origin + path);
    await expectRange(other, '1–31 of 31');
    const panel = await openPanel(other);
    await panel.getByRole('checkbox', { name: 'Member' }).uncheck();
    await expectHeadings(
      page,
      all.filter((name) => name !== 'Member'),
    );
    await other.evaluate(() => localStorage.clear());
    await expectHeadings(page, all);
    expect(problems).toEqual([]);
  });

  test('are optional: the page works without storage', async () => {
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    });
    await page.goto(app.origin + path);
    await expectRange(page, '1–31 of 31');
    const panel = await openPanel(page);
    await panel.getByRole('checkbox', { name: 'Member' }).uncheck();
    await expectHeadings(
      page,
      all.filter((name) => name !== 'Member'),
    );
    expect(problems).toEqual([]);
  });
});

describe('The columns panel', () => {
  test('passes axe in both themes, and so do the rows below it', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const panel = await openPanel(page);
    await panel.getByRole('radio', { name: 'Compact' }).check();
    await panel.getByRole('checkbox', { name: 'ID' }).check();
    await page.waitForLoadState('networkidle');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAxeClean(page);
    }
    expect(problems).toEqual([]);
  });
});
