import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Download, Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import type { Visit } from '../support/browser.ts';
import { unguard } from '../features/export/hostileCells.ts';
import {
  type ApiFile,
  resetApp,
  choose,
  allFiles,
  expectAxeCleanEverywhere,
  expectFound,
  expectHeading,
  expectRange,
  idOf,
  listRequests,
  rowsListed,
  shownIds,
  waitForAbort,
  withoutHttpErrors,
} from './explorer.ts';

const app = await startApp({ rows: 2400 });
const files = await allFiles(app);
const fullApp = await startApp();
beforeEach(() => {
  resetApp(app);
  resetApp(fullApp);
});

function drawer(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Take away' });
}

function button(page: Page, name: string): Locator {
  return drawer(page).getByRole('button', { name, exact: true });
}

function opener(page: Page): Locator {
  return page.getByRole('button', { name: /^Take away/ });
}

/** Opens a path and its export dialog, once the number of files is known. */
async function openExport(at: { origin: string }, path: string, words: string, visit?: Visit) {
  const opened = await openPage(at, path, visit);
  await opened.page.getByRole('button', { name: `Take away ${words}`, exact: true }).click();
  await expect.poll(() => drawer(opened.page).count()).toBe(1);
  return opened;
}

async function download(page: Page, name: string): Promise<Download> {
  const [started] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  expect(await started.failure()).toBeNull();
  return started;
}

async function textOf(started: Download): Promise<string> {
  return readFile(await started.path(), 'utf8');
}

/** The fields that every format must reproduce exactly. */
type ExactFields = Pick<ApiFile, 'id' | 'basename' | 'created' | 'metadata'>;

function exactFields({ id, basename, created, metadata }: ExactFields): ExactFields {
  return { id, basename, created, metadata };
}

interface Exported extends ExactFields {
  permanent_link: string;
  download_url?: string;
}

async function readJson(started: Download) {
  return JSON.parse(await textOf(started)) as {
    about: { query: string; count: number; guidelines: string; source: string };
    files: Exported[];
  };
}

async function readNdjson(started: Download): Promise<Exported[]> {
  const [about, ...lines] = (await textOf(started)).trimEnd().split('\n');
  expect(JSON.parse(about ?? '')).toMatchObject({
    about: { guidelines: expect.stringContaining('public-data') as unknown },
  });
  return lines.map((line) => JSON.parse(line) as Exported);
}

const PARSER = `
import csv, json, sys
csv.field_size_limit(1 << 30)
with open(sys.argv[1], newline='', encoding='utf-8') as file:
    json.dump(list(csv.reader(file, strict=True)), sys.stdout)
`;

/** Parses a CSV file with Python's parser, if Python is available. */
async function parseCsv(path: string): Promise<string[][]> {
  try {
    const run = promisify(execFile);
    const { stdout } = await run('python3', ['-c', PARSER, path], { maxBuffer: 2 ** 28 });
    return JSON.parse(stdout) as string[][];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const text = await readFile(path, 'utf8');
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, bare = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    record.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}

/** The files of a CSV export, keyed by column name. */
async function readCsv(started: Download): Promise<Map<string, string>[]> {
  const [header = [], ...records] = await parseCsv(await started.path());
  expect(header[0]).toBe('id');
  return records.map((record) => {
    expect(record).toHaveLength(header.length);
    return new Map(record.map((cell, at) => [header[at] ?? '', unguard(cell)] as const));
  });
}

function isOf(project: number): (file: ApiFile) => boolean {
  return ({ source_project }) => idOf(source_project) === project;
}

describe('The export of a full list', () => {
  test('contains all 15,803 files exactly, as CSV, JSON and NDJSON, and loads the list once', async () => {
    const all = (await allFiles(fullApp)).map(exactFields);
    resetApp(fullApp);
    const { page, problems } = await openExport(fullApp, '/', '15,803 files');
    await expect
      .poll(() => drawer(page).innerText())
      .toContain('Public data files: all 15,803 files, not only this page.');

    const csv = await download(page, 'CSV');
    expect(csv.suggestedFilename()).toMatch(/^open-humans-public-data-files-\d{4}-\d\d-\d\d\.csv$/);
    await expect
      .poll(() => drawer(page).getByRole('status').allInnerTexts())
      .toContain(`15,803 files written to ${csv.suggestedFilename()}.`);
    const rows = await readCsv(csv);
    expect(
      rows.map((row) => ({
        id: Number(row.get('id')),
        basename: row.get('basename'),
        created: row.get('created'),
        metadata: JSON.parse(row.get('metadata') ?? '') as unknown,
      })),
    ).toEqual(all);

    const json = await download(page, 'JSON');
    expect(json.suggestedFilename()).toMatch(/\.json$/);
    const { about, files: exported } = await readJson(json);
    expect(about).toMatchObject({
      query: 'Public data files',
      count: 15_803,
      source: fullApp.origin,
      guidelines: 'https://www.openhumans.org/public-data/',
    });
    expect(exported.map(exactFields)).toEqual(all);

    const ndjson = await download(page, 'NDJSON');
    expect(ndjson.suggestedFilename()).toMatch(/\.ndjson$/);
    expect((await readNdjson(ndjson)).map(exactFields)).toEqual(all);
    expect(rowsListed(fullApp)).toBe(15_803);
    expect(problems).toEqual([]);
  });

  test('contains only matching files if the server ignores the filter', async () => {
    const right = files
      .filter(isOf(186))
      .filter(({ datatypes }) => datatypes.map(idOf).includes(20));
    const words = `${right.length} files`;
    const path = '/?datatype_id=20&source_project_id=186&limit=25';
    const { page, problems } = await openExport(app, path, words);
    const title = 'GPS track files from Overland';
    await expectHeading(page, title);
    await expect
      .poll(() => drawer(page).innerText())
      .toContain(`${title}: all ${words}, not only this page.`);
    const { about, files: exported } = await readJson(await download(page, 'JSON'));
    expect(about).toMatchObject({ query: title, count: right.length });
    expect(exported.map(exactFields)).toEqual(right.map(exactFields));
    const rows = await readCsv(await download(page, 'CSV'));
    expect(rows.map((row) => Number(row.get('id')))).toEqual(right.map(({ id }) => id));
    expect(problems).toEqual([]);
  });

  test('keeps the order of the table, and renews links on request only', async () => {
    const own = files.filter(isOf(62));
    const path = '/?source_project_id=62&ordering=-created';
    const { page, problems } = await openPage(app, path);
    await expectFound(page, own.length);
    await expectRange(page, `1–${own.length} of ${own.length}`);
    const shown = await shownIds(page);
    await opener(page).click();
    await expect.poll(() => drawer(page).innerText()).toContain('ordered by -created');
    const bare = await readNdjson(await download(page, 'NDJSON'));
    const times = bare.map(({ created }) => Date.parse(created));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const ids = bare.map(({ id }) => id);
    expect(ids.slice(0, shown.length)).toEqual(shown);
    expect(ids).toHaveLength(own.length);
    expect(new Set(ids)).toEqual(new Set(own.map(({ id }) => id)));
    expect(bare.some((file) => 'download_url' in file)).toBe(false);
    expect(bare[0]?.permanent_link).toBe(`${app.origin}/api/public/datafile/${ids[0]}/`);

    await drawer(page)
      .getByRole('checkbox', { name: /^With download links/ })
      .check();
    const linked = await readNdjson(await download(page, 'NDJSON'));
    expect(linked.map(({ id }) => id)).toEqual(ids);
    const link = linked[0]?.download_url ?? '';
    expect(link).toContain(`/datafile-download/${ids[0]}/`);
    expect((await fetch(link)).status).toBe(200);
    expect(rowsListed(app)).toBe(own.length);
    expect(problems).toEqual([]);
  });
});

describe('A long load for an export', () => {
  const sizes = [100, 500, 500];

  test('stops on Cancel, and resumes when the user selects a format again', async () => {
    const { page, problems } = await openExport(app, '/', '2,400 files');
    let held = 0;
    await page.route(/offset=1100/, () => {
      held += 1;
    });
    await button(page, 'JSON').click();
    const progress = drawer(page).getByRole('progressbar', { name: /1,100 of 2,400 files/ });
    await expect.poll(() => progress.count()).toBe(1);
    const isTakenBack = waitForAbort(page, /offset=1100/);
    await button(page, 'Cancel').click();
    await expect.poll(() => drawer(page).getByRole('progressbar').count()).toBe(0);
    await isTakenBack;
    // Other queries meanwhile do not request more of the list.
    await page.keyboard.press('Escape');
    await expect.poll(() => drawer(page).count()).toBe(0);
    await choose(page, 'Project', '176');
    await expectRange(page, '1–31 of 31');
    await page.goBack();
    await expectRange(page, '1–100 of 2,400');
    const params = () => listRequests(app).filter(({ path }) => path === '/api/public/datafiles/');
    expect(params().map(({ rows }) => rows)).toEqual(sizes);
    expect(held).toBe(1);
    // Not earlier: removing a route lets its request through if Chromium has not ended the aborted request yet.
    await page.unrouteAll({ behavior: 'ignoreErrors' });

    await opener(page).click();
    const { files: exported } = await readJson(await download(page, 'JSON'));
    expect(exported.map(exactFields)).toEqual(files.map(exactFields));
    expect(params().map(({ rows }) => rows)).toEqual([...sizes, 500, 500, 300]);
    expect(problems).toEqual([]);
  });

  test('stops when the dialog closes', async () => {
    const { page, problems } = await openExport(app, '/', '2,400 files');
    let held = 0;
    await page.route(/offset=1100/, () => {
      held += 1;
    });
    await button(page, 'CSV').click();
    const progress = drawer(page).getByRole('progressbar', { name: /1,100 of 2,400 files/ });
    await expect.poll(() => progress.count()).toBe(1);
    const isTakenBack = waitForAbort(page, /offset=1100/);
    await page.keyboard.press('Escape');
    await expect.poll(() => drawer(page).count()).toBe(0);
    await isTakenBack;
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '101–200 of 2,400');
    expect(listRequests(app).map(({ rows }) => rows)).toEqual(sizes);
    expect(held).toBe(1);
    expect(problems).toEqual([]);
  });

  test('shows an error if a request fails, and resumes later', async () => {
    const { page, problems } = await openExport(app, '/', '2,400 files');
    await page.route(/offset=1100/, (route) =>
      route.fulfill({ status: 403, json: { detail: 'Not today.' } }),
    );
    await button(page, 'NDJSON').click();
    await expect
      .poll(() => drawer(page).getByRole('alert').allInnerTexts())
      .toEqual([
        'The server refused the request (status 403). It says: Not today. What was read so far is kept: choose a format to go on from there.',
      ]);
    expect(await drawer(page).getByRole('progressbar').count()).toBe(0);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    const exported = await readNdjson(await download(page, 'NDJSON'));
    expect(exported.map(exactFields)).toEqual(files.map(exactFields));
    expect(await drawer(page).getByRole('alert').count()).toBe(0);
    expect(listRequests(app).map(({ rows }) => rows)).toEqual([...sizes, 500, 500, 300]);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });
});

describe('Scripts', () => {
  const path = '/?datatype_id=14&source_project_id=176';

  test.for([
    ['Python script', /\.py$/, /^#!.*python3/],
    ['bash script', /\.sh$/, /^#!.*bash/],
  ] as const)('are exported as “%s” for the current query', async ([name, ending, firstLine]) => {
    const { page, problems } = await openExport(app, path, '31 files');
    await expectHeading(page, 'Music listening files from Spotify');
    const started = await download(page, name);
    expect(started.suggestedFilename()).toMatch(ending);
    const text = await textOf(started);
    expect(text).toMatch(firstLine);
    expect(text).toContain('Music listening files from Spotify');
    expect(text).toContain('/api/public/project/176/datafiles/');
    expect(text).toContain(app.origin);
    expect(problems).toEqual([]);
  });

  test('show an error if they do not load, and can be retried', async () => {
    const { page } = await openExport(app, path, '31 files');
    await page.route('**/assets/download.py-*', (route) => route.abort());
    await button(page, 'Python script').click();
    await expect
      .poll(() => drawer(page).getByRole('alert').allInnerTexts())
      .toEqual([
        'The program could not be loaded. The connection may be lost, or there is a newer version of the page.',
      ]);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    expect((await download(page, 'Python script')).suggestedFilename()).toMatch(/\.py$/);
    expect(await drawer(page).getByRole('alert').count()).toBe(0);
  });

  test('are shown and copied in four languages', async () => {
    const { page, problems } = await openExport(app, path, '31 files', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const languages = drawer(page).getByRole('group', { name: 'Language' }).getByRole('button');
    expect(await languages.allInnerTexts()).toEqual(['curl', 'Python', 'R', 'JavaScript']);
    const seen = new Set<string>();
    for (const name of await languages.allInnerTexts()) {
      await languages.filter({ hasText: new RegExp(`^${name}$`) }).click();
      expect(await button(page, name).getAttribute('aria-pressed')).toBe('true');
      const code = drawer(page).getByRole('region', { name: `${name} code` });
      const text = (await code.textContent()) ?? '';
      expect(text).toContain('/api/public/project/176/datafiles/');
      seen.add(text);
      await button(page, `Copy ${name}`).click();
      await expect
        .poll(async () =>
          (await drawer(page).getByRole('status', { name: 'Copying' }).allInnerTexts()).join(''),
        )
        .toBe(`${name} copied`);
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
    }
    expect(seen.size).toBe(4);
    expect(problems).toEqual([]);
  });
});

describe('The export dialog', () => {
  const path = '/?source_project_id=176';

  test.for([
    ['Escape', (page: Page) => page.keyboard.press('Escape')],
    ['its button', (page: Page) => button(page, 'Close').click()],
  ] as const)('closes by %s and returns the focus', async ([, close]) => {
    const { page, problems } = await openPage(app, path);
    await expectRange(page, '1–31 of 31');
    await opener(page).press('Enter');
    await expect.poll(() => drawer(page).count()).toBe(1);
    expect(await drawer(page).evaluate((box) => box.contains(document.activeElement))).toBe(true);
    await close(page);
    await expect.poll(() => drawer(page).count()).toBe(0);
    await expect
      .poll(() => opener(page).evaluate((each) => each === document.activeElement))
      .toBe(true);
    expect(problems).toEqual([]);
  });

  test('passes axe in both themes, wide and narrow', async () => {
    const { page, problems } = await openExport(app, path, '31 files');
    await page.waitForLoadState('networkidle');
    await download(page, 'JSON');
    await expect
      .poll(() =>
        drawer(page)
          .getByText(/^31 files written to/)
          .count(),
      )
      .toBe(1);
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });
});
