import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  type ApiFile,
  resetApp,
  allFiles,
  expectAxeCleanEverywhere,
  expectFound,
  expectHeading,
  expectRange,
  expectSearch,
  historyLength,
  holdResponses,
  idOf,
  listRequests,
  rowsListed,
  searchOf,
  tableOf,
} from './explorer.ts';

const app = await startApp({ rows: 2400 });
const files = await allFiles(app);
const { results: dataTypes } = (await (
  await fetch(`${app.origin}/api/public/datatypes/?limit=1000`)
).json()) as { results: { id: number; name: string; parent: number | null }[] };
const { results: projects } = (await (
  await fetch(`${app.origin}/api/public/projects/?limit=1000`)
).json()) as { results: { id: number; name: string }[] };
beforeEach(() => resetApp(app));

/** A bar of a chart: its label and its number of files. */
type Bar = [name: string, files: number];

/** Counts by brute force how many of the files have each value. */
function countBy(some: readonly ApiFile[], namesOf: (file: ApiFile) => Iterable<string>): Bar[] {
  const counts = new Map<string, number>();
  for (const file of some) {
    for (const name of new Set(namesOf(file))) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].toSorted(byName);
}

function byName([a]: Bar, [b]: Bar): number {
  return a < b ? -1 : 1;
}

function withAncestors(id: number): number[] {
  const parent = dataTypes.find((known) => known.id === id)?.parent ?? null;
  return [id, ...(parent === null ? [] : withAncestors(parent))];
}

function nameIn(named: readonly { id: number; name: string }[], id: number): string {
  return named.find((known) => known.id === id)?.name ?? String(id);
}

function tagsOf({ metadata }: Pick<ApiFile, 'metadata'>): string[] {
  const { tags } = (metadata ?? {}) as { tags?: unknown };
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string' && tag !== '') : [];
}

const groups: Record<string, (file: ApiFile) => string[]> = {
  'Data types': ({ datatypes }) =>
    datatypes.flatMap((type) => withAncestors(idOf(type))).map((id) => nameIn(dataTypes, id)),
  Projects: ({ source_project }) => [nameIn(projects, idOf(source_project))],
  Members: ({ user }) => [user.username ?? 'hidden'],
  Extensions: ({ basename }) => [
    /\.([a-z][a-z0-9]{0,9}(?:\.(?:gz|bz2|xz|zst))?)$/i.exec(basename)?.[1]?.toLowerCase() ?? 'none',
  ],
  Tags: tagsOf,
};

function overviewOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Overview' });
}

/** Opens the overview and waits until its heading shows this text. */
async function open(page: Page, words: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Overview', exact: true }).click();
  await expectCounted(page, words);
  return overviewOf(page);
}

async function expectCounted(page: Page, words: string): Promise<void> {
  const title = overviewOf(page).getByRole('heading', { level: 2 });
  await expect
    .poll(async () => (await title.count()) > 0 && (await title.textContent()), {
      message: 'counted',
    })
    .toBe(`Overview ${words}`);
  await expect.poll(() => overviewOf(page).locator('[aria-busy="true"]').count()).toBe(0);
}

function barsOf(page: Page, label: string): Locator {
  return overviewOf(page).getByRole('list', { name: label, exact: true }).getByRole('listitem');
}

async function barsIn(page: Page, label: string): Promise<Bar[]> {
  const texts = await barsOf(page, label).evaluateAll((items) =>
    items.map((item) => [
      item.querySelector('bdi')?.textContent ?? '',
      /([\d,]+) files?/.exec(item.textContent ?? '')?.[1] ?? '',
    ]),
  );
  return texts.map(([name = '', count = '']) => [name, Number(count.replaceAll(',', ''))]);
}

/** Compares the bars of every group with a count by brute force: first the collapsed list, then the expanded one. */
async function expectCounts(page: Page, some: readonly ApiFile[]): Promise<void> {
  for (const [label, namesOf] of Object.entries(groups)) {
    const expected = countBy(some, namesOf);
    const collapsed = await barsIn(page, label);
    expect(collapsed, label).toHaveLength(Math.min(6, expected.length));
    const least = Math.min(...collapsed.map(([, count]) => count));
    expect(expected.filter(([, count]) => count > least).length).toBeLessThanOrEqual(
      collapsed.length,
    );
    const more = overviewOf(page).getByRole('button', {
      name: new RegExp(` more ${label}$`, 'i'),
    });
    if (expected.length > 6) await more.click();
    const all = await barsIn(page, label);
    expect(all, label).toHaveLength(Math.min(200, expected.length));
    expect(expected, label).toEqual(expect.arrayContaining(all));
    if (expected.length > 200) {
      const rest = `and ${(expected.length - 200).toLocaleString('en')} more`;
      expect(await overviewOf(page).getByText(rest, { exact: true }).count()).toBe(1);
    }
    if (expected.length > 6) {
      await overviewOf(page)
        .getByRole('button', { name: `Fewer ${label.toLowerCase()}` })
        .click();
    }
  }
}

async function loadAll(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Read all files' });
  await button.click();
  await expect.poll(() => button.count()).toBe(0);
  await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
}

describe('Overview counts', () => {
  test('cover only the page, without requests, until the full list is loaded', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 2,400');
    await open(page, 'Of the 100 on this page');
    await expectCounts(page, files.slice(0, 100));
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '101–200 of 2,400');
    await expectCounted(page, 'Of the 100 on this page');
    await expectCounts(page, files.slice(100, 200));
    expect(rowsListed(app)).toBe(200);
    expect(listRequests(app)).toHaveLength(2);

    expect(await overviewOf(page).getByText('to count 2,400 files, in 5 requests').count()).toBe(1);
    await loadAll(page);
    await expectCounted(page, 'Of all 2,400 files');
    await expectCounts(page, files);
    await expectRange(page, '101–200 of 2,400');
    // The rows of the two pages are not requested again.
    expect(rowsListed(app)).toBe(2400);
    expect(problems).toEqual([]);
  });

  test('cover the loaded files if the user cancels the load', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 2,400');
    await open(page, 'Of the 100 on this page');
    const release = await holdResponses(page, /offset=600/);
    await page.getByRole('button', { name: 'Read all files' }).click();
    await expectCounted(page, 'Of the 600 read so far');
    await overviewOf(page).getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    await expectCounted(page, 'Of the 600 read so far');
    await expectCounts(page, files.slice(0, 600));
    release();
    await loadAll(page);
    await expectCounted(page, 'Of all 2,400 files');
    await expectCounts(page, files);
    expect(problems).toEqual([]);
  });

  test('cover the matches found so far while a search is incomplete', async () => {
    const { page, problems } = await openPage(app, '/?search=gps');
    const found = files
      .slice(0, 100)
      .filter((file) =>
        JSON.stringify([file.basename, file.metadata]).toLowerCase().includes('gps'),
      );
    await open(page, `Of the ${found.length} found among 100 read so far`);
    await expectCounts(page, found);
    // Only one place offers to load the list and states the cost.
    expect(await page.getByRole('button', { name: 'Read all files' }).count()).toBe(1);
    expect(problems).toEqual([]);
  });

  test('are available as tables', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await open(page, 'Of all 31 files');
    const bars = Object.fromEntries(
      await Promise.all(
        Object.keys(groups).map(async (label) => [label, await barsIn(page, label)] as const),
      ),
    );
    const toggle = overviewOf(page).getByRole('button', { name: 'Show as tables' });
    await toggle.click();
    expect(await toggle.getAttribute('aria-pressed')).toBe('true');
    for (const label of Object.keys(groups)) {
      const table = page.getByRole('table', { name: `${label}, of all 31 files` });
      const cells = await table
        .locator('tbody tr')
        .evaluateAll((rows) =>
          rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
        );
      const rows = cells.map(([name = '', count = '']): Bar => [name, Number(count)]);
      expect(rows).toEqual(expect.arrayContaining(bars[label] ?? []));
      expect(rows).toHaveLength(countBy(files.filter(isSpotify), groups[label] ?? tagsOf).length);
    }
    const dates = page.getByRole('table', { name: 'Created, of all 31 files' });
    const counts = await dates.locator('td').allInnerTexts();
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(31);
    await dates.getByRole('link').first().click();
    await expectFound(page, Number(counts[0]));
    expect(problems).toEqual([]);
  });
});

function isSpotify({ source_project }: ApiFile): boolean {
  return idOf(source_project) === 176;
}

describe('An overview bar', () => {
  test('sets its filter and removes it again; a bar without a value is not a link', async () => {
    const { page, problems } = await openPage(app, '/?search=a');
    await loadAll(page);
    await open(page, await totalWords(page));
    const before = searchOf(page);
    const hidden = barsOf(page, 'Members').filter({ hasText: 'hidden' });
    expect(await hidden.count()).toBe(1);
    expect(await hidden.getByRole('link').count()).toBe(0);
    for (const label of Object.keys(groups)) {
      const bars = await barsIn(page, label);
      for (const [name, count] of [bars[0], bars[2]].filter((bar) => bar !== undefined)) {
        if (name === 'hidden' || name === 'none') continue;
        const message = `${label}: ${name}`;
        const bar = barOf(page, label, name);
        await bar.click();
        await expectFound(page, count);
        await expectCounted(page, `Of all ${count.toLocaleString('en')} files`);
        const chosen = barOf(page, label, name);
        expect(await chosen.getAttribute('aria-current'), message).toBe('true');
        expect(await barsIn(page, label), message).toContainEqual([name, count]);
        // The focus stays on the bar.
        expect(await chosen.evaluate((link) => link === document.activeElement), message).toBe(
          true,
        );
        await chosen.press('Enter');
        await expectSearch(page, before);
        await expect.poll(() => barsIn(page, label), { message }).toEqual(bars);
      }
    }
    expect(problems).toEqual([]);
  });

  test('keeps the focus while the page waits for the server', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 2,400');
    await open(page, 'Of the 100 on this page');
    const release = await holdResponses(page, /datafiles/);
    const [name] = (await barsIn(page, 'Projects'))[1] ?? [''];
    const count = countBy(files, groups['Projects'] ?? tagsOf).find(([each]) => each === name)?.[1];
    await barOf(page, 'Projects', name).press('Enter');
    await page.getByRole('heading', { name: 'Overview Counting…' }).waitFor();
    release();
    await expectFound(page, count ?? 0);
    const bar = barOf(page, 'Projects', name);
    expect(await bar.evaluate((link) => link === document.activeElement)).toBe(true);
    expect(problems).toEqual([]);
  });

  test('stays if its filter matches no file, and disappears with the filter', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&ext=csv');
    await open(page, 'Of all 0 files');
    expect(await barsIn(page, 'Extensions')).toEqual([['csv', 0]]);
    expect(await barsIn(page, 'Projects')).toEqual([['Spotify', 0]]);
    await barOf(page, 'Extensions', 'csv').press('Enter');
    await expectFound(page, 31);
    expect(await barsIn(page, 'Extensions')).toEqual([['json', 31]]);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(problems).toEqual([]);
  });

  test('excludes its files, stays visible, and includes them again', async () => {
    const { page, problems } = await openPage(app, '/?search=a');
    await loadAll(page);
    await open(page, await totalWords(page));
    const [before, address] = [await barsIn(page, 'Projects'), searchOf(page)];
    const total = before.reduce((sum, [, count]) => sum + count, 0);
    expect(total).toBeGreaterThan(0);
    const [name, count] = before[1] ?? ['', 0];
    const all = Number((await totalWords(page)).replaceAll(/\D/g, ''));
    const exclude = page.getByRole('link', { name: `Exclude Projects: ${name}`, exact: true });
    await exclude.focus();
    await exclude.press('Enter');
    await expectFound(page, all - count);
    expect(searchOf(page)).toContain('source_project_id__not=');
    await expectCounted(page, `Of all ${(all - count).toLocaleString('en')} files`);
    expect(await barsIn(page, 'Projects')).toContainEqual([name, 0]);
    const bar = barOf(page, 'Projects', name);
    expect(await bar.textContent()).toContain('excluded: remove');
    expect(await exclude.evaluate((link) => link === document.activeElement)).toBe(true);
    await bar.press('Enter');
    await expectSearch(page, address);
    await expect.poll(() => barsIn(page, 'Projects')).toEqual(before);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(problems).toEqual([]);
  });

  test('adds its value to the selected values', async () => {
    const { page, problems } = await openPage(app, '/?search=a&tag=gps,spotify');
    await loadAll(page);
    await open(page, await totalWords(page));
    const chosen = files.filter((file) => tagsOf(file).some((tag) => /^(gps|spotify)$/.test(tag)));
    const tags = (await barsIn(page, 'Tags')).map(([name]) => name);
    const other = tags.find((tag) => !['gps', 'spotify'].includes(tag)) ?? '';
    await barOf(page, 'Tags', other).click();
    const either = files.filter((file) =>
      tagsOf(file).some((tag) => ['gps', 'spotify', other].includes(tag)),
    );
    expect(either.length).toBeGreaterThanOrEqual(chosen.length);
    await expectFound(page, either.filter((file) => /a/i.test(wordsIn(file))).length);
    expect(
      await barsOf(page, 'Tags').locator('a[aria-current="true"]').locator('bdi').allInnerTexts(),
    ).toEqual(expect.arrayContaining([other, 'spotify']));
    expect(problems).toEqual([]);
  });
});

function wordsIn({ basename, metadata }: ApiFile): string {
  const { description } = (metadata ?? {}) as { description?: unknown };
  return [
    basename,
    typeof description === 'string' ? description : '',
    ...tagsOf({ metadata }),
  ].join(' ');
}

async function totalWords(page: Page): Promise<string> {
  const found = page.getByRole('status', { name: 'Files found' });
  await expect.poll(() => found.innerText()).toMatch(/^[\d,]+ files of/);
  return `Of all ${/^[\d,]+ files/.exec(await found.innerText())?.[0]}`;
}

function barOf(page: Page, label: string, name: string): Locator {
  return barsOf(page, label)
    .filter({ has: page.locator('bdi').getByText(name, { exact: true }) })
    .getByRole('link', { name: /^(?!Exclude )/ });
}

describe('The timeline', () => {
  const picture = (page: Page) => overviewOf(page).getByRole('img', { name: /^Files by/ });
  const days = (start: string | null, end: string | null) =>
    files.filter(isSpotify).filter(({ created }) => {
      const day = created.slice(0, 10);
      return (start === null || day >= start) && (end === null || day <= end);
    });

  /** A position across the picture, from 0 (left) to 1 (right), in CSS pixels of the page. */
  async function at(page: Page, share: number): Promise<[number, number]> {
    const box = await picture(page).boundingBox();
    if (box === null) throw new Error('The overview has no picture.');
    return [box.x + share * box.width, box.y + box.height / 2];
  }

  function params(page: Page): [string | null, string | null] {
    const query = new URLSearchParams(searchOf(page));
    return [query.get('created_start'), query.get('created_end')];
  }

  test('describes what it shows, and the bar under the pointer', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await open(page, 'Of all 31 files');
    expect(await picture(page).getAttribute('aria-label')).toBe(
      'Files by month of creation, Jul 2020 to Nov 2022, of all 31 files',
    );
    await page.mouse.move(...(await at(page, 0.99)));
    const count = days('2022-11-01', '2022-11-30').length;
    await overviewOf(page).getByText(`Nov 2022: ${count} files`, { exact: true }).waitFor();
    expect(problems).toEqual([]);
  });

  test('sets both dates by dragging, in one step of the history; a double click removes them', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await open(page, 'Of all 31 files');
    const steps = await historyLength(page);
    await page.mouse.move(...(await at(page, 0.5)));
    await page.mouse.down();
    await page.mouse.move(...(await at(page, 0.2)), { steps: 5 });
    // While the user drags, the page shows only a preview.
    expect(params(page)).toEqual([null, null]);
    await page.mouse.move(...(await at(page, 0.02)), { steps: 5 });
    const preview = await overviewOf(page)
      .getByText(/^Jul 1, 2020 – .*: \d+ files$/)
      .innerText();
    await page.mouse.up();
    await expect.poll(() => params(page)[0]).toBe('2020-07-01');
    const [start, end] = params(page);
    expect(end).toBe('2021-09-30');
    const found = days(start, end);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(31);
    expect(preview).toMatch(new RegExp(`: ${found.length} files$`));
    await expectFound(page, found.length);
    await expectCounted(page, `Of all ${found.length} files`);
    await expectCounts(page, found);
    expect(await overviewOf(page).getByText('of all 31 files of any date').count()).toBe(1);
    expect(await historyLength(page)).toBe(steps + 1);

    await page.mouse.dblclick(...(await at(page, 0.9)));
    await expectSearch(page, '?source_project_id=176');
    await expectFound(page, 31);
    await page.goBack();
    await expect.poll(() => params(page)).toEqual([start, end]);
    await expectFound(page, found.length);
    expect(problems).toEqual([]);
  });

  test('filters by the dates of a bar on click', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await open(page, 'Of all 31 files');
    await page.mouse.click(...(await at(page, 0.99)));
    await expectHeading(page, 'Spotify files created from 2022-11-01 to 2022-11-30');
    await expectFound(page, days('2022-11-01', '2022-11-30').length);
    expect(problems).toEqual([]);
  });

  test('has two sliders that announce their day and work by keyboard', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await open(page, 'Of all 31 files');
    const first = overviewOf(page).getByRole('slider', { name: 'First day' });
    const last = overviewOf(page).getByRole('slider', { name: 'Last day' });
    const steps = await historyLength(page);
    await first.focus();
    for (let i = 0; i < 3; i++) await first.press('ArrowRight');
    await expect.poll(() => params(page)).toEqual(['2020-10-01', null]);
    expect(await first.getAttribute('aria-valuetext')).toBe('Oct 1, 2020');
    await expectFound(page, days('2020-10-01', null).length);
    expect(await historyLength(page)).toBe(steps + 1);
    await last.focus();
    await last.press('ArrowLeft');
    await expect.poll(() => params(page)).toEqual(['2020-10-01', '2022-10-31']);
    expect(await last.getAttribute('aria-valuetext')).toBe('Oct 31, 2022');
    await expectFound(page, days('2020-10-01', '2022-10-31').length);
    // One slider cannot pass the other; at the end of the track the filter goes away.
    await last.press('Home');
    await expect.poll(() => params(page)).toEqual(['2020-10-01', '2020-10-31']);
    await expectHeading(page, 'Spotify files created from 2020-10-01 to 2020-10-31');
    await last.press('End');
    await first.press('Home');
    await expectSearch(page, '?source_project_id=176');
    await expectFound(page, 31);
    expect(problems).toEqual([]);
  });

  test('shows the days of the date fields', async () => {
    const { page, problems } = await openPage(
      app,
      '/?source_project_id=176&created_start=2020-09-10&created_end=1990-01-01',
    );
    await open(page, 'Of all 0 files');
    const first = overviewOf(page).getByRole('slider', { name: 'First day' });
    expect(await first.getAttribute('aria-valuetext')).toBe('Sep 10, 2020');
    await page.getByLabel('Created to', { exact: true }).fill('2022-01-01');
    const found = days('2020-09-10', '2022-01-01');
    await expectCounted(page, `Of all ${found.length} files`);
    await expectCounts(page, found);
    expect(problems).toEqual([]);
  });
});

describe('The overview', () => {
  test('stays open for the next visit, but starts closed on a phone', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    const button = page.getByRole('button', { name: 'Overview', exact: true });
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    await open(page, 'Of all 31 files');
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await page.reload();
    await expectCounted(page, 'Of all 31 files');
    await page.setViewportSize({ width: 390, height: 800 });
    await page.reload();
    await expectRange(page, '1–31 of 31');
    expect(await overviewOf(page).count()).toBe(0);
    await open(page, 'Of all 31 files');
    await button.click();
    expect(await overviewOf(page).count()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.reload();
    await expectRange(page, '1–31 of 31');
    expect(await overviewOf(page).count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('does not move the rows when its counts arrive', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    const release = await holdResponses(page, /\/assets\/Overview-[^/]*\.js$/);
    const top = async () => (await tableOf(page).boundingBox())?.y ?? 0;
    await page.getByRole('button', { name: 'Overview', exact: true }).click();
    await overviewOf(page).waitFor();
    const before = await top();
    release();
    await expectCounted(page, 'Of all 31 files');
    expect(await top()).toBe(before);
    const box = await overviewOf(page).boundingBox();
    expect(box?.height).toBeLessThan(190);
    expect(problems).toEqual([]);
  });

  test('shows an error if its chunk does not load, and the page keeps working', async () => {
    const { page } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    await page.route('**/assets/Overview-*.js', (route) => route.abort());
    await page.getByRole('button', { name: 'Overview', exact: true }).click();
    await expect.poll(() => overviewOf(page).getByRole('alert').count()).toBe(1);
    await expectRange(page, '1–31 of 31');
  });

  test('passes axe when open, in both themes, in wide windows and on phones', async () => {
    const { page, problems } = await openPage(
      app,
      '/?source_project_id=176&created_start=2020-09-10',
    );
    await open(
      page,
      `Of all ${files.filter(isSpotify).filter(({ created }) => created >= '2020-09-10').length} files`,
    );
    await expectAxeCleanEverywhere(page);
    await page.getByRole('button', { name: 'Show as tables' }).click();
    await expectAxeCleanEverywhere(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${app.origin}/`);
    await expectCounted(page, 'Of the 100 on this page');
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });
});
