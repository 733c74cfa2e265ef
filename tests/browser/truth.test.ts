import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  type ApiFile,
  beginAnew,
  choose,
  everyFile,
  expectAtRest,
  expectFound,
  expectHeading,
  expectRange,
  expectSearch,
  idOf,
  idsFromHere,
  listings,
  rowsListed,
  shownIds,
  summaryOf,
  tall,
  unprovoked,
} from './explorer.ts';

const app = await startApp({ rows: 360 });
const files = await everyFile(app);
beforeEach(() => beginAnew(app));

/** By brute force: every file held against the three filters, in the order of the whole list. */
function answerTo(query: string): number[] {
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

/** Waits until the summary says this of where the answer comes from. */
async function expectOrigin(page: Page, words: string): Promise<void> {
  await expect.poll(() => summaryOf(page).innerText(), { message: 'origin' }).toContain(words);
}

/** Waits until exactly the right files are on the page and those after it, counted as many. */
async function expectTruth(page: Page, query: string): Promise<void> {
  const right = answerTo(query);
  await expectFound(page, right.length);
  expect(await idsFromHere(page)).toEqual(right);
}

const HERE = 'filtered here';
const THERE = 'filtered by the server';

describe('Whatever the server does with filters, the page shows what they ask for', () => {
  test.for([
    [
      '',
      // One filter, by the path that has it; two and three, of which some must be parameters.
      ['datatype_id=4', THERE],
      ['source_project_id=186', THERE],
      ['username=jolly_teal', THERE],
      ['datatype_id=4&source_project_id=186', HERE],
      ['source_project_id=186&username=snowy_pebble', HERE],
      ['datatype_id=16&source_project_id=111&username=lively_heron', HERE],
    ],
    [
      'honour',
      ['datatype_id=4&source_project_id=186', THERE],
      ['datatype_id=16&source_project_id=111&username=lively_heron', THERE],
    ],
    ['honour:datatype_id', ['datatype_id=11&source_project_id=12', THERE]],
    ['honour:username', ['datatype_id=11&source_project_id=12', HERE]],
    [
      'missing:member-files',
      ['username=jolly_teal', HERE],
      ['datatype_id=32&username=jolly_teal', HERE],
      // Somebody whose username holds that of a hidden member, whose rows come empty.
      ['username=samphire_9', HERE],
    ],
    ['missing:member-files,honour:username', ['datatype_id=32&username=jolly_teal', THERE]],
    ['missing:all', ['datatype_id=4', HERE], ['datatype_id=16&username=lively_heron', HERE]],
    ['missing:all,honour:datatype_id', ['datatype_id=4', THERE]],
  ] as const)('by the server “%s”', async ([faults, ...questions]) => {
    app.faults = faults;
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank', tall);
    for (const [query, origin] of questions) {
      // A visit of its own: nothing is known of the server yet.
      await page.goto(`${app.origin}/?${query}`);
      const count = answerTo(query).length;
      expect(count, query).toBeGreaterThan(0);
      await expectTruth(page, query);
      await expectOrigin(page, origin);
      const last = count % 100 || 100;
      await expectRange(page, `${count - last + 1}–${count} of ${count}`);
    }
    expect(unprovoked(problems)).toEqual([]);
  });

  test('also where nothing is asked for that there is', async () => {
    const { page, problems } = await openPage(app, '/?datatype_id=51&source_project_id=186');
    await expect
      .poll(() => page.getByRole('heading', { name: /^No public data files/ }).allInnerTexts())
      .toEqual(['No public data files for Data type Gut microbiome, Project Overland']);
    await expectFound(page, 0);
    expect(problems).toEqual([]);
  });
});

describe('Where the answer comes from', () => {
  const query = 'datatype_id=20&source_project_id=186';
  const read = answerTo('source_project_id=186').length;

  test('is said in a sentence, with the reasons behind it', async () => {
    const { page, problems } = await openPage(app, `/?${query}`);
    await expectFound(page, answerTo(query).length);
    const sentence = `the server ignored the Data type filter; filtered here, all ${read} files read`;
    await expectOrigin(page, sentence);
    const why = page.getByRole('button', { name: 'why?' });
    expect(await why.getAttribute('aria-expanded')).toBe('false');
    const reasons = summaryOf(page).getByText('The server was asked for the Data type filter');
    expect(await reasons.isVisible()).toBe(false);
    await why.press('Enter');
    // The words come when they are first asked for.
    await expect.poll(() => reasons.isVisible()).toBe(true);
    expect(await reasons.innerText()).toContain('read to its end and answered from here');
    expect(await why.getAttribute('aria-expanded')).toBe('true');
    await why.press('Enter');
    expect(await reasons.isVisible()).toBe(false);
    expect(problems).toEqual([]);
  });

  test('is another when the server begins to obey, and another when it ceases to', async () => {
    const { page, problems } = await openPage(app, `/?${query}`, tall);
    await expectOrigin(page, 'the server ignored the Data type filter');
    await expectTruth(page, query);

    app.faults = 'honour';
    await page.getByRole('button', { name: 'Clear all' }).click();
    await choose(page, 'Project', '54');
    await expectHeading(page, 'Nightscout Data Transfer files');
    await choose(page, 'Data type', '32');
    await expectSearch(page, '?datatype_id=32&source_project_id=54');
    await expectOrigin(page, THERE);
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

  test('changes in the middle of paging, and no wrong row is shown', async () => {
    app.faults = 'honour';
    const params = 'datatype_id=4&source_project_id=186';
    const right = answerTo(params);
    const { page, problems } = await openPage(app, `/?${params}&limit=25`, tall);
    await expectOrigin(page, THERE);
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

describe('What it costs the server', () => {
  test('for a project: its own rows, once', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    await page.waitForLoadState('networkidle');
    expect(listings(app)).toEqual([
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

  test('for a filter that it obeys: one page, and a question without rows', async () => {
    app.faults = 'honour';
    const { page, problems } = await openPage(app, '/?datatype_id=4&source_project_id=186');
    await expectFound(page, answerTo('source_project_id=186').length);
    await expectOrigin(page, THERE);
    const params = listings(app).map(({ path, search, rows }) => [path + search, rows]);
    expect(params).toEqual([
      ['/api/public/project/186/datafiles/?datatype_id=4&limit=100', 100],
      ['/api/public/project/186/datafiles/?datatype_id=2147483647&limit=1', 0],
    ]);
    expect(problems).toEqual([]);
  });

  test('for a filter that it ignores: the narrowest list, and a row to find out', async () => {
    const { page, problems } = await openPage(app, '/?datatype_id=4&source_project_id=186');
    const read = answerTo('source_project_id=186').length;
    await expectFound(page, read);
    await expectOrigin(page, HERE);
    expect(rowsListed(app)).toBe(read + 1);
    expect(problems).toEqual([]);
  });

  test('for what was seen before: nothing', async () => {
    const { page, problems } = await openPage(app, '/?datatype_id=20&source_project_id=186', tall);
    await expectTruth(page, 'datatype_id=20&source_project_id=186');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expectRange(page, '1–100 of 360');
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '101–200 of 360');
    const spent = listings(app).length;

    await page.goBack();
    await expectRange(page, '1–100 of 360');
    expect(await shownIds(page)).toEqual(answerTo('').slice(0, 100));
    await page.goBack();
    await expectTruth(page, 'datatype_id=20&source_project_id=186');
    await page.goForward();
    await page.goForward();
    await expectRange(page, '101–200 of 360');
    // What was read for one question answers the others that it covers.
    await choose(page, 'Project', '186');
    await expectFound(page, answerTo('source_project_id=186').length);
    await page.getByRole('button', { name: 'Last page' }).click();
    await expectAtRest(page);
    await choose(page, 'Username', 'snowy_pebble');
    await expectTruth(page, 'source_project_id=186&username=snowy_pebble');
    expect(listings(app)).toHaveLength(spent);
    expect(problems).toEqual([]);
  });
});
