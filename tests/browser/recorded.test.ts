import { beforeEach, describe, expect, test } from 'vitest';
import recordedPage from '../recorded/datafiles-limit5-offset8025-source_project_id70.json' with { type: 'json' };
import recordedProject from '../recorded/project-176-datafiles.json' with { type: 'json' };
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  resetApp,
  downloadNames,
  expectHeading,
  expectRange,
  expectSearch,
  listRequests,
  rowIndexes,
  rowsOf,
  tableOf,
} from './explorer.ts';

const app = await startApp();
beforeEach(() => resetApp(app));

function names(rows: readonly { basename: string }[]): string[] {
  return rows.map(({ basename }) => basename);
}

describe('The page without a filter', () => {
  test('shows the first hundred files, and requests only those', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    await expectHeading(page, 'Public data files');
    expect(await page.title()).toBe('Public data files — 15,803 files');
    expect(await page.locator('html').getAttribute('data-source')).toBe('sample');
    expect(await page.getByText('Sample data', { exact: true }).isVisible()).toBe(true);
    await page.waitForLoadState('networkidle');
    expect(listRequests(app)).toEqual([
      {
        method: 'GET',
        path: '/api/public/datafiles/',
        search: '?limit=100',
        status: 200,
        rows: 100,
      },
    ]);
    expect(problems).toEqual([]);
  });

  test('is a table whose rows are numbered within the full list', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    const table = tableOf(page);
    expect(await table.getAttribute('aria-rowcount')).toBe('15804');
    expect(await table.getByRole('columnheader').allTextContents()).toEqual([
      '',
      'File',
      'Data types',
      'Project',
      'Member',
      'Created',
      'Tags',
      'Download',
    ]);
    const heading = table.getByRole('row').filter({ has: page.getByRole('columnheader') });
    expect(await heading.getAttribute('aria-rowindex')).toBe('1');
    expect((await rowIndexes(page)).slice(0, 3)).toEqual([2, 3, 4]);
    expect(problems).toEqual([]);
  });

  test('requests the names of data types and projects once each', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 15,803');
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '101–200 of 15,803');
    await page.getByRole('combobox', { name: 'Project' }).click();
    await page.getByRole('option', { name: 'Spotify' }).click();
    await expectRange(page, '1–31 of 31');
    await page.waitForLoadState('networkidle');
    const others = app.requests.filter(({ path }) => !path.endsWith('/datafiles/'));
    expect(others.map(({ path }) => path).toSorted()).toEqual([
      '/api/public/datatypes/',
      '/api/public/projects/',
    ]);
    expect(problems).toEqual([]);
  });
});

describe('The recorded page', () => {
  test('shows its five files in order, with all their fields', async () => {
    const { page, problems } = await openPage(app, '/?limit=5&offset=8025');
    await expectRange(page, '8,026–8,030 of 15,803');
    expect(await downloadNames(page)).toEqual(names(recordedPage.results));
    expect(await rowIndexes(page)).toEqual([8027, 8028, 8029, 8030, 8031]);
    const [file] = recordedPage.results;
    const cells = rowsOf(page).first().getByRole('cell');
    const text = async (column: number) => (await cells.nth(column).innerText()).trim();
    expect(await text(1)).toContain(file?.basename);
    expect(await text(1)).toContain(file?.metadata.description);
    await expect.poll(() => text(2)).toBe('Location (GPS)');
    await expect.poll(() => text(3)).toBe('Overland');
    expect(await text(4)).toBe('member_01');
    expect(await cells.nth(5).getByRole('time').getAttribute('datetime')).toBe(file?.created);
    // Tags that do not fit are in the tooltip of the last link.
    const [first, second, ...others] = file?.metadata.tags ?? [];
    const tags = cells.nth(6).getByRole('link');
    expect(await tags.allInnerTexts()).toEqual([first, second, `+${others.length}`]);
    await tags.last().hover();
    await expect
      .poll(() => cells.nth(6).getAttribute('title'))
      .toBe([first, second, ...others].join(', '));
    expect(listRequests(app).map(({ search, rows }) => [search, rows])).toEqual([
      ['?limit=5&offset=8025', 5],
    ]);
    expect(problems).toEqual([]);
  });

  test('has five links, each of which returns its file', async () => {
    const { page, problems } = await openPage(app, '/?limit=5&offset=8025');
    await expectRange(page, '8,026–8,030 of 15,803');
    for (const { id, basename } of recordedPage.results) {
      const link = page.getByRole('link', { name: `Download ${basename}`, exact: true });
      const address = (await link.getAttribute('href')) ?? '';
      expect(new URL(address).pathname).toBe(`/data-management/datafile-download/${id}/`);
      const answer = await page.context().request.get(address);
      expect(answer.status()).toBe(200);
      expect(answer.headers()['content-disposition']).toContain(basename);
    }
    expect(problems).toEqual([]);
  });
});

describe('The URL of a project', () => {
  test('shows its 31 files from the project’s own list only', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    await expectHeading(page, 'Spotify files');
    await expect.poll(() => page.title()).toBe('Spotify files — 31 files');
    const shown = await downloadNames(page);
    expect(shown.length).toBeGreaterThan(5);
    expect(shown).toEqual(names(recordedProject.results).slice(0, shown.length));
    await page.waitForLoadState('networkidle');
    expect(listRequests(app)).toEqual([
      {
        method: 'GET',
        path: '/api/public/project/176/datafiles/',
        search: '?limit=100',
        status: 200,
        rows: 31,
      },
    ]);
    await expectSearch(page, '?source_project_id=176');
    expect(problems).toEqual([]);
  });

  test('lists the files of all 31 members', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176', { height: 2200 });
    await expectRange(page, '1–31 of 31');
    expect(await downloadNames(page)).toEqual(names(recordedProject.results));
    const members = await rowsOf(page).getByRole('cell').nth(4).allInnerTexts();
    expect(members.length).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });
});
