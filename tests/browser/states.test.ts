import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  resetApp,
  expectHeading,
  expectRange,
  expectSearch,
  rowsOf,
  searchOf,
  tableOf,
  withoutHttpErrors,
} from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

function emptyState(page: Page) {
  return page.getByRole('heading', { name: /^No public data files/ });
}

describe('An empty result', () => {
  test.for([
    [
      'source_project_id=999',
      'No public data files for Project 999',
      'This server knows no project 999.',
    ],
    [
      'username=no_such_member',
      'No public data files for Username no_such_member',
      'This server shows no member called no_such_member.',
    ],
    [
      'datatype_id=4711',
      'No public data files for Data type 4711',
      'This server knows no data type 4711.',
    ],
  ] as const)('names the filter and the reason: %s', async ([query, title, why]) => {
    const { page, problems } = await openPage(app, `/?${query}&limit=25`);
    await expect.poll(() => emptyState(page).count()).toBe(1);
    expect(await emptyState(page).innerText()).toBe(title);
    expect(await page.getByText(why).isVisible()).toBe(true);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await tableOf(page).count()).toBe(0);
    await page
      .getByRole('list', { name: 'Remove a filter' })
      .getByRole('button', { name: /^Without / })
      .click();
    await expectRange(page, '1–25 of 600');
    await expectSearch(page, '?limit=25');
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('of a project without files does not call the project unknown', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=190');
    await expect
      .poll(() => emptyState(page).allInnerTexts())
      .toEqual(['No public data files for Project Dream Journal']);
    await expect.poll(() => page.title()).toBe('Dream Journal files — 0 files');
    expect(await page.getByText('knows no project').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('for several filters offers to remove each, or all', async () => {
    const { page, problems } = await openPage(app, '/?datatype_id=51&source_project_id=176');
    await expect
      .poll(() => emptyState(page).allInnerTexts())
      .toEqual(['No public data files for Data type Gut microbiome, Project Spotify']);
    const offers = page.getByRole('list', { name: 'Remove a filter' }).getByRole('button');
    expect(await offers.allInnerTexts()).toEqual([
      'Without Data type Gut microbiome',
      'Without Project Spotify',
      'Without any filter',
    ]);
    await offers.nth(0).click();
    await expectRange(page, '1–31 of 31');
    await page.goBack();
    await page.getByRole('button', { name: 'Without any filter' }).click();
    await expectRange(page, '1–100 of 600');
    expect(problems).toEqual([]);
  });
});

// `faultTable.ts` lists all kinds of failure; these tests cover the rest of the error state.
describe('A failure', () => {
  const path = '/?source_project_id=176&limit=25&offset=25';

  async function expectFailure(page: Page, sentence: RegExp) {
    const alert = page.getByRole('alert');
    // Some failures are reported only after two automatic retries.
    await expect.poll(() => alert.allInnerTexts(), { timeout: 20_000 }).toHaveLength(1);
    expect(await alert.innerText()).toMatch(sentence);
    expect(await tableOf(page).count()).toBe(0);
    expect(searchOf(page)).toBe(path.slice(1));
  }

  async function expectRetryWorks(page: Page) {
    await page.getByRole('button', { name: 'Retry' }).click();
    await expectRange(page, '26–31 of 31');
    expect(await rowsOf(page).count()).toBe(6);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(searchOf(page)).toBe(path.slice(1));
  }

  test('that also affected project names is repaired by Retry', async () => {
    app.faults = 'fail:1:400';
    const { page, problems } = await openPage(app, path);
    await expectFailure(page, /status 400/);
    await expectHeading(page, 'Project 176 files');
    app.faults = '';
    await expectRetryWorks(page);
    await expectHeading(page, 'Spotify files');
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('of an unreachable server is reported as such', async () => {
    const own = await startApp({ rows: 40 });
    const { page, problems } = await openPage(own, '/?limit=10');
    await expectRange(page, '1–10 of 40');
    // After this, the page needs no further chunks.
    await page.getByRole('combobox', { name: 'Project' }).waitFor();
    await page.waitForLoadState('networkidle');
    await own.close();
    await page.getByRole('button', { name: 'Next page' }).click();
    const alert = page.getByRole('alert');
    await expect.poll(() => alert.allInnerTexts(), { timeout: 20_000 }).toHaveLength(1);
    expect(await alert.innerText()).toContain(`${new URL(own.origin).host} could not be reached`);
    expect(await page.getByRole('button', { name: 'Retry' }).isVisible()).toBe(true);
    await expectSearch(page, '?limit=10&offset=10');
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('that is transient is retried silently', async () => {
    app.faults = 'fail:2:502';
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '26–31 of 31');
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('leaves the header and the filters usable', async () => {
    app.faults = 'fail:1:400';
    const { page, problems } = await openPage(app, path);
    await expectFailure(page, /status 400/);
    app.faults = '';
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expectRange(page, '1–25 of 600');
    expect(withoutHttpErrors(problems)).toEqual([]);
  });
});

describe('Loading', () => {
  test('shows placeholder rows, and no number before it is known', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route(/datafiles/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${app.origin}/`, { waitUntil: 'domcontentloaded' });
    await expect.poll(() => page.getByRole('status', { name: 'Loading files' }).count()).toBe(1);
    expect(await page.getByRole('status', { name: 'Range' }).textContent()).toBe('');
    expect(await tableOf(page).count()).toBe(0);
    letGo();
    await expectRange(page, '1–100 of 600');
    expect(await page.getByRole('status', { name: 'Loading files' }).count()).toBe(0);
    expect(problems).toEqual([]);
  });
});

describe('The live source', () => {
  test('offers Retry and the sample if it is unreachable', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    const params: string[] = [];
    await page.route('https://www.openhumans.org/**', async (route) => {
      params.push(new URL(route.request().url()).pathname);
      await route.abort('connectionrefused');
    });
    await page.getByRole('button', { name: 'Use live data' }).click();
    await expectSearch(page, '?source=live');
    const alert = page.getByRole('alert');
    await expect.poll(() => alert.allInnerTexts(), { timeout: 20_000 }).toHaveLength(1);
    expect(await alert.innerText()).toContain('www.openhumans.org could not be reached');
    expect(params).toContain('/api/public/datafiles/');
    expect(await page.locator('html').getAttribute('data-source')).toBe('live');
    expect(await page.getByRole('button', { name: 'Retry' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Use the sample data' }).click();
    await expectRange(page, '1–100 of 600');
    expect(await page.locator('html').getAttribute('data-source')).toBe('sample');
    expect(withoutHttpErrors(problems)).toEqual([]);
  });
});

describe('Hidden members', () => {
  test('appear as "hidden" and are not a link', async () => {
    const { page, problems } = await openPage(app, '/?limit=5');
    await expectRange(page, '1–5 of 600');
    const cell = rowsOf(page).nth(1).getByRole('cell').nth(4);
    expect((await cell.innerText()).trim()).toBe('hidden');
    expect(await cell.getByRole('link').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('leave empty rows in a list, which the page omits and counts in a sentence', async () => {
    // Without the lists of members and the lists by member, only the list of all files is left.
    app.faults = 'honour,missing:members,missing:member-files';
    const { page, problems } = await openPage(app, '/?username=ann');
    await expect.poll(() => emptyState(page).count()).toBe(1);
    expect(await page.getByRole('status', { name: 'Files found' }).textContent()).toContain(
      '4 of them are not shown by the server',
    );
    expect(await page.getByText('The server counts 4 files that it does not show').count()).toBe(1);
    expect(await tableOf(page).count()).toBe(0);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('are omitted from the files of a member whose username contains theirs', async () => {
    app.faults = 'missing:member-files';
    const { page, problems } = await openPage(app, '/?username=hannah_wren');
    await expectRange(page, '1–2 of 2');
    expect(await rowsOf(page).count()).toBe(2);
    const links = tableOf(page).getByRole('link', { name: 'hannah_wren', exact: true });
    expect(await links.count()).toBe(2);
    expect(await page.getByText('the server ignored the Username filter').isVisible()).toBe(true);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });
});
