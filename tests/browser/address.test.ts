import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  resetApp,
  expectHeading,
  expectRange,
  expectSearch,
  listRequests,
  rowIndexes,
  searchOf,
  tableOf,
} from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

describe('An API query pasted into the page’s URL', () => {
  test('shows its result, verified against the filters', async () => {
    // The recorded server ignores this filter on the list of all files, silently.
    const { page, problems } = await openPage(app, '/?limit=5&offset=5&source_project_id=176');
    await expectRange(page, '6–10 of 31');
    await expectHeading(page, 'Spotify files');
    expect(await rowIndexes(page)).toEqual([7, 8, 9, 10, 11]);
    expect(listRequests(app).map(({ path, search }) => path + search)).toEqual([
      '/api/public/project/176/datafiles/?limit=5&offset=5',
    ]);
    expect(problems).toEqual([]);
  });

  test('keeps unknown parameters after the page’s own', async () => {
    const { page, problems } = await openPage(
      app,
      '/?utm_source=letter&offset=100&format=json&limit=50&q=%C3%A9',
    );
    await expectRange(page, '101–150 of 600');
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '151–200 of 600');
    await expectSearch(page, '?limit=50&offset=150&utm_source=letter&format=json&q=%C3%A9');
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('is not rewritten until the query changes', async () => {
    const path = '/?offset=0&limit=100&utm_source=x&username=';
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–100 of 600');
    expect(searchOf(page)).toBe(path.slice(1));
    expect(problems).toEqual([]);
  });
});

describe('An invalid value', () => {
  test.for([
    ['datatype_id=abc', '/api/public/datafiles/', '1–100 of 600'],
    ['datatype_id=-1', '/api/public/datafiles/', '1–100 of 600'],
    ['source_project_id=1.5', '/api/public/datafiles/', '1–100 of 600'],
    ['limit=0', '/api/public/datafiles/', '1–100 of 600'],
    ['limit=5000', '/api/public/datafiles/', '1–600 of 600'],
    ['limit=ten', '/api/public/datafiles/', '1–100 of 600'],
    ['offset=-3', '/api/public/datafiles/', '1–100 of 600'],
    ['offset=1e3', '/api/public/datafiles/', '1–100 of 600'],
    ['ordering=colour', '/api/public/datafiles/', '1–100 of 600'],
    ['created_start=yesterday', '/api/public/datafiles/', '1–100 of 600'],
    ['created_end=2022-02-30', '/api/public/datafiles/', '1–100 of 600'],
    ['include_children=maybe', '/api/public/datafiles/', '1–100 of 600'],
    ['file=x', '/api/public/datafiles/', '1–100 of 600'],
    ['source=https://example.org', '/api/public/datafiles/', '1–100 of 600'],
  ] as const)(
    'shows a notice that names it, and the other parameters work: %s',
    async ([text, path, range]) => {
      const { page, problems } = await openPage(app, `/?${text}`);
      await expectRange(page, range);
      const notice = page.getByRole('alert').getByRole('listitem');
      expect(await notice.allInnerTexts()).toEqual([
        expect.stringContaining(`${text} in the address`),
      ]);
      expect(listRequests(app).map((request) => request.path)).toEqual([path]);
      expect(problems).toEqual([]);
    },
  );

  test('does not affect the valid values', async () => {
    const { page, problems } = await openPage(
      app,
      '/?datatype_id=abc&source_project_id=176&limit=0&offset=-3&utm_source=x',
    );
    await expectRange(page, '1–31 of 31');
    await expectHeading(page, 'Spotify files');
    const warnings = page.getByRole('alert').getByRole('listitem');
    expect(await warnings.allInnerTexts()).toEqual([
      expect.stringContaining('datatype_id=abc'),
      expect.stringContaining('limit=0'),
      expect.stringContaining('offset=-3'),
    ]);
    expect(problems).toEqual([]);
  });

  test('is plain text, in any notation', async () => {
    const value = '<img src=x onerror="globalThis.pwned = true">';
    const { page, problems } = await openPage(app, `/?limit=${encodeURIComponent(value)}`);
    await expectRange(page, '1–100 of 600');
    await expect.poll(() => page.getByRole('alert').innerText()).toContain(value);
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    expect(problems).toEqual([]);
  });

  test('with a broken percent sign is treated as a search', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&utm=%E0%A4%A');
    await expectRange(page, '1–31 of 31');
    expect(problems).toEqual([]);
  });
});

describe('An offset past the end', () => {
  test('shows a message that leads to the last page', async () => {
    const { page, problems } = await openPage(app, '/?offset=99999');
    const message = page.getByRole('status').filter({ hasText: 'past the end' });
    await expect.poll(() => message.innerText()).toContain('there are 600 files');
    expect(await tableOf(page).count()).toBe(0);
    await message.getByRole('link', { name: 'Go to the last page' }).click();
    await expectRange(page, '501–600 of 600');
    await expectSearch(page, '?offset=500');
    expect(problems).toEqual([]);
  });

  test('can be left with the paging buttons too', async () => {
    const { page, problems } = await openPage(app, '/?offset=99999');
    await expect.poll(() => page.getByText('past the end').count()).toBe(1);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await expectRange(page, '501–600 of 600');
    expect(problems).toEqual([]);
  });

  test('shows the message for a filtered list as well', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&offset=31&limit=10');
    await page.getByRole('link', { name: 'Go to the last page' }).click();
    await expectRange(page, '31 of 31');
    await expectSearch(page, '?source_project_id=176&limit=10&offset=30');
    expect(problems).toEqual([]);
  });
});

describe('Back and Forward', () => {
  test('restore filters and pages', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '101–200 of 600');
    await page.getByRole('combobox', { name: 'Project' }).pressSequentially('spotify');
    await page.getByRole('combobox', { name: 'Project' }).press('Enter');
    await expectRange(page, '1–31 of 31');
    await page.goBack();
    await expectRange(page, '101–200 of 600');
    expect(await page.getByRole('combobox', { name: 'Project' }).inputValue()).toBe('');
    await page.goBack();
    await expectRange(page, '1–100 of 600');
    await page.goForward();
    await page.goForward();
    await expectRange(page, '1–31 of 31');
    expect(await page.getByRole('combobox', { name: 'Project' }).inputValue()).toBe('Spotify');
    await expectHeading(page, 'Spotify files');
    expect(problems).toEqual([]);
  });
});
