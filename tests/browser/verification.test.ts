import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  type ApiFile,
  resetApp,
  choose,
  allFiles,
  expectIdle,
  expectFound,
  expectHeading,
  expectRange,
  expectSearch,
  idOf,
  idsFromHere,
  listRequests,
  rowsListed,
  shownIds,
  summaryOf,
  tall,
  withoutHttpErrors,
} from './explorer.ts';

const app = await startApp({ rows: 360 });
const files = await allFiles(app);
beforeEach(() => resetApp(app));

/** By brute force: tests every file against the three filters, in the order of the full list. */
function idsMatching(query: string): number[] {
  const params = new URLSearchParams(query);
  const [dataType, project, username] = ['datatype_id', 'source_project_id', 'username'].map(
    (name) => params.get(name),
  );
  const passes = ({ datatypes, source_project, user }: ApiFile) =>
    (dataType === null || datatypes.some((type) => idOf(type) === Number(dataType))) &&
    (project === null || idOf(source_project) === Number(project)) &&
    (username === null || user.username === username);
  return files.filter(passes).map(({ id }) => id);
}

/** Waits until the summary states this provenance of the result. */
async function expectOrigin(page: Page, words: string): Promise<void> {
  await expect.poll(() => summaryOf(page).innerText(), { message: 'origin' }).toContain(words);
}

/** Waits until this page and the following ones show exactly the right files, with the right count. */
async function expectTruth(page: Page, query: string): Promise<void> {
  const right = idsMatching(query);
  await expectFound(page, right.length);
  expect(await idsFromHere(page)).toEqual(right);
}

const BY_PAGE = 'filtered here';
const BY_SERVER = 'filtered by the server';

describe('The page shows only files that match the filters, whatever the server does', () => {
  test.for([
    [
      '',
      // One filter has a list of its own. With two or three, some must be query parameters.
      ['datatype_id=4', BY_SERVER],
      ['source_project_id=186', BY_SERVER],
      ['username=jolly_teal', BY_SERVER],
      ['datatype_id=4&source_project_id=186', BY_PAGE],
      ['source_project_id=186&username=snowy_pebble', BY_PAGE],
      ['datatype_id=16&source_project_id=111&username=lively_heron', BY_PAGE],
    ],
    [
      'honour',
      ['datatype_id=4&source_project_id=186', BY_SERVER],
      ['datatype_id=16&source_project_id=111&username=lively_heron', BY_SERVER],
    ],
    ['honour:datatype_id', ['datatype_id=11&source_project_id=12', BY_SERVER]],
    ['honour:username', ['datatype_id=11&source_project_id=12', BY_PAGE]],
    [
      'missing:member-files',
      ['username=jolly_teal', BY_PAGE],
      ['datatype_id=32&username=jolly_teal', BY_PAGE],
      // This username contains that of a hidden member, whose rows arrive empty.
      ['username=samphire_9', BY_PAGE],
    ],
    ['missing:member-files,honour:username', ['datatype_id=32&username=jolly_teal', BY_SERVER]],
    ['missing:all', ['datatype_id=4', BY_PAGE], ['datatype_id=16&username=lively_heron', BY_PAGE]],
    ['missing:all,honour:datatype_id', ['datatype_id=4', BY_SERVER]],
  ] as const)('if the server’s behaviour is “%s”', async ([faults, ...queries]) => {
    app.faults = faults;
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank', tall);
    for (const [query, origin] of queries) {
      // A new visit has no evidence about the server yet.
      await page.goto(`${app.origin}/?${query}`);
      const count = idsMatching(query).length;
      expect(count, query).toBeGreaterThan(0);
      await expectTruth(page, query);
      await expectOrigin(page, origin);
      const last = count % 100 || 100;
      await expectRange(page, `${count - last + 1}–${count} of ${count}`);
    }
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('if no file matches', async () => {
    const { page, problems } = await openPage(app, '/?datatype_id=51&source_project_id=186');
    await expect
      .poll(() => page.getByRole('heading', { name: /^No public data files/ }).allInnerTexts())
      .toEqual(['No public data files for Data type Gut microbiome, Project Overland']);
    await expectFound(page, 0);
    expect(problems).toEqual([]);
  });
});

describe('The provenance of the result', () => {
  const query = 'datatype_id=20&source_project_id=186';
  const read = idsMatching('source_project_id=186').length;

  test('is a sentence with an explanation', async () => {
    const { page, problems } = await openPage(app, `/?${query}`);
    await expectFound(page, idsMatching(query).length);
    const sentence = `the server ignored the Data type filter; filtered here, all ${read} files read`;
    await expectOrigin(page, sentence);
    const why = page.getByRole('button', { name: 'why?' });
    expect(await why.getAttribute('aria-expanded')).toBe('false');
    const reasons = summaryOf(page).getByText('The server was asked for the Data type filter');
    expect(await reasons.isVisible()).toBe(false);
    await why.press('Enter');
    // The page loads the explanation on demand.
    await expect.poll(() => reasons.isVisible()).toBe(true);
    expect(await reasons.innerText()).toContain('read to its end and answered from here');
    expect(await why.getAttribute('aria-expanded')).toBe('true');
    await why.press('Enter');
    expect(await reasons.isVisible()).toBe(false);
    expect(problems).toEqual([]);
  });

  test('changes when the server starts and stops honouring filters', async () => {
    const { page, problems } = await openPage(app, `/?${query}`, tall);
    await expectOrigin(page, 'the server ignored the Data type filter');
    await expectTruth(page, query);

    app.faults = 'honour';
    await page.getByRole('button', { name: 'Clear all' }).click();
    await choose(page, 'Project', '54');
    await expectHeading(page, 'Nightscout Data Transfer files');
    await choose(page, 'Data type', '32');
    await expectSearch(page, '?datatype_id=32&source_project_id=54');
    await expectOrigin(page, BY_SERVER);
    await expectTruth(page, 'datatype_id=32&source_project_id=54');

    app.faults = '';
    await page.getByRole('button', { name: 'Clear all' }).click();
    await choose(page, 'Project', '62');
    await expectSearch(page, '?source_project_id=62');
    await expectTruth(page, 'source_project_id=62');
    await choose(page, 'Data type', '18');
    await expectSearch(page, '?datatype_id=18&source_project_id=62');
    await expectOrigin(page, 'the server ignored the Data type filter; filtered here');
    await expectTruth(page, 'datatype_id=18&source_project_id=62');
    expect(problems).toEqual([]);
  });

  test('changes while the user pages, without wrong rows', async () => {
    app.faults = 'honour';
    const params = 'datatype_id=4&source_project_id=186';
    const right = idsMatching(params);
    const { page, problems } = await openPage(app, `/?${params}&limit=25`, tall);
    await expectOrigin(page, BY_SERVER);
    await expectFound(page, right.length);
    expect(await shownIds(page)).toEqual(right.slice(0, 25));
    app.faults = '';
    const next = page.getByRole('button', { name: 'Next page' });
    await next.click();
    await expectRange(page, `26–50 of ${right.length}`);
    expect(await shownIds(page)).toEqual(right.slice(25, 50));

    const other = 'datatype_id=20&source_project_id=186';
    await choose(page, 'Data type', '20');
    await expectSearch(page, `?${other}&limit=25`);
    await expectOrigin(page, 'the server ignored the Data type filter');
    await expectTruth(page, other);

    app.faults = 'honour';
    await page.getByRole('button', { name: 'Clear Data type' }).click();
    await expectFound(page, right.length);
    await next.click();
    await expectRange(page, `26–50 of ${right.length}`);
    expect(await shownIds(page)).toEqual(right.slice(25, 50));
    expect(problems).toEqual([]);
  });
});

describe('The cost for the server', () => {
  test('of a project is its own rows, once', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
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
    expect(problems).toEqual([]);
  });

  test('of a filter that the server honours is one page and one probe without rows', async () => {
    app.faults = 'honour';
    const { page, problems } = await openPage(app, '/?datatype_id=4&source_project_id=186');
    await expectFound(page, idsMatching('source_project_id=186').length);
    await expectOrigin(page, BY_SERVER);
    const params = listRequests(app).map(({ path, search, rows }) => [path + search, rows]);
    expect(params).toEqual([
      ['/api/public/project/186/datafiles/?datatype_id=4&limit=100', 100],
      ['/api/public/project/186/datafiles/?datatype_id=2147483647&limit=1', 0],
    ]);
    expect(problems).toEqual([]);
  });

  test('of a filter that the server ignores is the shortest list and one probe with a row', async () => {
    const { page, problems } = await openPage(app, '/?datatype_id=4&source_project_id=186');
    const read = idsMatching('source_project_id=186').length;
    await expectFound(page, read);
    await expectOrigin(page, BY_PAGE);
    expect(rowsListed(app)).toBe(read + 1);
    expect(problems).toEqual([]);
  });

  test('of a cached result is zero', async () => {
    const { page, problems } = await openPage(app, '/?datatype_id=20&source_project_id=186', tall);
    await expectTruth(page, 'datatype_id=20&source_project_id=186');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expectRange(page, '1–100 of 360');
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '101–200 of 360');
    const spent = listRequests(app).length;

    await page.goBack();
    await expectRange(page, '1–100 of 360');
    expect(await shownIds(page)).toEqual(idsMatching('').slice(0, 100));
    await page.goBack();
    await expectTruth(page, 'datatype_id=20&source_project_id=186');
    await page.goForward();
    await page.goForward();
    await expectRange(page, '101–200 of 360');
    // A loaded list answers every query that it covers.
    await choose(page, 'Project', '186');
    await expectFound(page, idsMatching('source_project_id=186').length);
    await page.getByRole('button', { name: 'Last page' }).click();
    await expectIdle(page);
    await choose(page, 'Username', 'snowy_pebble');
    await expectTruth(page, 'source_project_id=186&username=snowy_pebble');
    expect(listRequests(app)).toHaveLength(spent);
    expect(problems).toEqual([]);
  });
});
