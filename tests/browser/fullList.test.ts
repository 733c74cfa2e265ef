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
  filesFound,
  idOf,
  idsFromHere,
  listRequests,
  rowsListed,
  rowsOf,
  shownIds,
  waitForAbort,
  summaryOf,
  tableOf,
  tall,
  withoutHttpErrors,
} from './explorer.ts';

const rows = 2400;
const app = await startApp({ rows });
const files = await allFiles(app);
const { results: dataTypes } = (await (
  await fetch(`${app.origin}/api/public/datatypes/?limit=1000`)
).json()) as { results: { id: number; parent: number | null }[] };
beforeEach(() => resetApp(app));

/** Removes accents and case, with other means than the app. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLocaleLowerCase('en');
}

/** The text that a search covers. */
function wordsIn({ basename, metadata }: ApiFile): string {
  const { description, tags } = (metadata ?? {}) as { description?: unknown; tags?: unknown };
  const texts = [basename, description, ...(Array.isArray(tags) ? tags : [])];
  return plain(texts.filter((text) => typeof text === 'string').join('\n'));
}

function idsWhere(passes: (file: ApiFile) => boolean): number[] {
  return files.filter(passes).map(({ id }) => id);
}

function searched(...words: string[]): number[] {
  return idsWhere((file) => words.every((word) => wordsIn(file).includes(word)));
}

function isOf(project: number): (file: ApiFile) => boolean {
  return ({ source_project }) => idOf(source_project) === project;
}

function tagsOf({ metadata }: ApiFile): unknown[] {
  const { tags } = (metadata ?? {}) as { tags?: unknown };
  return Array.isArray(tags) ? tags : [];
}

/** Converts a moment in UTC to digits of equal length, so that comparing strings orders the moments. */
function microseconds(created: string): string {
  const [seconds = '', fraction = ''] = created.replace(/(?:Z|\+00:00)$/, '').split('.');
  return seconds + fraction.padEnd(6, '0');
}

function loadButton(page: Page) {
  return page.getByRole('button', { name: 'Read all files' });
}

function search(page: Page) {
  return page.getByRole('searchbox', { name: 'Search' });
}

/** Opens a search of the long list and waits until the page offers to load it. */
async function openWithOffer(path: string, at = app) {
  const opened = await openPage(at, path, tall);
  await expect.poll(() => loadButton(opened.page).count(), { message: 'load button' }).toBe(1);
  return opened;
}

describe('A list of more than 1,000 files', () => {
  test('is loaded once, and only after the user confirms', async () => {
    const { page, problems } = await openWithOffer('/?search=fitbit');
    const words = (await page.getByRole('status').allInnerTexts()).join('\n');
    expect(words).toContain(
      'Only the first 100 of 2,400 files are looked through so far. The server has no answer to this: the other 2,300 files would have to be read, in 5 requests.',
    );
    expect(await filesFound(page).textContent()).toMatch(/^\d+ files? so far/);
    await page.waitForLoadState('networkidle');
    expect(listRequests(app).map(({ search: query, rows: count }) => [query, count])).toEqual([
      ['?limit=100', 100],
    ]);
    await loadButton(page).click();
    const right = searched('fitbit');
    expect(right.length).toBeGreaterThan(20);
    await expectFound(page, right.length);
    expect(await idsFromHere(page)).toEqual(right);
    expect(await loadButton(page).count()).toBe(0);
    expect(listRequests(app).map(({ search: query }) => query)).toEqual([
      '?limit=100',
      '?limit=500&offset=100',
      '?limit=500&offset=600',
      '?limit=500&offset=1100',
      '?limit=500&offset=1600',
      '?limit=500&offset=2100',
    ]);
    expect(rowsListed(app)).toBe(rows);
    // The loaded files answer the next search as well.
    await search(page).fill('oura');
    await expectFound(page, searched('oura').length);
    expect(rowsListed(app)).toBe(rows);
    expect(problems).toEqual([]);
  });

  test('shows the progress of loading; Cancel pauses it, and it resumes where it stopped', async () => {
    const { page, problems } = await openWithOffer('/?search=fitbit');
    const right = searched('fitbit');
    // The request that is in flight at the time of Cancel never reaches the server.
    await page.route(/offset=1100/, () => {});
    await loadButton(page).click();
    const progress = page.getByRole('progressbar', { name: /^Reading the list: 1,100 of 2,400/ });
    await expect.poll(() => progress.count()).toBe(1);
    expect(await progress.getAttribute('value')).toBe('1100');
    expect(await progress.getAttribute('max')).toBe('2400');
    const soFar = await shownIds(page);
    expect(soFar).toEqual(right.slice(0, soFar.length));
    expect(soFar.length).toBeGreaterThan(0);

    const isTakenBack = waitForAbort(page, /offset=1100/);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect
      .poll(() => page.getByRole('status').allInnerTexts())
      .toContain('Stopped at 1,100 of 2,400 files. The other 1,300 files take 3 requests.');
    await isTakenBack;
    expect(await page.getByRole('progressbar').count()).toBe(0);
    // Other queries meanwhile do not request more of the list.
    await page.getByRole('button', { name: 'Clear all' }).click();
    await choose(page, 'Project', 'Spotify');
    await expectRange(page, '1–31 of 31');
    await page.goBack();
    await expectRange(page, '1–100 of 2,400');
    await page.goBack();
    await expectSearch(page, '?search=fitbit');
    await expect.poll(() => loadButton(page).count()).toBe(1);
    const params = () => listRequests(app).filter(({ path }) => path === '/api/public/datafiles/');
    expect(params().map(({ rows: count }) => count)).toEqual([100, 500, 500]);
    // Not earlier: removing a route lets its request through if Chromium has not ended the aborted request yet.
    await page.unrouteAll({ behavior: 'ignoreErrors' });

    await loadButton(page).click();
    await expectFound(page, right.length);
    expect(await idsFromHere(page)).toEqual(right);
    expect(params().map(({ rows: count }) => count)).toEqual([100, 500, 500, 500, 500, 300]);
    expect(problems).toEqual([]);
  });

  test('is not loaded if a shorter list gives the same result', async () => {
    const { page, problems } = await openWithOffer('/?search=spotify');
    await page.route(/offset=600/, () => {});
    await loadButton(page).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => loadButton(page).count()).toBe(1);
    app.requests.length = 0;
    await choose(page, 'Project', 'Spotify');
    await expectHeading(page, 'Spotify files with “spotify”');
    await expectFound(
      page,
      files.filter(isOf(176)).filter((file) => wordsIn(file).includes('spotify')).length,
    );
    expect(rowsListed(app)).toBeLessThanOrEqual(31 + 1);
    expect(problems).toEqual([]);
  });

  test.for(['fail:3', 'truncate:4'])(
    'is complete although the server does “%s”',
    async (faults) => {
      const { page, problems } = await openWithOffer('/?search=fitbit');
      app.faults = faults;
      await loadButton(page).click();
      const right = searched('fitbit');
      await expectFound(page, right.length);
      expect(await idsFromHere(page)).toEqual(right);
      await expect
        .poll(() => summaryOf(page).innerText())
        .toContain('filtered here, all 2,400 files read');
      expect(withoutHttpErrors(problems)).toEqual([]);
    },
  );

  test('reports how many files are missing if it grows while it loads', async () => {
    const growing = await startApp({ rows: 1200 });
    const all = await allFiles(growing);
    const { page, problems } = await openWithOffer('/?search=overland', growing);
    growing.faults = 'grow:1';
    await loadButton(page).click();
    await expect.poll(() => filesFound(page).textContent()).not.toContain('so far');
    // The list gains a file at the front before every request except the first.
    const missed = listRequests(growing).length - 1;
    expect(missed).toBeGreaterThan(1);
    await expect
      .poll(() => page.getByRole('status').allInnerTexts())
      .toContain(
        `The list changed while it was read: ${missed} files that the server counts did not come.`,
      );
    await expectIdle(page);
    const right = all.filter((file) => wordsIn(file).includes('overland'));
    expect(await idsFromHere(page)).toEqual(right.map(({ id }) => id));
    expect(problems).toEqual([]);
  });

  test('is replaced by a project’s list, which loads without confirmation up to 1,000 files', async () => {
    const right = files.filter(isOf(12)).filter((file) => wordsIn(file).includes('exome'));
    const { page, problems } = await openPage(app, '/?source_project_id=12&search=exome', tall);
    await expectFound(page, right.length);
    expect(await idsFromHere(page)).toEqual(right.map(({ id }) => id));
    expect(rowsListed(app)).toBe(idsWhere(isOf(12)).length);
    expect(problems).toEqual([]);
  });
});

describe('Search', () => {
  test('ignores case, accents and word order, and marks the matches', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=12', tall);
    await expectFound(page, idsWhere(isOf(12)).length);
    const genomes = files.filter(isOf(12)).filter((file) => wordsIn(file).includes('genome'));
    const whole = genomes.filter((file) => wordsIn(file).includes('calls'));
    await search(page).fill('GENÓME');
    await expectFound(page, genomes.length);
    await search(page).fill('çalls  GENÓME ');
    await expectFound(page, whole.length);
    expect(await shownIds(page)).toEqual(whole.map(({ id }) => id).slice(0, 100));
    const marked = await rowsOf(page).evaluateAll((found) =>
      found.map((row) => [...row.querySelectorAll('mark')].map((mark) => mark.textContent)),
    );
    expect(marked.length).toBe(Math.min(100, whole.length));
    for (const marks of marked) {
      const words = new Set(marks.map(plain));
      expect([...words].toSorted()).toEqual(['calls', 'genome']);
    }
    expect(problems).toEqual([]);
  });

  test('finds accented names and tags by plain letters', async () => {
    const right = files.filter(isOf(186)).filter((file) => wordsIn(file).includes('donnees'));
    expect(right.some(({ basename }) => plain(basename).includes('donnees'))).toBe(true);
    expect(right.some((file) => tagsOf(file).includes('données'))).toBe(true);
    const { page, problems } = await openPage(app, '/?source_project_id=186&search=donnees', tall);
    await expectFound(page, right.length);
    expect(await idsFromHere(page)).toEqual(right.map(({ id }) => id));
    expect(await rowsOf(page).getByText('données').count()).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  test('keeps the focus while the user types, and never shows rows of another query', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=62');
    await expectFound(page, idsWhere(isOf(62)).length);
    await page.evaluate(() => {
      const store = globalThis as unknown as { wrong: string[]; looks: number };
      Object.assign(store, { wrong: [], looks: 0 });
      const fold = (text: string | null) =>
        (text ?? '')
          .normalize('NFD')
          .replaceAll(/[\u0300-\u036f]/g, '')
          .toLowerCase();
      const look = () => {
        const heading = fold(document.querySelector('h1')?.textContent ?? '');
        const words = (/“(.*)”/.exec(heading)?.[1] ?? '').split(/\s+/).filter(Boolean);
        const table = document.querySelector('table');
        if (table === null || table.getAttribute('aria-busy') === 'true') return;
        store.looks++;
        for (const row of table.querySelectorAll('tbody tr')) {
          const text = fold(row.textContent);
          if (!words.every((word) => text.includes(word))) store.wrong.push(`${heading}: ${text}`);
        }
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
    await search(page).click();
    const typed = 'intraday heart';
    for (const letter of typed) {
      await page.keyboard.type(letter);
      expect(await search(page).evaluate((box) => box === document.activeElement)).toBe(true);
    }
    expect(await search(page).inputValue()).toBe(typed);
    const right = files.filter(isOf(62)).filter((file) => {
      const text = wordsIn(file);
      return text.includes('intraday') && text.includes('heart');
    });
    await expectFound(page, right.length);
    await expectHeading(page, 'Fitbit Connection files with “intraday heart”');
    expect(await search(page).evaluate((box) => box === document.activeElement)).toBe(true);
    const seen = await page.evaluate(() => {
      const { wrong, looks } = globalThis as unknown as { wrong: string[]; looks: number };
      return { wrong, looks };
    });
    expect(seen.wrong).toEqual([]);
    expect(seen.looks).toBeGreaterThan(3);
    expect(problems).toEqual([]);
  });
});

describe('Column headings', () => {
  /** The text, number or null of each file; null sorts last, and the id breaks ties. */
  function sortedUnique(of: (file: ApiFile) => string | number | null, sign: 1 | -1): number[] {
    return files
      .filter(isOf(111))
      .toSorted((a, b) => {
        const [first, second] = [of(a), of(b)];
        if (first === second) return a.id - b.id;
        if (first === null) return 1;
        if (second === null) return -1;
        return (first < second ? -1 : 1) * sign;
      })
      .map(({ id }) => id);
  }

  test('sort ascending, descending and not at all', async () => {
    // A small page suffices and renders faster.
    const start = '?source_project_id=111&limit=25';
    const { page, problems } = await openPage(app, `/${start}`, { height: 1700 });
    const before = idsWhere(isOf(111));
    await expectFound(page, before.length);
    for (const [name, field, of] of [
      ['File', 'basename', ({ basename }: ApiFile) => plain(basename)],
      ['Member', 'username', ({ user }: ApiFile) => user.username],
      ['Created', 'created', ({ created }: ApiFile) => microseconds(created)],
    ] as const) {
      const heading = tableOf(page).getByRole('columnheader', { name });
      const sorted = () => heading.getAttribute('aria-sort');
      expect(await sorted()).toBe('none');
      for (const [sort, ordering, sign] of [
        ['ascending', field, 1],
        ['descending', `-${field}`, -1],
      ] as const) {
        await heading.getByRole('link').click();
        await expectSearch(page, `?source_project_id=111&ordering=${ordering}&limit=25`);
        await expect.poll(sorted).toBe(sort);
        await expectFound(page, before.length);
        const right = sortedUnique(of, sign).slice(0, 25);
        await expect.poll(() => shownIds(page), { message: ordering }).toEqual(right);
      }
      await heading.getByRole('link').press('Enter');
      await expectSearch(page, start);
      await expect.poll(sorted).toBe('none');
      await expect.poll(() => shownIds(page)).toEqual(before.slice(0, 25));
    }
    expect(new Set(listRequests(app).map(({ path }) => path)).size).toBe(1);
    expect(rowsListed(app)).toBe(before.length);
    expect(problems).toEqual([]);
  });

  test('sort across all pages and lead to the first page', async () => {
    const path = '/?source_project_id=111&limit=25';
    const { page, problems } = await openPage(app, `${path}&offset=25`, tall);
    await expectFound(page, idsWhere(isOf(111)).length);
    await tableOf(page).getByRole('columnheader', { name: 'Member' }).getByRole('link').click();
    await expectSearch(page, '?source_project_id=111&ordering=username&limit=25');
    await expectFound(page, idsWhere(isOf(111)).length);
    expect(await idsFromHere(page)).toEqual(sortedUnique(({ user }) => user.username, 1));
    expect(problems).toEqual([]);
  });
});

describe('A filter that needs the full list', () => {
  test('matches a range of days, both days included', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=62', tall);
    const own = files.filter(isOf(62));
    await expectFound(page, own.length);
    const days = own.map(({ created }) => created.slice(0, 10)).toSorted();
    const [from = '', to = ''] = [days.at(5), days.at(-6)];
    await page.getByLabel('Created from').fill(from);
    await expectSearch(page, `?source_project_id=62&created_start=${from}`);
    const since = own.filter(({ created }) => created.slice(0, 10) >= from);
    await expectFound(page, since.length);
    await page.getByLabel('Created to').fill(to);
    await expectSearch(page, `?source_project_id=62&created_start=${from}&created_end=${to}`);
    const between = since.filter(({ created }) => created.slice(0, 10) <= to);
    expect(between.length).toBeLessThan(since.length);
    await expectFound(page, between.length);
    expect(await idsFromHere(page)).toEqual(between.map(({ id }) => id));
    await expectHeading(page, `Fitbit Connection files created from ${from} to ${to}`);
    expect(problems).toEqual([]);
  });

  test('matches a tag after a click on it', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=12', tall);
    const own = files.filter(isOf(12));
    const right = own.filter((file) => tagsOf(file).includes('vcf'));
    expect(right.length).toBeLessThan(own.length);
    await expectFound(page, own.length);
    await rowsOf(page).getByRole('link', { name: 'vcf', exact: true }).first().click();
    await expectSearch(page, '?source_project_id=12&tag=vcf');
    await expectFound(page, right.length);
    expect(await idsFromHere(page)).toEqual(right.map(({ id }) => id));
    expect(problems).toEqual([]);
  });

  test('matches an extension from the URL', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=12&ext=vcf.gz', tall);
    const right = files.filter(isOf(12)).filter(({ basename }) => /\.vcf\.gz$/i.test(basename));
    await expectFound(page, right.length);
    expect(await idsFromHere(page)).toEqual(right.map(({ id }) => id));
    expect(problems).toEqual([]);
  });

  test('matches a data type with its descendants, alone and within a project', async () => {
    const descendantsOf = new Set([2]);
    for (const before of [0, descendantsOf.size]) {
      for (const { id, parent } of dataTypes)
        if (descendantsOf.has(parent ?? -1)) descendantsOf.add(id);
      expect(descendantsOf.size).toBeGreaterThan(before);
    }
    const isKin = ({ datatypes }: ApiFile) =>
      datatypes.some((type) => descendantsOf.has(idOf(type)));
    const { page, problems } = await openPage(app, '/?datatype_id=2', tall);
    await expectFound(
      page,
      files.filter(({ datatypes }) => datatypes.map(idOf).includes(2)).length,
    );
    await page.getByRole('checkbox', { name: /^Include \d+ descendants/ }).check();
    await expectSearch(page, '?datatype_id=2&include_children=True');
    await expectFound(page, idsWhere(isKin).length);
    expect(await idsFromHere(page)).toEqual(idsWhere(isKin));
    await choose(page, 'Project', '34');
    const right = files.filter(isOf(34)).filter(isKin);
    expect(right.length).toBeGreaterThan(0);
    await expectFound(page, right.length);
    expect(await idsFromHere(page)).toEqual(right.map(({ id }) => id));
    expect(problems).toEqual([]);
  });
});
