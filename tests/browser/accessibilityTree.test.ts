import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { type AxNode, axTree, theOne, nodesOf, within } from '../support/axTree.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, expectRange, rowsOf, tableOf } from './explorer.ts';

const app = await startApp({ rows: 600 });
const long = await startApp({ rows: 2400 });
beforeEach(() => {
  resetApp(app);
  resetApp(long);
});

const TABLE = 'Public data files';

function namesOf(nodes: readonly AxNode[]): string[] {
  return nodes.map(({ name }) => name);
}

/** The text that a screen reader announces for a name. */
async function announced(page: Page, role: string, name: string | RegExp): Promise<string[]> {
  return namesOf(within(await axTree(page), role, name));
}

describe('Chromium’s accessibility tree of the table', () => {
  test('contains its name, its size, its headings with their order, and every cell', async () => {
    const { page, problems } = await openPage(
      app,
      '/?source_project_id=176&limit=2&offset=4&ordering=-created',
    );
    await expectRange(page, '5–6 of 31');
    await expect
      .poll(() => tableOf(page).getByRole('link', { name: 'Spotify', exact: true }).count())
      .toBe(2);
    const tree = await axTree(page);
    expect(theOne(tree, 'table').name).toBe(TABLE);
    expect(theOne(tree, 'table').states).toMatchObject({ 'aria-rowcount': '32' });
    const table = within(tree, 'table', TABLE);
    expect(nodesOf(table, 'row').map(({ states }) => states['aria-rowindex'])).toEqual([
      '1',
      '6',
      '7',
    ]);
    expect(
      nodesOf(table, 'columnheader').map(({ name, states }) => [name, states['aria-sort']]),
    ).toEqual([
      ['Select', undefined],
      ['File', 'none'],
      ['Data types', 'none'],
      ['Project', 'none'],
      ['Member', 'none'],
      ['Created', 'descending'],
      ['Tags', undefined],
      ['Download', undefined],
    ]);
    // The arrow is only visual.
    expect(nodesOf(table, 'link', 'Created')).toHaveLength(1);
    const cells = nodesOf(table, 'cell');
    expect(cells).toHaveLength(16);
    const first = namesOf(cells.slice(0, 8));
    expect(first[0]).toBe('Select spotify-listening-archive.json');
    expect(first[1]).toBe('spotify-listening-archive.json Spotify Play History');
    expect(first.slice(2, 4)).toEqual(['Music listening', 'Spotify']);
    expect(first[4]).toMatch(/^member_\d\d$/);
    expect(first[5]).toMatch(/^[A-Z][a-z]{2} \d+, 20\d\d$/);
    expect(first[7]).toBe(
      'Download spotify-listening-archive.json More about spotify-listening-archive.json',
    );
    expect(await announced(page, 'status', 'Range')).toEqual(['5–6 of 31']);
    expect(problems).toEqual([]);
  });

  test('contains the selected rows and the width of a column', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&limit=3');
    await expectRange(page, '1–3 of 31');
    await rowsOf(page).nth(1).getByRole('checkbox').check();
    const checked = async () =>
      nodesOf(within(await axTree(page), 'table', TABLE), 'checkbox').map(
        ({ states }) => states['checked'],
      );
    await expect.poll(checked).toEqual(['mixed', 'false', 'true', 'false']);
    expect(await announced(page, 'status', 'Selected')).toEqual(['1 file selected']);
    await page.getByRole('checkbox', { name: 'Select all 31 files' }).check();
    await expect.poll(checked).toEqual(['true', 'true', 'true', 'true']);
    expect(await announced(page, 'status', 'Selected')).toEqual(['All 31 files selected']);

    await page.getByRole('separator', { name: 'Width of Project' }).press('ArrowRight');
    const edge = theOne(await axTree(page), 'separator', 'Width of Project');
    expect(edge.states).toMatchObject({
      focused: true,
      orientation: 'vertical',
      valuemin: 64,
      valuemax: 960,
      'aria-valuetext': `${edge.value} pixels`,
    });
    expect(Number(edge.value)).toBeGreaterThan(64);
    expect(problems).toEqual([]);
  });

  test('marks the table as busy while the previous rows stay', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    await page.waitForLoadState('networkidle');
    expect(theOne(await axTree(page), 'table').states['busy']).toBeFalsy();
    await page.route(/offset=100/, () => new Promise(() => {}));
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect
      .poll(async () => theOne(await axTree(page), 'table').states)
      .toMatchObject({ busy: 1 });
    expect(problems).toEqual([]);
  });
});

describe('Chromium’s accessibility tree of a combobox', () => {
  test('contains its value, whether it is open, the active option, and the selected options', async () => {
    const { page, problems } = await openPage(
      app,
      '/?source_project_id=176&source_project_id__not=62',
    );
    await page.waitForLoadState('networkidle');
    const field = async () => theOne(await axTree(page), 'combobox', 'Project');
    await expect.poll(async () => (await field()).value).toBe('Spotify, not Fitbit Connection');
    expect((await field()).states).toMatchObject({ expanded: false, autocomplete: 'list' });
    await page.getByRole('combobox', { name: 'Project' }).click();
    await expect.poll(async () => (await field()).states).toMatchObject({ expanded: true });
    const listed = within(await axTree(page), 'listbox', 'Project');
    const options = nodesOf(listed, 'option');
    expect(options.length).toBeGreaterThan(10);
    expect(theOne(await axTree(page), 'listbox', 'Project').states['multiselectable']).toBe(true);
    expect(namesOf(options.filter(({ states }) => states['selected'] === true))).toEqual([
      expect.stringMatching(/^Spotify ?, chosen 176$/),
    ]);
    expect(nodesOf(options, 'option', /left out/).map(({ name }) => name)).toEqual([
      expect.stringMatching(/^Fitbit Connection ?, left out 62$/),
    ]);
    expect(namesOf(nodesOf(await axTree(page), 'text'))).toContain(`${options.length} options`);

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const active = (await field()).states['aria-activedescendant'];
    const highlighted = page.locator(`[id="${String(active)}"]`);
    expect(await highlighted.getAttribute('role')).toBe('option');
    expect(await highlighted.textContent()).toContain(options[1]?.name.replace(/ \d+$/, ''));
    expect((await field()).states).toMatchObject({ focused: true });
    expect(problems).toEqual([]);
  });

  test.for(['Data type', 'Username'])('exists for each kind: %s', async (name) => {
    const { page, problems } = await openPage(app, '/?datatype_id=14&username__not=member_02');
    await page.waitForLoadState('networkidle');
    const field = async () => theOne(await axTree(page), 'combobox', name);
    await expect
      .poll(async () => (await field()).value)
      .toBe(name === 'Data type' ? 'Music listening' : 'not member_02');
    await page
      .getByRole('combobox', { name, exact: true })
      .fill(name === 'Username' ? 'mem' : 'mu');
    await expect
      .poll(async () => nodesOf(within(await axTree(page), 'listbox', name), 'option').length)
      .toBeGreaterThan(0);
    expect((await field()).states).toMatchObject({ expanded: true, focused: true });
    expect((await field()).states['aria-activedescendant']).toMatch(/./);
    expect(problems).toEqual([]);
  });
});

describe('Chromium’s accessibility tree of the overview', () => {
  const path = '/?source_project_id=176&source_project_id__not=62&created_start=2020-09-10';

  async function openOverview(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Overview', exact: true }).click();
    await page.getByRole('slider', { name: 'First day' }).waitFor();
    await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
  }

  test('contains its picture and its sliders, in days', async () => {
    const { page, problems } = await openPage(app, path);
    await openOverview(page);
    const overview = within(await axTree(page), 'region', 'Overview');
    expect(theOne(overview, 'image').name).toBe(
      'Files by month of creation, Jul 2020 to Nov 2022, of all 31 files of any date',
    );
    const [first, last] = nodesOf(overview, 'slider');
    expect([first?.name, first?.value, last?.name, last?.value]).toEqual([
      'First day',
      '2',
      'Last day',
      '28',
    ]);
    for (const [slider, day] of [
      [first, 'Sep 10, 2020'],
      [last, 'Nov 30, 2022'],
    ] as const) {
      expect(slider?.states).toMatchObject({
        valuemin: 0,
        valuemax: 28,
        orientation: 'horizontal',
        'aria-valuetext': day,
      });
    }
    expect(theOne(await axTree(page), 'button', 'Overview').states).toMatchObject({
      expanded: true,
    });
    expect(problems).toEqual([]);
  });

  test('contains its bars: each a link with a number, marked if it is selected or excluded', async () => {
    const { page, problems } = await openPage(app, path);
    await openOverview(page);
    const overview = within(await axTree(page), 'region', 'Overview');
    expect(namesOf(nodesOf(overview, 'list'))).toEqual([
      'Data types',
      'Projects',
      'Members',
      'Extensions',
      'Tags',
    ]);
    const links = nodesOf(within(overview, 'list', 'Projects'), 'link');
    expect(links.map(({ name, states }) => [name, states['aria-current']])).toEqual([
      [expect.stringMatching(/^Spotify \d+ files ?, chosen: remove$/), 'true'],
      ['Exclude Projects: Spotify', undefined],
      [expect.stringMatching(/^Fitbit Connection 0 files ?, excluded: remove$/), 'true'],
      ['Exclude Projects: Fitbit Connection', 'true'],
    ]);
    for (const { name, states } of nodesOf(within(overview, 'list', 'Members'), 'link')) {
      expect(name).toMatch(/^member_\d\d \d+ files?$|^Exclude Members: member_\d\d$/);
      expect(states['aria-current']).toBeUndefined();
    }
    expect(problems).toEqual([]);
  });

  test('contains its tables', async () => {
    const { page, problems } = await openPage(app, path);
    await openOverview(page);
    const button = page.getByRole('button', { name: 'Show as tables' });
    expect(theOne(await axTree(page), 'button', 'Show as tables').states['pressed']).toBe('false');
    await button.click();
    const overview = within(await axTree(page), 'region', 'Overview');
    expect(theOne(overview, 'button', 'Show as tables').states['pressed']).toBe('true');
    expect(nodesOf(overview, 'image')).toEqual([]);
    const names = namesOf(nodesOf(overview, 'table'));
    expect(names).toHaveLength(6);
    expect(names[0]).toBe('Created, of all 31 files of any date');
    for (const name of names.slice(1)) expect(name).toMatch(/^[A-Z][a-z ]+, of all \d+ files$/);
    const projects = within(overview, 'table', /^Projects/);
    expect(namesOf(nodesOf(projects, 'columnheader'))).toEqual(['Project', 'Files']);
    expect(namesOf(nodesOf(projects, 'rowheader'))).toEqual(['Spotify', 'Fitbit Connection']);
    expect(namesOf(nodesOf(projects, 'cell'))[1]).toBe('0');
    expect(problems).toEqual([]);
  });
});

describe('Chromium’s accessibility tree of the progress of a load', () => {
  test('contains the value, the maximum, and a text', async () => {
    const { page, problems } = await openPage(long, '/?search=fitbit');
    const offer = page.getByRole('button', { name: 'Read all files' });
    await offer.waitFor();
    expect(namesOf(nodesOf(await axTree(page), 'text'))).toContainEqual(
      expect.stringMatching(/^Only the first 100 of 2,400 files are looked through so far\./),
    );
    await page.route(/offset=1100/, () => new Promise(() => {}));
    await offer.click();
    const progress = async () => nodesOf(await axTree(page), 'progressbar')[0];
    await expect.poll(async () => (await progress())?.value).toBe('1100');
    expect((await progress())?.states).toMatchObject({ valuemin: 0, valuemax: 2400 });
    expect((await progress())?.name).toMatch(/^Reading the list: 1,100 of 2,400 files/);
    expect(nodesOf(await axTree(page), 'button', 'Cancel')).toHaveLength(1);
    expect(problems).toEqual([]);
  });
});

describe('Chromium’s accessibility tree of an open dialog', () => {
  test.for([
    ['Help', 'Help'],
    ['Saved views', 'Saved views'],
    ['Take away 31 files', 'Take away'],
    ['Members who share…', 'Members who share several things'],
  ] as const)('contains the named dialog only: %s', async ([button, name]) => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    const opener = theOne(await axTree(page), 'button', button);
    expect(opener.states).toMatchObject({ hasPopup: 'dialog' });
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await expectOnlyDialog(page, name);
    expect(problems).toEqual([]);
  });

  test('contains the details, named after the file, and the filter sheet', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    await rowsOf(page).first().locator('[data-column="file"] a').click();
    await page.getByRole('dialog').getByRole('heading', { level: 2 }).waitFor();
    await expectOnlyDialog(page, /^Details/);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole('button', { name: /^Filters/ }).click();
    await expectOnlyDialog(page, 'Filters');
    expect(problems).toEqual([]);
  });

  async function expectOnlyDialog(page: Page, name: string | RegExp): Promise<void> {
    const tree = await axTree(page);
    expect(theOne(tree, 'dialog', name).states).toMatchObject({ modal: true });
    expect(tree.filter(({ depth }) => depth === 0)).toHaveLength(1);
    const inside = within(tree, 'dialog', name);
    expect(inside.some(({ states }) => states['focused'] === true)).toBe(true);
    expect(inside.filter(({ role, name: own }) => role === 'button' && own === '')).toEqual([]);
  }
});
