import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import {
  type ApiFile,
  beginAnew,
  everyFile,
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
const files = await everyFile(app);
beforeEach(() => beginAnew(app));

function idsOf(isAsked: (file: ApiFile) => boolean): number[] {
  return files.filter(isAsked).map(({ id }) => id);
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

/** Goes to an option of a field that is open, by the arrow keys. */
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
  test('are added with Ctrl and ruled out with Alt, by keyboard alone', async () => {
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
    // The list stays open for the next one.
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

  test('are added and ruled out with the pointer, from the small buttons of an option', async () => {
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

  test('stand in the address, are read from it, and found by nobody but the whole list', async () => {
    const address = '/?source_project_id=62,176&datatype_id__not=14,13&ext=json,csv';
    const { page, problems } = await openPage(app, address, tall);
    const isAsked = (file: ApiFile) =>
      [62, 176].includes(projectOf(file)) &&
      !file.datatypes.some((type) => [13, 14].includes(idOf(type))) &&
      /\.(json|csv)$/i.test(file.basename);
    expect(idsOf(isAsked).length).toBeGreaterThan(3);
    await expectIds(page, idsOf(isAsked));
    expect(rowsListed(app)).toBe(800);
    expect(problems).toEqual([]);
  });

  test('are each a chip, which turns round and goes alone', async () => {
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

  test('may be added one after the other to what a word finds', async () => {
    const { page } = await openPage(app, '/', tall);
    await expectRange(page, '1–100 of 800');
    await box(page, 'Data type').fill('sleep');
    await box(page, 'Data type').press('Control+Enter');
    await expectSearch(page, '?datatype_id=18');
    // The list is still that of the word: the same key takes the same option, back again.
    await box(page, 'Data type').press('Control+Enter');
    await expectSearch(page, '');
    await box(page, 'Data type').press('ArrowDown');
    await box(page, 'Data type').press('Control+Enter');
    await expectSearch(page, '?datatype_id=19');
  });

  test('are not lost by typing in their field and leaving it', async () => {
    const { page } = await openPage(app, '/?username=ann,bo', tall);
    await box(page, 'Username').click();
    await page.keyboard.press('End');
    await page.keyboard.type('x');
    await page.keyboard.press('Tab');
    await expect.poll(() => box(page, 'Username').inputValue()).toBe('ann or bo');
    await expectSearch(page, '?username=ann,bo');
  });

  test('that make no sense are named, and the others work', async () => {
    const { page } = await openPage(app, '/?source_project_id=62,abc,176', tall);
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('62,abc,176');
    await expectIds(
      page,
      idsOf((file) => [62, 176].includes(projectOf(file))),
    );
  });

  test('of tags may hold commas', async () => {
    const { page } = await openPage(app, '/?tag=a%5C,b', tall);
    await expect.poll(() => chip(page, /a,b/).count()).toBe(1);
    await expectHeading(page, 'Public data files tagged “a,b”');
  });
});

describe('Members who share several things', () => {
  /** Who shares files of both data types, by brute force. */
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

  test('are found, counted, and their files shown', async () => {
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
    // A window that becomes a phone's, as one that is turned does, keeps it open.
    expect(await drawer.getByRole('table').count()).toBe(1);
    await page.setViewportSize({ width: 1280, ...tall });
    await drawer.getByRole('button', { name: 'Show their files' }).click();
    await expectIds(
      page,
      idsOf(({ user }) => user.username !== null && expected.includes(user.username)),
    );
    expect(problems).toEqual([]);
  });

  test('are opened one by one', async () => {
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

  test('may be nobody', async () => {
    const { page } = await openPage(app, '/?shares_source_project_id=62,176,190', tall);
    await page.getByRole('button', { name: 'Members who share…' }).click();
    await expect
      .poll(() => page.getByRole('dialog').getByRole('status').last().textContent())
      .toBe('No member shares all of these.');
  });
});

describe('The lists to choose from', () => {
  test('say how many files each choice would find, once everything is read', async () => {
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
    // Another choice is counted as if it were made instead of this one.
    await box(page, 'Project').click();
    await expect.poll(() => option(/^Overland/).textContent()).toContain(`${countOf(186)} files`);
    expect(problems).toEqual([]);
  });

  test('suggest the members of the list that is looked at', async () => {
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
