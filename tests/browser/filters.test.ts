import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  resetApp,
  expectHeading,
  expectRange,
  expectSearch,
  historyLength,
  listRequests,
  rowsOf,
  searchOf,
  tableOf,
} from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

const ALL = '1–100 of 600';

function box(page: Page, name: string) {
  return page.getByRole('combobox', { name, exact: true });
}

function chips(page: Page) {
  return page.getByRole('list', { name: 'Active filters' }).getByRole('listitem');
}

/** The options in the list of a field. "Rows per page" has options of another kind. */
function options(page: Page, name: string) {
  return page.getByRole('listbox', { name }).getByRole('option');
}

/** The names of the options, without the text that follows. */
function optionNames(page: Page, name: string) {
  return options(page, name).evaluateAll((found) =>
    found.map((option) => option.firstElementChild?.textContent),
  );
}

describe('Selecting', () => {
  test('a data type from the tree with the mouse', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, ALL);
    await box(page, 'Data type').click();
    await page.getByRole('option', { name: /^Gut microbiome/ }).click();
    await expectRange(page, '1–17 of 17');
    await expectSearch(page, '?datatype_id=51');
    await expectHeading(page, 'Gut microbiome files');
    expect(await page.title()).toBe('Gut microbiome files — 17 files');
    expect(await box(page, 'Data type').inputValue()).toBe('Gut microbiome');
    expect(listRequests(app).at(-1)?.path).toBe('/api/public/datatype/51/datafiles/');
    const types = tableOf(page).getByRole('link', { name: 'Gut microbiome', exact: true });
    expect(await types.count()).toBe(await rowsOf(page).count());
    expect(problems).toEqual([]);
  });

  test('a project by typing its name', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, ALL);
    await box(page, 'Project').pressSequentially('spot');
    await expect.poll(() => optionNames(page, 'Project')).toHaveLength(1);
    await box(page, 'Project').press('Enter');
    await expectRange(page, '1–31 of 31');
    await expectSearch(page, '?source_project_id=176');
    expect(await box(page, 'Project').inputValue()).toBe('Spotify');
    expect(problems).toEqual([]);
  });

  test('a project with the arrow keys and Enter', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, ALL);
    await box(page, 'Project').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => options(page, 'Project').count()).toBeGreaterThan(20);
    const first = options(page, 'Project').first();
    while ((await first.getAttribute('data-highlighted')) !== 'true') {
      // The list may open with or without a highlighted first option.
      const active = await box(page, 'Project').getAttribute('aria-activedescendant');
      if (active === (await first.getAttribute('id'))) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('ArrowDown');
    const second = options(page, 'Project').nth(1);
    const id = (await second.getAttribute('id')) ?? 'no id';
    await expect.poll(() => box(page, 'Project').getAttribute('aria-activedescendant')).toBe(id);
    const name = await second.locator('span').first().innerText();
    await page.keyboard.press('Enter');
    await expectHeading(page, `${name} files`);
    await expect.poll(() => searchOf(page)).toMatch(/^\?source_project_id=\d+$/);
    expect(await box(page, 'Project').getAttribute('aria-expanded')).toBe('false');
    expect(problems).toEqual([]);
  });

  test('in a long list keeps the highlighted option visible and does not scroll the page', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, ALL);
    await box(page, 'Project').click();
    const highlighted = page.locator('[role="option"][data-highlighted="true"]');
    await expect.poll(() => options(page, 'Project').count()).toBeGreaterThan(20);
    // Go down beyond the height of the list, to its end, and back to its start.
    const tops: number[] = [];
    for (const key of [...Array<string>(15).fill('ArrowDown'), 'End', 'ArrowUp', 'Home']) {
      await page.keyboard.press(key);
      const seen = await highlighted.evaluate((option) => {
        const list = option.closest('ul') ?? document.body;
        const [item, around] = [option.getBoundingClientRect(), list.getBoundingClientRect()];
        const spare = Math.min(item.top - around.top, around.bottom - item.bottom);
        return { spare, top: list.scrollTop };
      });
      expect(seen.spare).toBeGreaterThan(-1);
      tops.push(seen.top);
    }
    expect(Math.max(...tops)).toBeGreaterThan(100);
    expect(tops.at(-1)).toBe(0);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    expect(problems).toEqual([]);
  });

  test('a project by an id that the list of names does not contain', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, ALL);
    app.faults = 'unknown-project-404';
    await box(page, 'Project').fill('999');
    await expect.poll(() => optionNames(page, 'Project')).toEqual(['Project 999']);
    await box(page, 'Project').press('Enter');
    await expectSearch(page, '?source_project_id=999');
    await expectHeading(page, 'Project 999 files');
    // The browser logs the 404 to the console; there must be no other message.
    expect(problems.filter((problem) => !problem.includes('status of 404'))).toEqual([]);
  });

  test('a member from the names that the server suggests', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, ALL);
    await box(page, 'Username').pressSequentially('member_0');
    await expect.poll(() => optionNames(page, 'Username')).toContain('member_02');
    await page.getByRole('option', { name: 'member_02', exact: true }).click();
    await expectRange(page, '1–2 of 2');
    await expectSearch(page, '?username=member_02');
    await expectHeading(page, 'Public data files of member_02');
    expect(listRequests(app).at(-1)?.path).toBe('/api/public/member/member_02/datafiles/');
    expect(problems).toEqual([]);
  });

  test('a project by pasting its full name and pressing Enter', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, ALL);
    await box(page, 'Project').fill('spotify');
    await box(page, 'Project').press('Enter');
    await expectRange(page, '1–31 of 31');
    await expectSearch(page, '?source_project_id=176');
    expect(problems).toEqual([]);
  });

  test('causes no further work when it is done', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await page.addInitScript(() => {
      const counter = globalThis as unknown as { posted: number };
      counter.posted = 0;
      const post = MessagePort.prototype.postMessage;
      // React schedules work by posting messages to itself.
      MessagePort.prototype.postMessage = function count(this: MessagePort, ...message: unknown[]) {
        counter.posted++;
        Reflect.apply(post, this, message);
      };
    });
    await page.reload();
    await expectRange(page, '1–31 of 31');
    const workInTwentyFrames = () =>
      page.evaluate(async () => {
        const posted = () => (globalThis as unknown as { posted: number }).posted;
        const before = posted();
        for (let frame = 0; frame < 20; frame++) {
          await new Promise((resolve) => {
            requestAnimationFrame(resolve);
          });
        }
        return posted() - before;
      });
    await expect.poll(workInTwentyFrames, { timeout: 5000 }).toBe(0);
    expect(problems).toEqual([]);
  });

  test('several filters describes them in one heading', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    await box(page, 'Username').pressSequentially('member_02');
    await expect.poll(() => optionNames(page, 'Username')).toContain('member_02');
    await box(page, 'Username').press('Enter');
    await expectSearch(page, '?source_project_id=176&username=member_02');
    await expectHeading(page, 'Spotify files of member_02');
    await expectRange(page, '1–2 of 2');
    await expect
      .poll(() => tableOf(page).getByRole('link', { name: 'member_02', exact: true }).count())
      .toBe(2);
    await expect.poll(() => page.title()).toMatch(/^Spotify files of member_02 — \d+ files?$/);
    expect(await chips(page).allInnerTexts()).toHaveLength(2);
    expect(problems).toEqual([]);
  });
});

describe('Clearing a filter', () => {
  const path = '/?datatype_id=14&source_project_id=176';

  test('by the button in the field', async () => {
    const { page, problems } = await openPage(app, path);
    await expectHeading(page, 'Music listening files from Spotify');
    await page.getByRole('button', { name: 'Clear Data type' }).click();
    await expectSearch(page, '?source_project_id=176');
    expect(await box(page, 'Data type').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Clear Project' }).click();
    await expectRange(page, ALL);
    await expectSearch(page, '');
    expect(problems).toEqual([]);
  });

  test('by the chip', async () => {
    const { page, problems } = await openPage(app, path);
    await expectHeading(page, 'Music listening files from Spotify');
    const texts = await chips(page).allInnerTexts();
    expect(texts.map((text) => text.trim().replaceAll(/\s+/g, ' '))).toEqual([
      'Data type Music listening',
      'Project Spotify',
    ]);
    await page.getByRole('button', { name: 'Remove Project Spotify' }).click();
    await expectSearch(page, '?datatype_id=14');
    await page.getByRole('button', { name: 'Remove Data type Music listening' }).click();
    await expectRange(page, ALL);
    expect(await chips(page).count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('moves the focus to the heading', async () => {
    const { page, problems } = await openPage(app, path);
    await page.getByRole('button', { name: 'Remove Project Spotify' }).press('Enter');
    await expectHeading(page, 'Music listening files');
    await expect.poll(() => page.locator('h1:focus').count()).toBe(1);
    expect(problems).toEqual([]);
  });

  test('by "Clear all" keeps the rows per page and unknown parameters', async () => {
    const { page, problems } = await openPage(app, `${path}&limit=25&utm_source=x`);
    await expectHeading(page, 'Music listening files from Spotify');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expectRange(page, '1–25 of 600');
    await expectSearch(page, '?limit=25&utm_source=x');
    expect(await page.getByRole('button', { name: 'Clear all' }).count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('by emptying the field and leaving it', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    await box(page, 'Project').fill('');
    await box(page, 'Project').press('Tab');
    await expectRange(page, ALL);
    await expectSearch(page, '');
    expect(problems).toEqual([]);
  });
});

describe('A field without a selection', () => {
  test.for([
    ['Escape', (page: Page) => box(page, 'Project').press('Escape')],
    ['the next field', (page: Page) => box(page, 'Username').focus()],
    ['a click elsewhere', (page: Page) => page.getByRole('heading', { level: 1 }).click()],
  ] as const)('keeps its value when the user leaves it by %s', async ([, leave]) => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    const steps = await historyLength(page);
    await box(page, 'Project').fill('over');
    await expect.poll(() => optionNames(page, 'Project')).not.toEqual([]);
    await leave(page);
    await expect.poll(() => box(page, 'Project').inputValue()).toBe('Spotify');
    await expect.poll(() => options(page, 'Project').count()).toBe(0);
    await expectSearch(page, '?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    expect(await historyLength(page)).toBe(steps);
    expect(problems).toEqual([]);
  });

  test('keeps its value after Escape in a list that was only opened', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    await box(page, 'Project').click();
    await expect.poll(() => options(page, 'Project').count()).toBeGreaterThan(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => options(page, 'Project').count()).toBe(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => box(page, 'Project').inputValue()).toBe('Spotify');
    await expectSearch(page, '?source_project_id=176');
    expect(problems).toEqual([]);
  });
});

describe('Cells', () => {
  test('are links that add their filter to the query', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    const link = tableOf(page).getByRole('link', { name: 'member_02', exact: true }).first();
    expect(await link.getAttribute('href')).toBe('?source_project_id=176&username=member_02');
    await link.click();
    await expectHeading(page, 'Spotify files of member_02');
    await page.goBack();
    await expectRange(page, '1–31 of 31');
    await expectHeading(page, 'Spotify files');
    expect(problems).toEqual([]);
  });

  test('lead to the data type and the project, by the mouse and by Enter', async () => {
    const { page, problems } = await openPage(app, '/?username=member_02&limit=25');
    await expectRange(page, '1–2 of 2');
    await tableOf(page).getByRole('link', { name: 'Spotify', exact: true }).first().click();
    await expectSearch(page, '?source_project_id=176&username=member_02&limit=25');
    await page.goBack();
    await expectSearch(page, '?username=member_02&limit=25');
    await expectRange(page, '1–2 of 2');
    const type = tableOf(page).getByRole('link', { name: 'Music listening', exact: true }).first();
    await type.press('Enter');
    await expectSearch(page, '?datatype_id=14&username=member_02&limit=25');
    await expectHeading(page, 'Music listening files of member_02');
    expect(problems).toEqual([]);
  });

  test('lead to the tag, which the page finds in the full list', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    const tag = rowsOf(page).first().getByRole('cell').nth(6).getByRole('link').first();
    const name = (await tag.innerText()).trim();
    await tag.click();
    await expect
      .poll(() => searchOf(page))
      .toBe(`?source_project_id=176&${new URLSearchParams({ tag: name }).toString()}`);
    await expectHeading(page, `Spotify files tagged “${name}”`);
    await expect.poll(() => rowsOf(page).count()).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  test('open in a new tab on request', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      tableOf(page)
        .getByRole('link', { name: 'member_02', exact: true })
        .first()
        .click({ modifiers: ['ControlOrMeta'] }),
    ]);
    await expectHeading(opened, 'Spotify files of member_02');
    await expectSearch(page, '?source_project_id=176');
    expect(problems).toEqual([]);
  });
});

describe('The URL', () => {
  test('leads to the first page when a filter changes', async () => {
    const { page, problems } = await openPage(app, '/?limit=25&offset=100');
    await expectRange(page, '101–125 of 600');
    await box(page, 'Project').pressSequentially('spotify');
    await box(page, 'Project').press('Enter');
    await expectRange(page, '1–25 of 31');
    await expectSearch(page, '?source_project_id=176&limit=25');
    await page.goBack();
    await expectRange(page, '101–125 of 600');
    await expectSearch(page, '?limit=25&offset=100');
    expect(problems).toEqual([]);
  });

  test('gets a history step for a selection, and none for typing in Search', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    const before = await historyLength(page);
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.pressSequentially('spotify');
    await expectSearch(page, '?source_project_id=176&search=spotify');
    await expectHeading(page, 'Spotify files with “spotify”');
    expect(await historyLength(page)).toBe(before);
    await page.getByRole('button', { name: 'Clear Project' }).click();
    await expectSearch(page, '?search=spotify');
    expect(await historyLength(page)).toBe(before + 1);
    await page.goBack();
    await expectHeading(page, 'Spotify files with “spotify”');
    expect(await search.inputValue()).toBe('spotify');
    expect(problems).toEqual([]);
  });

  test('can be copied', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await expectRange(page, '1–31 of 31');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect
      .poll(() => page.getByRole('status', { name: 'Copying' }).textContent())
      .toBe('Link copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${app.origin}/?source_project_id=176`,
    );
    expect(problems).toEqual([]);
  });
});

describe('Descendants', () => {
  test('of a data type are added by a checkbox, and removed with the data type', async () => {
    const { page, problems } = await openPage(app, '/?datatype_id=2');
    await expectRange(page, '1–18 of 18');
    await page.getByRole('checkbox', { name: /^Include 3 descendants/ }).check();
    await expectRange(page, '1–80 of 80');
    await expectSearch(page, '?datatype_id=2&include_children=True');
    await page.getByRole('button', { name: 'Clear Data type' }).click();
    await expectRange(page, ALL);
    await expectSearch(page, '');
    expect(problems).toEqual([]);
  });
});
