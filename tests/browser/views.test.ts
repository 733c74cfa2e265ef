import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  resetApp,
  allFiles,
  expectAxeCleanEverywhere,
  expectHeading,
  expectRange,
  expectSearch,
  listRequests,
  rowsListed,
  summaryOf,
} from './explorer.ts';

const app = await startApp({ rows: 600 });
const files = await allFiles(app);
beforeEach(() => resetApp(app));

const KEY = 'open-humans-data-explorer:saved-views';
const drawer = (page: Page): Locator => page.getByRole('dialog', { name: 'Saved views' });
const list = (page: Page): Locator => drawer(page).getByRole('list', { name: 'Saved views' });
const opened = '2026-01-12T10:00:00.000Z';

async function openViews(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Saved views', exact: true }).click();
  await drawer(page).waitFor();
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect.poll(() => drawer(page).count()).toBe(0);
}

/** Puts this text into the browser's storage before the first visit. */
async function storeBeforeVisit(page: Page, text: string): Promise<void> {
  await page.addInitScript(
    ([key = '', kept = '']) => {
      if (localStorage.getItem(key) === null) localStorage.setItem(key, kept);
    },
    [KEY, text],
  );
}

/** Opens a page whose browser stores these views, each with its result at the last opening. */
async function openWith(path: string, views: readonly unknown[], { origin } = app) {
  const visit = await openPage({ origin: 'about:' }, 'blank');
  await storeBeforeVisit(visit.page, JSON.stringify({ views }));
  await visit.page.goto(origin + path);
  return visit;
}

const spotify = (count: number | null) => ({
  name: 'Songs',
  address: '?source_project_id=176',
  last: count === null ? null : { files: count, counted: 'either', opened },
});

describe('A saved view', () => {
  test('is saved under its description or another name, opened, renamed, removed and restored', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&limit=25&offset=25');
    await expectRange(page, '26–31 of 31');
    await openViews(page);
    const name = drawer(page).getByRole('textbox', { name: /^Name of/ });
    expect(await name.inputValue()).toBe('Spotify files');
    await name.fill('  What I listened to  ');
    await name.press('Enter');
    await expect
      .poll(() => list(page).getByRole('link').allInnerTexts())
      .toEqual(['What I listened to']);
    await close(page);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expectHeading(page, 'Public data files');

    await openViews(page);
    await list(page).getByRole('link').click();
    await expectSearch(page, '?source_project_id=176&limit=25');
    await expectRange(page, '1–25 of 31');
    await openViews(page);
    expect(await drawer(page).getByText('The page shows “What I listened to”.').count()).toBe(1);

    await drawer(page).getByRole('button', { name: 'Rename What I listened to' }).press('Enter');
    await page.keyboard.type('Songs');
    await page.keyboard.press('Enter');
    await expect.poll(() => list(page).getByRole('link').allInnerTexts()).toEqual(['Songs']);
    const isOn = async (words: string) =>
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
        .toBe(words);
    await isOn('Rename Songs');

    await drawer(page).getByRole('button', { name: 'Remove Songs' }).press('Enter');
    expect(await list(page).getByRole('link').count()).toBe(0);
    await isOn('Undo: keep Songs');
    expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBeNull();
    await page.keyboard.press('Enter');
    await isOn('Remove Songs');
    await close(page);
    await page.reload();
    await expectRange(page, '1–25 of 31');
    await openViews(page);
    expect(await list(page).getByRole('link').allInnerTexts()).toEqual(['Songs']);
    expect(problems).toEqual([]);
  });

  test('stores a name, a URL, a number and a date, but nothing of the files', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&file=1&offset=25');
    await page.goto(`${app.origin}/?source_project_id=176`);
    await expectRange(page, '1–31 of 31');
    await openViews(page);
    await drawer(page).getByRole('button', { name: 'Save this view' }).click();
    await list(page).waitFor();
    const all = await page.evaluate(() => Object.entries(localStorage));
    expect(all.map(([key]) => key)).toEqual([KEY]);
    const [, text = ''] = all[0] ?? [];
    const kept = JSON.parse(text) as { views: unknown[] };
    expect(kept.views).toEqual([
      {
        name: 'Spotify files',
        address: '?source_project_id=176',
        last: { files: 31, counted: 'either', opened: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
      },
    ]);
    for (const { basename, user } of files.filter((file) => file.basename !== '')) {
      expect(text).not.toContain(basename);
      if (user.username !== null) expect(text).not.toContain(user.username);
    }
    expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  });
});

describe('New files in a view', () => {
  test.for([
    [28, '3 new since'],
    [31, 'no new files since'],
    [43, '12 fewer since'],
  ] as const)('are reported on opening if it had %i files before: %s', async ([before, words]) => {
    const { page, problems } = await openWith('/?source_project_id=176', [spotify(before)]);
    await expectRange(page, '1–31 of 31');
    await expect.poll(() => summaryOf(page).innerText()).toMatch(new RegExp(`${words} .*2026`));
    // Opening the view stored today's count for the next visit.
    await page.reload();
    await expect.poll(() => summaryOf(page).innerText()).toContain('no new files since');
    expect(problems).toEqual([]);
  });

  test('are not reported while only a part is loaded', async () => {
    const long = await startApp({ rows: 2400 });
    const view = { name: 'A', address: '?search=fitbit', last: { ...spotify(3).last } };
    const { page } = await openWith('/?search=fitbit', [view], long);
    await page.getByRole('button', { name: 'Read all files' }).waitFor();
    expect(await summaryOf(page).innerText()).not.toContain('since');
    await page.getByRole('button', { name: 'Read all files' }).click();
    await expect.poll(() => summaryOf(page).innerText()).toMatch(/\d new since/);
  });

  test('are checked on request only, with one row for each view that the server can count', async () => {
    const views = [
      spotify(28),
      { name: 'Words', address: '?search=gps', last: { files: 5, counted: 'shown', opened } },
    ];
    const { page, problems } = await openWith('/?limit=2', views);
    await expectRange(page, '1–2 of 600');
    await page.waitForLoadState('networkidle');
    app.requests.length = 0;
    await openViews(page);
    const texts = () => list(page).getByRole('listitem').allInnerTexts();
    await expect
      .poll(texts)
      .toEqual([
        expect.stringContaining('28 files when last opened'),
        expect.stringContaining('open it to count'),
      ]);
    expect(app.requests).toEqual([]);
    await drawer(page).getByRole('button', { name: 'Check for new files' }).click();
    // A count of listed files is not comparable with a count of shown ones, unless both are the same.
    await expect
      .poll(texts)
      .toEqual([
        expect.stringMatching(/3 new since .*2026 · 31 files/),
        expect.stringContaining('open it to count'),
      ]);
    await expect.poll(() => drawer(page).getByText('Checked.').count()).toBe(1);
    expect(listRequests(app)).toHaveLength(1);
    expect(rowsListed(app)).toBe(1);
    expect(problems).toEqual([]);
  });

  test('are not counted for a view of everything by the page of a narrower view', async () => {
    const everything = {
      name: 'Everything',
      address: '',
      last: { files: 600, counted: 'listed', opened },
    };
    const { page } = await openWith('/?source_project_id=176', [everything, spotify(31)]);
    await expectRange(page, '1–31 of 31');
    await openViews(page);
    const item = list(page).getByRole('listitem').filter({ hasText: 'Everything' });
    expect(await item.innerText()).not.toContain('31 files');
    await drawer(page).getByRole('button', { name: 'Check for new files' }).click();
    await expect.poll(() => drawer(page).getByText('Checked.').count()).toBe(1);
    await expect.poll(() => item.innerText()).toContain('600 files');
    expect(await item.innerText()).not.toContain('31 files');
  });

  test('show an error if the check fails', async () => {
    const { page } = await openWith('/?limit=2', [spotify(28)]);
    await expectRange(page, '1–2 of 600');
    await openViews(page);
    app.faults = 'html';
    await drawer(page).getByRole('button', { name: 'Check for new files' }).click();
    await expect.poll(() => drawer(page).getByText('1 view could not be checked.').count()).toBe(1);
    expect(await list(page).innerText()).toContain('could not be checked');
  });
});

describe('An exported file of views', () => {
  test('can be imported elsewhere, without duplicates', async () => {
    const { page, problems } = await openWith('/?limit=2', [spotify(28)]);
    await expectRange(page, '1–2 of 600');
    await openViews(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      drawer(page).getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('open-humans-saved-views.json');
    const text = await readFile(await download.path(), 'utf8');
    const content = JSON.parse(text) as { views: unknown[] };
    const bring = (what: unknown) =>
      drawer(page)
        .locator('input[type="file"]')
        .setInputFiles({
          name: 'views.json',
          mimeType: 'application/json',
          buffer: Buffer.from(typeof what === 'string' ? what : JSON.stringify(what)),
        });
    const says = async (words: string) =>
      await expect.poll(() => drawer(page).getByText(words).count(), { message: words }).toBe(1);
    await bring(text);
    await says('0 views added, 1 was here already.');
    await bring({
      views: [
        ...content.views,
        { name: 'Mine', address: 'https://x.example/?username=member_02&utm_source=y&offset=50' },
        { name: 'Bad', address: 'javascript:alert(1)' },
        null,
      ],
    });
    await says(
      '1 view added, 1 was here already. Entry 3 is not a saved view. Entry 4 is not a saved view.',
    );
    await bring('<html>');
    await says('0 views added. This is not a JSON file.');
    expect(await list(page).getByRole('link').allInnerTexts()).toEqual(['Mine', 'Songs']);
    const link = list(page).getByRole('link', { name: 'Mine' });
    expect(await link.getAttribute('href')).toBe('?username=member_02');
    expect(problems).toEqual([]);
  });
});

describe('Storage of views', () => {
  test('follows changes in another tab', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    await openViews(page);
    const other = await page.context().newPage();
    await other.goto(`${app.origin}/icon.svg`);
    await other.evaluate(
      ([key = '', text = '']) => localStorage.setItem(key, text),
      [KEY, JSON.stringify({ views: [spotify(31)] })],
    );
    await expect.poll(() => list(page).getByRole('link').allInnerTexts()).toEqual(['Songs']);
    expect(problems).toEqual([]);
  });

  test('shows a message if it is full, and the views last for the visit', async () => {
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await page.goto(`${app.origin}/?source_project_id=176`);
    await expectRange(page, '1–31 of 31');
    await openViews(page);
    await drawer(page).getByRole('button', { name: 'Save this view' }).click();
    await expect
      .poll(() => drawer(page).getByText('its storage is blocked or full').count())
      .toBe(1);
    await close(page);
    await openViews(page);
    expect(await list(page).getByRole('link').allInnerTexts()).toEqual(['Spotify files']);
    expect(problems).toEqual([]);
  });

  test('ignores invalid content', async () => {
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
    await storeBeforeVisit(page, '{"views": [7, {"name');
    await page.goto(`${app.origin}/?source_project_id=176`);
    await expectRange(page, '1–31 of 31');
    await openViews(page);
    expect(await list(page).count()).toBe(0);
    await drawer(page).getByRole('button', { name: 'Save this view' }).click();
    await expect.poll(() => list(page).getByRole('link').count()).toBe(1);
    expect(problems).toEqual([]);
  });
});

test('The saved views drawer passes axe in both themes, wide and narrow', async () => {
  const { page, problems } = await openWith('/?limit=2', [
    spotify(28),
    { name: 'Words', address: '?search=gps', last: null },
  ]);
  await expectRange(page, '1–2 of 600');
  await openViews(page);
  await drawer(page).getByRole('button', { name: 'Rename Words' }).click();
  await drawer(page).getByRole('button', { name: 'Check for new files' }).click();
  await expect.poll(() => drawer(page).getByText('Checked.').count()).toBe(1);
  await expectAxeCleanEverywhere(page);
  expect(problems).toEqual([]);
});
