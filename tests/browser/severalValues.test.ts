import type { Page } from 'playwright-core';
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
  idOf,
  idsFromHere,
  rowsListed,
  tall,
} from './explorer.ts';

const app = await startApp({ rows: 800 });
const files = await allFiles(app);
beforeEach(() => resetApp(app));

function idsOf(matches: (file: ApiFile) => boolean): number[] {
  return files.filter(matches).map(({ id }) => id);
}

function projectOf(file: ApiFile): number {
  return idOf(file.source_project);
}

function box(page: Page, name: string) {
  return page.getByRole('combobox', { name, exact: true });
}

function chip(page: Page, text: RegExp) {
  return page
    .getByRole('list', { name: 'Active filters' })
    .getByRole('listitem')
    .filter({ hasText: text });
}

/** Highlights an option of an open list with the arrow keys. */
async function highlight(page: Page, field: string, name: RegExp): Promise<void> {
  const option = page.getByRole('listbox', { name: field }).getByRole('option', { name });
  await expect.poll(() => option.count()).toBe(1);
  while ((await option.getAttribute('data-highlighted')) !== 'true') {
    await box(page, field).press('ArrowDown');
  }
}

async function expectIds(page: Page, expected: number[]): Promise<void> {
  await expectFound(page, expected.length);
  const sorted = (ids: number[]) => ids.toSorted((a, b) => a - b);
  expect(sorted(await idsFromHere(page))).toEqual(sorted(expected));
}

describe('Several values of one filter', () => {
  test('are added with Ctrl and excluded with Alt, by keyboard alone', async () => {
    const { page, problems } = await openPage(app, '/', tall);
    await expectRange(page, '1–100 of 800');
    await box(page, 'Project').press('ArrowDown');
    await highlight(page, 'Project', /^Spotify/);
    await page.keyboard.press('Enter');
    await expectSearch(page, '?source_project_id=176');
    await box(page, 'Project').press('ArrowDown');
    await highlight(page, 'Project', /^Fitbit/);
    await page.keyboard.press('Control+Enter');
    await expectSearch(page, '?source_project_id=62,176');
    await expectHeading(page, 'Fitbit Connection or Spotify files');
    // The list stays open for the next option.
    await highlight(page, 'Project', /^Fitbit/);
    await page.keyboard.press('Alt+Enter');
    await expectSearch(page, '?source_project_id=176&source_project_id__not=62');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Escape');
    await expectSearch(page, '?source_project_id=62,176');
    await expectIds(
      page,
      idsOf((file) => [62, 176].includes(projectOf(file))),
    );
    expect(problems).toEqual([]);
  });

  test('are added and excluded with the pointer, by the small buttons of an option', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176', tall);
    await expectFound(page, 31);
    await box(page, 'Project').click();
    const option = page.getByRole('option', { name: /^Fitbit/ });
    await option.hover();
    await option.getByText('+', { exact: true }).click();
    await expectSearch(page, '?source_project_id=62,176');
    await option.getByText('not', { exact: true }).click();
    await expectSearch(page, '?source_project_id=176&source_project_id__not=62');
    await page.getByRole('option', { name: /^23andMe/ }).click();
    await expectSearch(page, '?source_project_id=31');
    expect(problems).toEqual([]);
  });

  test('are read from and written to the URL, and filtered in the full list', async () => {
    const address = '/?source_project_id=62,176&datatype_id__not=14,13&ext=json,csv';
    const { page, problems } = await openPage(app, address, tall);
    const matches = (file: ApiFile) =>
      [62, 176].includes(projectOf(file)) &&
      !file.datatypes.some((type) => [13, 14].includes(idOf(type))) &&
      /\.(json|csv)$/i.test(file.basename);
    expect(idsOf(matches).length).toBeGreaterThan(3);
    await expectIds(page, idsOf(matches));
    expect(rowsListed(app)).toBe(800);
    expect(problems).toEqual([]);
  });

  test('have a chip each, which can be inverted and removed', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=62,176', tall);
    await expectFound(page, idsOf((file) => [62, 176].includes(projectOf(file))).length);
    await chip(page, /Fitbit/)
      .getByRole('button', { name: 'Leave out Project Fitbit Connection' })
      .click();
    await expectSearch(page, '?source_project_id=176&source_project_id__not=62');
    await expectIds(
      page,
      idsOf((file) => projectOf(file) === 176),
    );
    await page.getByRole('button', { name: 'Remove Project Spotify' }).click();
    await expectHeading(page, 'Public data files but not from Fitbit Connection');
    await expectFound(page, idsOf((file) => projectOf(file) !== 62).length);
    await page.getByRole('button', { name: 'Remove Project not Fitbit Connection' }).click();
    await expectSearch(page, '');
    await page.goBack();
    await expectSearch(page, '?source_project_id__not=62');
    expect(problems).toEqual([]);
  });

  test('can be added one after the other from the options that match a word', async () => {
    const { page } = await openPage(app, '/', tall);
    await expectRange(page, '1–100 of 800');
    await box(page, 'Data type').fill('sleep');
    await box(page, 'Data type').press('Control+Enter');
    await expectSearch(page, '?datatype_id=18');
    // The list still shows the options for the word: the same key toggles the same option back.
    await box(page, 'Data type').press('Control+Enter');
    await expectSearch(page, '');
    await box(page, 'Data type').press('ArrowDown');
    await box(page, 'Data type').press('Control+Enter');
    await expectSearch(page, '?datatype_id=19');
  });

  test('survive typing in their field and leaving it', async () => {
    const { page } = await openPage(app, '/?username=ann,bo', tall);
    await box(page, 'Username').click();
    await page.keyboard.press('End');
    await page.keyboard.type('x');
    await page.keyboard.press('Tab');
    await expect.poll(() => box(page, 'Username').inputValue()).toBe('ann or bo');
    await expectSearch(page, '?username=ann,bo');
  });

  test('are reported if they are invalid, and the valid ones work', async () => {
    const { page } = await openPage(app, '/?source_project_id=62,abc,176', tall);
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('62,abc,176');
    await expectIds(
      page,
      idsOf((file) => [62, 176].includes(projectOf(file))),
    );
  });

  test('may contain commas if they are tags', async () => {
    const { page } = await openPage(app, '/?tag=a%5C,b', tall);
    await expect.poll(() => chip(page, /a,b/).count()).toBe(1);
    await expectHeading(page, 'Public data files tagged “a,b”');
  });
});

describe('Members who share several things', () => {
  /** The members who share files of both data types, by brute force. */
  function sharersOf(...types: number[]): string[] {
    const sharers = types.map(
      (type) =>
        new Set(
          files
            .filter((file) => file.datatypes.some((each) => idOf(each) === type))
            .flatMap(({ user }) => user.username ?? []),
        ),
    );
    const [first = new Set<string>(), ...others] = sharers;
    return [...first].filter((name) => others.every((some) => some.has(name))).toSorted();
  }

  test('are found and counted, and their files can be shown', async () => {
    const expected = sharersOf(4, 11);
    expect(expected.length).toBeGreaterThan(1);
    const { page, problems } = await openPage(app, '/', tall);
    await expectRange(page, '1–100 of 800');
    await page.getByRole('button', { name: 'Members who share…' }).click();
    const drawer = page.getByRole('dialog', { name: 'Members who share several things' });
    for (const name of ['Location (GPS)', 'Variant calls (VCF)']) {
      await drawer.getByRole('combobox', { name: 'Share a data type' }).fill(name);
      await page.keyboard.press('Enter');
    }
    await expectSearch(page, '?shares_datatype_id=4,11');
    await expect
      .poll(() => drawer.getByText('share all of these').textContent())
      .toBe(`${expected.length} members share all of these.`);
    const names = await drawer.getByRole('table').getByRole('link').allTextContents();
    expect(names.toSorted()).toEqual(expected);
    const first = drawer.getByRole('row').nth(1);
    const name = await first.getByRole('link').textContent();
    const own = files.filter(({ user }) => user.username === name);
    const countOf = (type: number) =>
      own.filter((file) => file.datatypes.some((each) => idOf(each) === type)).length;
    expect(await first.getByRole('cell').allTextContents()).toEqual(
      [countOf(4), countOf(11), own.length].map(String),
    );
    await expectAxeCleanEverywhere(page);
    // The dialog stays open when the window becomes as narrow as a phone's, for example after a rotation.
    expect(await drawer.getByRole('table').count()).toBe(1);
    await page.setViewportSize({ width: 1280, ...tall });
    await drawer.getByRole('button', { name: 'Show their files' }).click();
    await expectIds(
      page,
      idsOf(({ user }) => user.username !== null && expected.includes(user.username)),
    );
    expect(problems).toEqual([]);
  });

  test('can be opened one by one', async () => {
    const { page } = await openPage(app, '/?shares_datatype_id=4,11', tall);
    await page.getByRole('button', { name: 'Members who share…' }).click();
    const drawer = page.getByRole('dialog');
    const link = drawer.getByRole('table').getByRole('link').first();
    const name = (await link.textContent()) ?? '';
    await link.click();
    await expect.poll(() => drawer.count()).toBe(0);
    await expectSearch(page, `?username=${name}`);
    await expectIds(
      page,
      idsOf(({ user }) => user.username === name),
    );
  });

  test('show a message if no member matches', async () => {
    const { page } = await openPage(app, '/?shares_source_project_id=62,176,190', tall);
    await page.getByRole('button', { name: 'Members who share…' }).click();
    await expect
      .poll(() => page.getByRole('dialog').getByRole('status').last().textContent())
      .toBe('No member shares all of these.');
  });
});

describe('The lists of options', () => {
  test('show how many files each option would find, once the full list is loaded', async () => {
    const { page, problems } = await openPage(app, '/?ext=json', tall);
    const json = files.filter(({ basename }) => /\.json$/i.test(basename));
    await expectFound(page, json.length);
    const countOf = (id: number) => json.filter((file) => projectOf(file) === id).length;
    await box(page, 'Project').click();
    const option = (name: RegExp) =>
      page.getByRole('listbox', { name: 'Project' }).getByRole('option', { name });
    await expect.poll(() => option(/^Spotify/).textContent()).toContain(`${countOf(176)} files`);
    await option(/^Spotify/).click();
    await expectFound(page, countOf(176));
    // The count of an option assumes that it replaces the current selection.
    await box(page, 'Project').click();
    await expect.poll(() => option(/^Overland/).textContent()).toContain(`${countOf(186)} files`);
    expect(problems).toEqual([]);
  });

  test('suggest the members of the current list', async () => {
    const { page } = await openPage(app, '/?source_project_id=176', tall);
    await expectFound(page, 31);
    await box(page, 'Username').click();
    const names = () =>
      page.getByRole('listbox', { name: 'Username' }).getByRole('option').allTextContents();
    const members = new Set(
      files.filter((file) => projectOf(file) === 176).flatMap(({ user }) => user.username ?? []),
    );
    await expect.poll(async () => (await names()).length).toBe(members.size);
    for (const name of members) {
      expect((await names()).some((text) => text.startsWith(name))).toBe(true);
    }
  });
});
