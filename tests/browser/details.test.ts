import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  resetApp,
  allFiles,
  expectAxeCleanEverywhere,
  expectFound,
  expectRange,
  expectSearch,
  historyLength,
  idOf,
  searchOf,
  tableOf,
  withoutHttpErrors,
} from './explorer.ts';

const app = await startApp({ rows: 300 });
const files = await allFiles(app);
const spotify = files.filter(({ source_project }) => idOf(source_project) === 176);
beforeEach(() => resetApp(app));

const path = '/?source_project_id=176&limit=25';

function drawer(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Details' });
}

/** The link with the file name in its row. */
function nameLink(page: Page, id: number): Locator {
  return tableOf(page).locator(`a[href$="file=${id}"]`).first();
}

function nameIn(page: Page): Locator {
  return drawer(page).getByRole('heading', { level: 2 });
}

/** Waits until the drawer shows this file. */
async function expectFile(page: Page, id: number): Promise<void> {
  await expect
    .poll(() => drawer(page).innerText(), { message: 'details' })
    .toMatch(new RegExp(`\\b${id}\\b`));
}

function fileWhere(passes: (file: (typeof files)[number]) => boolean) {
  const file = files.find(passes);
  if (file === undefined) throw new Error('The sample has no such file.');
  return file;
}

function singleRequests(): string[] {
  return app.requests.map((request) => request.path).filter((each) => /\/datafile\//.test(each));
}

describe('A file name', () => {
  test.for([
    ['Escape', (page: Page) => page.keyboard.press('Escape')],
    ['its button', (page: Page) => page.getByRole('button', { name: 'Close details' }).click()],
    ['Back', (page: Page) => page.goBack()],
  ] as const)('opens the details; %s closes them and returns the focus', async ([, close]) => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    const [file] = spotify;
    if (file === undefined) throw new Error('no files');
    const link = nameLink(page, file.id);
    await link.press('Enter');
    await expectSearch(page, `?source_project_id=176&limit=25&file=${file.id}`);
    await expect.poll(() => nameIn(page).allInnerTexts()).toEqual([file.basename]);
    const hasFocus = () => drawer(page).evaluate((box) => box.contains(document.activeElement));
    expect(await hasFocus()).toBe(true);
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      // After the last control, Tab leads to the browser's own controls, never to the page behind.
      const where = await page.evaluate(() => {
        const { activeElement } = document;
        return activeElement === document.body || activeElement?.closest('dialog') !== null;
      });
      expect(where).toBe(true);
    }
    await close(page);
    await expect.poll(() => drawer(page).count()).toBe(0);
    await expectSearch(page, '?source_project_id=176&limit=25');
    await expect.poll(() => link.evaluate((each) => each === document.activeElement)).toBe(true);
    // All of this was already part of the list.
    expect(singleRequests()).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe('The arrow buttons', () => {
  test('move through the rows and replace the URL without a history step', async () => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–25 of 31');
    const [first = 0, second = 0, third = 0] = spotify.map(({ id }) => id);
    const search = (id: number) => `?source_project_id=176&limit=25&file=${id}`;
    await nameLink(page, first).click();
    await expectFile(page, first);
    const steps = await historyLength(page);
    const up = page.getByRole('button', { name: 'Previous file' });
    const down = page.getByRole('button', { name: 'Next file' });
    expect(await up.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await expectSearch(page, search(second));
    await expectFile(page, second);
    await down.click();
    await expectSearch(page, search(third));
    await expectFile(page, third);
    await up.press('Enter');
    await expectSearch(page, search(second));
    await page.keyboard.press('ArrowUp');
    await expectFile(page, first);
    expect(await historyLength(page)).toBe(steps);
    await page.goBack();
    await expectSearch(page, '?source_project_id=176&limit=25');
    expect(await drawer(page).count()).toBe(0);
    expect(singleRequests()).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('stop at the last row', async () => {
    const [file] = spotify.slice(-1);
    if (file === undefined) throw new Error('no files');
    const { page, problems } = await openPage(app, '/?source_project_id=176&offset=30');
    await expectRange(page, '31 of 31');
    await nameLink(page, file.id).click();
    await expectFile(page, file.id);
    await page.keyboard.press('ArrowDown');
    const down = page.getByRole('button', { name: 'Next file' });
    expect(await down.getAttribute('aria-disabled')).toBe('true');
    expect(searchOf(page)).toContain(`file=${file.id}`);
    expect(problems).toEqual([]);
  });
});

describe('The URL of a file', () => {
  test('shows a file that is not on the page, with one request', async () => {
    const file = fileWhere(({ source_project }) => idOf(source_project) === 186);
    const { page, problems } = await openPage(app, `${path}&file=${file.id}`);
    await expect.poll(() => nameIn(page).allInnerTexts()).toEqual([file.basename]);
    await expectRange(page, '1–25 of 31');
    expect(singleRequests()).toEqual([`/api/public/datafile/${file.id}/`]);
    for (const name of ['Previous file', 'Next file']) {
      const button = page.getByRole('button', { name });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
    }
    await page.keyboard.press('Escape');
    await expectSearch(page, '?source_project_id=176&limit=25');
    expect(problems).toEqual([]);
  });

  test('shows an error if the file does not exist', async () => {
    const { page, problems } = await openPage(app, `${path}&file=99`);
    await expect
      .poll(() => nameIn(page).allInnerTexts())
      .toEqual(['There is no public data file 99']);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('button', { name: 'Close details' }).click();
    await expectSearch(page, '?source_project_id=176&limit=25');
    await expectRange(page, '1–25 of 31');
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('works for a file on the page if the server does not serve single files', async () => {
    app.faults = 'missing:datafile';
    const [, file] = spotify;
    if (file === undefined) throw new Error('no files');
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
    // The rows arrive after the server has responded 404 for the single file.
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/datafiles\//, async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(`${app.origin}${path}&file=${file.id}`);
    await expect.poll(() => nameIn(page).count()).toBe(1);
    release();
    await expectRange(page, '1–25 of 31');
    await expect.poll(() => nameIn(page).allInnerTexts()).toEqual([file.basename]);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('can be retried if the server did not respond', async () => {
    app.faults = 'html';
    const [file] = spotify;
    if (file === undefined) throw new Error('no files');
    const { page, problems } = await openPage(app, `/?file=${file.id}`);
    await expect.poll(() => drawer(page).getByRole('alert').count()).toBe(1);
    app.faults = '';
    await drawer(page).getByRole('button', { name: 'Retry' }).click();
    await expect.poll(() => nameIn(page).allInnerTexts()).toEqual([file.basename]);
    expect(problems).toEqual([]);
  });
});

describe('The details', () => {
  test('show all metadata, with nested levels that open on demand', async () => {
    const file = fileWhere(({ metadata }) => JSON.stringify(metadata).includes('"ranges"'));
    const { source } = file.metadata as { source: { app: { version: string }; rows: number } };
    const { page, problems } = await openPage(app, `/?file=${file.id}`);
    await expect.poll(() => nameIn(page).count()).toBe(1);
    const shows = (text: string) => drawer(page).getByText(text, { exact: true });
    await expect.poll(() => shows(String(source.rows)).count()).toBe(1);
    for (const key of ['tags', 'description', 'creation_date', 'md5', 'source']) {
      expect(await shows(key).count(), key).toBeGreaterThan(0);
    }
    expect(await shows(source.app.version).count()).toBe(0);
    // An opened entry renders its children a moment later, and these may contain further entries.
    const summaries = drawer(page).locator('summary');
    for (let index = 0; index < (await summaries.count()); index++) {
      const summary = summaries.nth(index);
      const showsEntries = () =>
        summary.evaluate(({ nextElementSibling }) => nextElementSibling !== null);
      if (await showsEntries()) continue;
      await summary.press('Enter');
      await expect.poll(showsEntries).toBe(true);
    }
    await expect.poll(() => shows(source.app.version).isVisible()).toBe(true);
    await expect.poll(() => shows('null').isVisible()).toBe(true);
    expect(problems).toEqual([]);
  });

  test('offer a citation and BibTeX to copy', async () => {
    const [file] = spotify;
    if (file === undefined) throw new Error('no files');
    const { page, problems } = await openPage(app, `${path}&file=${file.id}`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await expect.poll(() => nameIn(page).count()).toBe(1);
    await expect.poll(() => drawer(page).innerText()).toContain('shared through Spotify');
    const copied = async (name: string, done: string) => {
      await drawer(page).getByRole('button', { name, exact: true }).click();
      const status = drawer(page).getByRole('status', { name: 'Copying' });
      await expect.poll(() => status.allInnerTexts()).toContain(done);
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const address = `${app.origin}/api/public/datafile/${file.id}/`;
    const today = new Date().toISOString().slice(0, 10);
    const year = file.created.slice(0, 4);
    expect(await copied('Copy citation', 'Citation copied')).toBe(
      `${file.user.username} (Open Humans member) (${year}). ${file.basename} [data file ${file.id}, shared through Spotify]. Open Humans. Retrieved ${today}, from ${address}`,
    );
    const bibtex = await copied('Copy BibTeX', 'BibTeX copied');
    expect(bibtex).toMatch(new RegExp(`^@misc\\{openhumans-${file.id},\n`));
    for (const part of [
      `  title = {{${file.basename}}},`,
      `  year = {${year}},`,
      `  url = {${address}},`,
      `  urldate = {${today}},`,
    ]) {
      expect(bibtex).toContain(part);
    }
    expect(await copied('Copy permanent API link', 'Permanent link copied')).toBe(address);
    expect((await fetch(address)).status).toBe(200);
    expect(problems).toEqual([]);
  });

  test('lead to the files of the member, the project, the type and the tag, and clear all other filters', async () => {
    const file = spotify.find(({ user }) => user.username !== null);
    if (file === undefined) throw new Error('no files');
    const { username } = file.user;
    const { tags } = file.metadata as { tags: [string] };
    const start = `?source_project_id=176&search=spotify&file=${file.id}`;
    const { page, problems } = await openPage(app, `/${start}`);
    for (const [name, search] of [
      ['Spotify', '?source_project_id=176'],
      ['Music listening', '?datatype_id=14'],
      [tags[0], `?tag=${tags[0]}`],
      [`all files of ${username}`, `?username=${username}`],
    ] as const) {
      await expectSearch(page, start);
      await drawer(page).getByRole('link', { name, exact: true }).click();
      await expectSearch(page, search);
      expect(await drawer(page).count()).toBe(0);
      if (!name.startsWith('all files')) await page.goBack();
    }
    await expectFound(page, files.filter(({ user }) => user.username === username).length);
    expect(problems).toEqual([]);
  });

  test('of a hostile file are inert', async () => {
    app.faults = 'hostile';
    const bad = await allFiles(app);
    const { page, problems } = await openPage(app, '/?limit=25');
    await expectRange(page, '1–25 of 300');
    const kinds = new Map(
      bad
        .filter((file, index) => JSON.stringify(file) !== JSON.stringify(files[index]))
        .filter(
          ({ download_url: url, basename }) => /script/.test(url) || /[^\w. -]/.test(basename),
        )
        .map((file) => [JSON.stringify(file.metadata).slice(0, 20), file] as const),
    );
    expect(kinds.size).toBeGreaterThan(4);
    for (const { id } of kinds.values()) {
      await page.evaluate((search) => {
        history.pushState(null, '', search);
        dispatchEvent(new PopStateEvent('popstate'));
      }, `?limit=25&file=${id}`);
      await expectFile(page, id);
      const closed = drawer(page).locator('details:not([open]) > summary');
      if ((await closed.count()) > 0) await closed.first().press('Enter');
      const addresses = await drawer(page)
        .locator('[href], [src], [action]')
        .evaluateAll((found) =>
          found.map((each) => each.getAttribute('href') ?? each.getAttribute('src') ?? ''),
        );
      expect(addresses.filter((each) => /^\s*(?:javascript|data):/i.test(each))).toEqual([]);
      expect(await drawer(page).locator('script, img, iframe').count()).toBe(0);
    }
    expect(await page.evaluate(() => 'pwned' in globalThis || 'polluted' in {})).toBe(false);
    expect(problems).toEqual([]);
  });

  test('pass axe in both themes, wide and narrow', async () => {
    const file = fileWhere(({ metadata }) => JSON.stringify(metadata).includes('"ranges"'));
    const { page, problems } = await openPage(app, `/?file=${file.id}`);
    await expect.poll(() => nameIn(page).count()).toBe(1);
    await page.waitForLoadState('networkidle');
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });
});
