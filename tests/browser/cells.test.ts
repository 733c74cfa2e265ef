import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  type ApiFile,
  resetApp,
  allFiles,
  expectRange,
  expectSearch,
  idOf,
  rowsOf,
  scrollTopOf,
  tableOf,
} from './explorer.ts';

const app = await startApp({ rows: 600 });
const files = await allFiles(app);
beforeEach(() => resetApp(app));

const path = '/?source_project_id=176';

function cell(page: Page, number: number, column: string) {
  return tableOf(page).locator(`[aria-rowindex="${number + 1}"] [data-column="${column}"]`);
}

function tagsOf(file: ApiFile | undefined): string[] {
  return (file?.metadata as { tags?: string[] } | null | undefined)?.tags ?? [];
}

/** The focused cell: its row number, its column, and whether its row is fully visible. */
function place(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const row = element?.closest('tr');
    const around = element?.closest('[data-scroller]')?.getBoundingClientRect();
    const head = document.querySelector('thead')?.getBoundingClientRect();
    const box = row?.getBoundingClientRect();
    const isInSight =
      box !== undefined &&
      around !== undefined &&
      head !== undefined &&
      box.top >= head.bottom - 2 &&
      box.bottom <= around.bottom + 1;
    const column = element?.closest('[data-column]')?.getAttribute('data-column');
    return [Number(row?.ariaRowIndex) - 1, column, isInSight];
  });
}

describe('The empty part of a row', () => {
  test('opens the details on click, and closing them focuses the file name', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const [, second] = files.filter(({ source_project }) => idOf(source_project) === 176);
    await cell(page, 2, 'created').click();
    await expectSearch(page, `${path.slice(1)}&file=${second?.id}`);
    const drawer = page.getByRole('dialog', { name: 'Details' });
    await expect.poll(() => drawer.count()).toBe(1);
    await page.keyboard.press('Escape');
    await expectSearch(page, path.slice(1));
    await expect.poll(() => place(page)).toEqual([2, 'file', true]);
    expect(problems).toEqual([]);
  });

  test('ignores a click while text is selected, and a click on a control', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    await cell(page, 1, 'created')
      .locator('time')
      .dblclick({ position: { x: 3, y: 8 } });
    await page.goto(app.origin + path);
    await expectRange(page, '1–31 of 31');
    const box = await cell(page, 1, 'created').locator('time').boundingBox();
    if (box === null) throw new Error('no date');
    await page.mouse.move(box.x + 1, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    expect(await page.evaluate(() => document.getSelection()?.toString())).not.toBe('');
    await page.evaluate(() => document.getSelection()?.removeAllRanges());
    await cell(page, 3, 'select').click({ position: { x: 4, y: 4 } });
    expect(await cell(page, 3, 'select').getByRole('checkbox').isChecked()).toBe(true);
    await cell(page, 1, 'download').getByRole('button').click();
    await page.keyboard.press('Escape');
    await expectSearch(page, path.slice(1));
    expect(problems).toEqual([]);
  });
});

describe('The arrow keys', () => {
  test('move through a column and scroll the rows', async () => {
    const { page, problems } = await openPage(app, '/?limit=100');
    await expectRange(page, '1–100 of 600');
    await cell(page, 1, 'project').getByRole('link').focus();
    for (let number = 2; number <= 40; number++) {
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => place(page)).toEqual([number, 'project', true]);
    }
    expect(await scrollTopOf(page)).toBeGreaterThan(1000);
    for (let number = 39; number >= 1; number--) {
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => place(page)).toEqual([number, 'project', true]);
    }
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => place(page)).toEqual([0, 'project', false]);
    await expectSearch(page, '?limit=100');
    expect(problems).toEqual([]);
  });

  test('skip rows without a value in the column', async () => {
    const { page, problems } = await openPage(app, '/?limit=500');
    await expectRange(page, '1–500 of 600');
    const own = files.slice(0, 500);
    const hidden = own.findIndex(({ user }) => user.username === null);
    expect(hidden).toBeGreaterThan(0);
    const after = own.findIndex(({ user }, index) => index > hidden && user.username !== null);
    await page.locator('[data-scroller]').evaluate(
      (element, top) => {
        element.scrollTop = top;
      },
      Math.max(0, (hidden - 4) * 52),
    );
    await cell(page, hidden, 'member').getByRole('link').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => place(page)).toEqual([after + 1, 'member', true]);
    expect(problems).toEqual([]);
  });

  test('leave Home, End and the page keys to the table', async () => {
    const { page, problems } = await openPage(app, '/?limit=100');
    await expectRange(page, '1–100 of 600');
    await cell(page, 1, 'file').getByRole('link').focus();
    await page.keyboard.press('End');
    await expect.poll(() => rowsOf(page).last().isVisible()).toBe(true);
    // The browser may drop a key press while it is still scrolling, so the test repeats it.
    const rest = () =>
      page.locator('[data-scroller]').evaluate((element) => {
        return element.scrollHeight - element.clientHeight - element.scrollTop;
      });
    await expect.poll(rest).toBeLessThan(2);
    const pressed = async (key: string) => {
      await page.keyboard.press(key);
      return scrollTopOf(page);
    };
    await expect.poll(() => pressed('Home'), { interval: 500 }).toBe(0);
    await expect.poll(() => pressed('PageDown'), { interval: 500 }).toBeGreaterThan(200);
    expect(problems).toEqual([]);
  });
});

describe('A focused cell', () => {
  test('copies its full value and announces it', async () => {
    const { page, problems } = await openPage(app, path, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await expectRange(page, '1–31 of 31');
    await page.waitForLoadState('networkidle');
    const status = page.getByRole('status', { name: 'Cell copied' });
    const first = files.find(({ source_project }) => idOf(source_project) === 176);
    const tags = tagsOf(first);
    const copied = async (column: string) => {
      await cell(page, 1, column).getByRole('link').first().focus();
      await page.keyboard.press('ControlOrMeta+C');
      await expect.poll(() => status.textContent()).toContain('Copied');
      return page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied('file')).toBe(first?.basename);
    await expect.poll(() => status.textContent()).toBe(`Copied ${first?.basename}`);
    expect(await copied('datatypes')).toBe('Music listening');
    expect(await copied('project')).toBe('Spotify');
    expect(await copied('member')).toBe(first?.user.username);
    expect(await copied('tags')).toBe(tags.join(', '));
    expect(await copied('download')).toMatch(`/data-management/datafile-download/${first?.id}/`);
    expect(problems).toEqual([]);
  });

  test('leaves copying to the browser while text is selected', async () => {
    const { page, problems } = await openPage(app, path, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await expectRange(page, '1–31 of 31');
    await cell(page, 1, 'file').getByRole('link').focus();
    await page.evaluate(() => {
      const heading = document.querySelector('h1');
      if (heading) document.getSelection()?.selectAllChildren(heading);
    });
    await page.keyboard.press('ControlOrMeta+C');
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe('Spotify files');
    expect(await page.getByRole('status', { name: 'Cell copied' }).textContent()).toBe('');
    expect(problems).toEqual([]);
  });

  test('is a real link, and its tooltip gives the exact time of creation', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    const first = files.find(({ source_project }) => idOf(source_project) === 176);
    const href = await cell(page, 1, 'file').getByRole('link').getAttribute('href');
    expect(href).toBe(`${path.slice(1)}&file=${first?.id}`);
    const time = cell(page, 1, 'created').getByRole('time');
    const created = new Date(first?.created ?? '').toISOString();
    await time.hover();
    await expect
      .poll(() => cell(page, 1, 'created').getAttribute('title'))
      .toBe(created.replace('T', ' ').replace('Z', ' UTC'));
    // The tooltip of a recycled row is not that of its previous file.
    await page.mouse.wheel(0, 5000);
    await cell(page, 31, 'created').waitFor();
    const tooltips = await page.locator('td[data-column="created"][title]').evaluateAll((cells) =>
      cells.map((each) => ({
        title: each.getAttribute('title')?.replace(' ', 'T').replace(' UTC', 'Z'),
        own: new Date(each.querySelector('time')?.dateTime ?? '').toISOString(),
      })),
    );
    for (const { title, own } of tooltips) expect(title).toBe(own);
    expect(problems).toEqual([]);
  });
});

describe('Tags that do not fit', () => {
  test('are behind a link that lists them and opens the details', async () => {
    const many = files.find((file) => tagsOf(file).length > 2);
    const tags = tagsOf(many);
    const { page, problems } = await openPage(app, `/?tag=${encodeURIComponent(tags[0] ?? '')}`);
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    const more = tableOf(page)
      .getByRole('link', { name: new RegExp(`^${tags.length - 2} more tags of `) })
      .first();
    await more.waitFor();
    await more.hover();
    const cellAround = more.locator('xpath=ancestor::td');
    await expect.poll(() => cellAround.getAttribute('title')).toBe(tags.join(', '));
    const box = await more.boundingBox();
    const around = await cellAround.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(
      (around?.x ?? 0) + (around?.width ?? 0),
    );
    await more.click();
    await expect.poll(() => page.getByRole('dialog', { name: 'Details' }).count()).toBe(1);
    expect(problems).toEqual([]);
  });
});
