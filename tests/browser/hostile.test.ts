import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage, type OpenPage, type Visit } from '../support/browser.ts';
import { addresses, type HostileRow, hostileRows, texts } from './hostileRows.ts';
import {
  type ApiFile,
  resetApp,
  allFiles,
  expectFound,
  expectRange,
  rowsOf,
  shownIds,
  tableOf,
  tall,
  withoutHttpErrors,
} from './explorer.ts';

const app = await startApp({ rows: 40 });
const model = (await allFiles(app)).find(({ datatypes }) => datatypes.length > 0);
if (model === undefined) throw new Error('no file');
const hostile = hostileRows(model);
beforeEach(() => resetApp(app));

/** Maximum number of elements on a page of a hundred rows with everything open. */
const MOST_ELEMENTS = 6000;
/** Maximum length of its HTML, in characters. */
const MOST_HTML = 600_000;

/** Opens the page with a server that returns `rows` and hostile names of projects and data types. */
async function visit(
  rows: readonly ApiFile[],
  path: string,
  size: Visit = tall,
): Promise<OpenPage> {
  const opened = await openPage({ origin: 'about:' }, 'blank', size);
  const { page } = opened;
  const list = (results: readonly unknown[]) => JSON.stringify({ count: results.length, results });
  const name = `${texts.script}${texts.backwards}`;
  const about = { description: name, organization: name, short_description: name };
  const answers: [RegExp, string][] = [
    [/\/api\/public\/datafiles\//, list(rows)],
    [/\/public\/datatypes\//, list([{ id: typeId(), name, parent: null, ...about }])],
    [/\/public\/projects\//, list([{ id: projectId(), name, info_url: addresses[6], ...about }])],
    [
      /\/public\/members\//,
      list(Object.values(texts).map((text) => ({ username: text, name: text }))),
    ],
  ];
  for (const [pattern, body] of answers) {
    await page.route(pattern, (route) =>
      route.fulfill({ body: Buffer.from(body), contentType: 'application/json' }),
    );
  }
  page.on('dialog', (dialog) => opened.problems.push(`dialog: ${dialog.message()}`));
  await page.goto(app.origin + path);
  return opened;
}

function typeId(): number {
  return Number(/(\d+)\/$/.exec(model?.datatypes[0] ?? '')?.[1]);
}

function projectId(): number {
  return Number(/(\d+)\/$/.exec(model?.source_project ?? '')?.[1]);
}

/** Checks that no script ran or can run on a click, that sizes are bounded, and that nothing failed. */
async function expectInert({ page, problems }: OpenPage): Promise<void> {
  const seen = await page.evaluate(() => ({
    hasRun: 'pwned' in globalThis,
    isPolluted: 'polluted' in {},
    elements: document.querySelectorAll('*').length,
    html: document.documentElement.outerHTML.length,
    strange: document.querySelectorAll('#root :is(script, img, iframe, object, embed, style)')
      .length,
    handlers: document.querySelectorAll('[onerror], [onload], [onclick], [srcdoc]').length,
    links: [...document.querySelectorAll('a')].map((link) => link.href.slice(0, 200)),
    text: document.body.innerText,
  }));
  expect(seen).toMatchObject({ hasRun: false, isPolluted: false, strange: 0, handlers: 0 });
  expect(seen.elements).toBeLessThan(MOST_ELEMENTS);
  expect(seen.html).toBeLessThan(MOST_HTML);
  expect(strangeIn(seen.text)).toEqual([]);
  expect(await unseenIn(page)).toEqual([]);
  for (const link of seen.links) {
    const { protocol, username, password, host } = new URL(link);
    expect([username, password]).toEqual(['', '']);
    // The link to the guidelines of Open Humans is the page's own.
    const own = [`http://${new URL(app.origin).host}`, 'https://www.openhumans.org'];
    expect(own).toContain(`${protocol}//${host}`);
  }
  expect(problems).toEqual([]);
}

const UNSEEN =
  // oxlint-disable-next-line no-control-regex
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u206f\ufeff]/;

/**
 * Texts with invisible characters in everything that a screen reader announces or that a tooltip, a field or the title
 * shows. The search field is an exception: there the user edits the raw text.
 */
async function unseenIn(page: Page): Promise<string[]> {
  const words = await page.evaluate(() => {
    const found = [document.title];
    for (const element of document.querySelectorAll('#root, #root *')) {
      for (const name of ['title', 'aria-label', 'aria-description', 'placeholder', 'alt'])
        found.push(element.getAttribute(name) ?? '');
      for (const node of element.childNodes) if (node instanceof Text) found.push(node.data);
      if (element instanceof HTMLInputElement && element.type === 'text') found.push(element.value);
    }
    return found;
  });
  return words.filter((text) => UNSEEN.test(text));
}

/** Lines with characters that must not reach the user raw. The page shows bidi controls by their code point. */
function strangeIn(text: string): string[] {
  const strange =
    /Invalid Date|\bNaN\b|undefined|\[object|[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/;
  return text.split('\n').filter((line) => strange.test(line) || line.includes('\0'));
}

function rowOf(page: Page, about: string) {
  const { row } = hostile.find((each) => each.about === about) ?? throwMissing(about);
  const index = hostile.findIndex((each) => each.row === row);
  return { row, at: tableOf(page).locator(`[aria-rowindex="${index + 2}"]`) };
}

function throwMissing(about: string): HostileRow {
  throw new Error(`no row ${about}`);
}

const rows = hostile.map(({ row }) => row);

describe('Hostile rows', () => {
  test('appear as text of bounded length', async () => {
    const opened = await visit(rows, '/');
    const { page } = opened;
    await expectRange(page, `1–${rows.length} of ${rows.length}`);
    expect(await rowsOf(page).count()).toBe(rows.length);
    await expectInert(opened);
    const heights = await rowsOf(page).evaluateAll((all) =>
      all.map((row) => row.getBoundingClientRect().height),
    );
    expect(new Set(heights).size).toBe(1);

    const scripted = rowOf(page, 'text: script').at;
    expect(await scripted.innerText()).toContain('<img src=x');
    expect(await rowOf(page, 'text: backwards').at.innerText()).toContain('photo[U+202E]gpj.exe');
    expect(await rowOf(page, 'text: unseen').at.innerText()).toContain('zero[U+200B]width[U+0000]');
    for (const address of addresses) {
      const { at } = rowOf(page, `address: ${address}`);
      expect(await at.getByRole('link', { name: /^Download/ }).count()).toBe(0);
      expect(await at.getByText('no link').count()).toBe(1);
    }
    const tags = rowOf(page, 'many tags').at;
    expect(await tags.getByRole('link', { name: /^9998 more tags/ }).count()).toBe(1);
    for (const { about } of hostile.filter((each) => each.about.startsWith('date'))) {
      expect(await rowOf(page, about).at.getByRole('time').innerText()).toBe('unknown date');
    }
    expect(await rowOf(page, 'far date: 0001-01-01T00:00:00Z').at.innerText()).toMatch(
      /Jan 1, 1\b/,
    );
    const types = rowOf(page, 'data types that repeat').at.locator('[data-column="datatypes"] a');
    expect(await types.count()).toBe(model.datatypes.length);
  });

  test('can be searched, sorted, counted and filtered by the text that they show', async () => {
    const opened = await visit(rows, '/');
    const { page } = opened;
    await expectFound(page, rows.length);
    await page.getByRole('button', { name: 'Overview' }).click();
    await page.getByRole('list', { name: 'Tags' }).getByRole('link').first().waitFor();
    await expectInert(opened);
    for (const tag of ['__proto__', 'constructor']) {
      await page.goto(`${app.origin}/?tag=${tag}`);
      await expectFound(page, 1);
      await expectInert(opened);
    }
    await page.goto(`${app.origin}/?ext=valueof&username=toString.valueof&search=valueof`);
    await expectFound(page, 1);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expectFound(page, rows.length);
    for (const ordering of ['created', '-username']) {
      await page.goto(`${app.origin}/?ordering=${ordering}`);
      await expectFound(page, rows.length);
      expect((await shownIds(page)).length).toBeGreaterThan(10);
      await expectInert(opened);
    }
  });

  test('link by the replacement for an unpaired surrogate, which the URL then keeps', async () => {
    const opened = await visit(rows, '/');
    const { page } = opened;
    await expectFound(page, rows.length);
    await rowOf(page, 'text: unpaired').at.locator('[data-column="tags"] a').first().click();
    await expect.poll(() => page.url()).toContain('tag=lone');
    await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toContain('lone');
    await expectInert(opened);
    await page.goto(
      `${app.origin}/?username=%E2%80%AEmoc&search=%00&tag=%ED%A0%80&file=9007199254740993`,
    );
    await expect
      .poll(() => page.getByRole('heading', { level: 1 }).innerText())
      .toContain('[U+202E]moc');
    await expectInert(opened);
    expect(await page.getByRole('alert').innerText()).toContain('file=9007199254740993');
  });

  test('have details of bounded length', async () => {
    const opened = await visit(rows, '/');
    const { page } = opened;
    await expectFound(page, rows.length);
    await rowsOf(page).first().locator('[data-column="file"] a').click();
    const drawer = page.getByRole('dialog', { name: 'Details' });
    await drawer.getByRole('heading', { name: 'Metadata' }).waitFor();
    for (const [index, { about, row }] of hostile.entries()) {
      await expect.poll(() => page.url(), { message: about }).toContain(`file=${row.id}`);
      const size = await drawer.evaluate((element) => ({
        elements: element.querySelectorAll('*').length,
        text: element.textContent.length,
      }));
      expect(size.elements, about).toBeLessThan(900);
      expect(size.text, about).toBeLessThan(40_000);
      expect(await unseenIn(page), about).toEqual([]);
      if (about === 'depth') await openDown(page, 12);
      if (index + 1 < hostile.length) await page.keyboard.press('ArrowDown');
    }
    await expectInert(opened);
    expect(await drawer.innerText()).toContain('The project’s own page: no plain web address');
  });

  test('copy as one line without invisible characters', async () => {
    const opened = await visit(rows, '/', {
      ...tall,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const { page } = opened;
    await expectFound(page, rows.length);
    const copied = async (copy: () => Promise<void>) => {
      await page.evaluate(() => navigator.clipboard.writeText('nothing copied'));
      await copy();
      const text = () => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(text).not.toBe('nothing copied');
      return text();
    };
    for (const [about, plain] of [
      ['text: backwards', 'photogpj.exe'],
      ['text: isolated', 'leftright!'],
      ['text: unseen', 'zerowidthandbell'],
      ['text: two lines', 'two rm -rf x lines'],
      ['text: of letters that join', texts['of letters that join']],
    ] as const) {
      const { row, at } = rowOf(page, about);
      for (const column of ['file', 'member']) {
        await at.locator(`[data-column="${column}"] a`).first().focus();
        expect(await copied(() => page.keyboard.press('Control+c')), about).toBe(plain);
      }
      await at.locator('[data-column="file"] a').first().press('Enter');
      const drawer = page.getByRole('dialog', { name: 'Details' });
      await expect.poll(() => page.url()).toContain(`file=${row.id}`);
      for (const name of ['Copy citation', 'Copy BibTeX']) {
        const button = drawer.getByRole('button', { name, exact: true });
        const text = await copied(() => button.press('Enter'));
        expect(text).toContain(`${plain} (Open Humans member)`);
        // oxlint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/);
      }
      await page.keyboard.press('Escape');
      await expect.poll(() => drawer.count()).toBe(0);
    }
    await expectInert(opened);
  });

  test('export as well-formed files with the same content', async () => {
    const opened = await visit(rows, '/');
    const { page } = opened;
    await expectFound(page, rows.length);
    await page.getByRole('button', { name: 'Take away' }).click();
    const written = new Map<string, string>();
    for (const format of ['CSV', 'JSON', 'NDJSON']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: format, exact: true }).click(),
      ]);
      const bytes = await readFile(await download.path());
      written.set(format, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    const { files } = JSON.parse(written.get('JSON') ?? '') as { files: ApiFile[] };
    expect(files.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(files.map(({ metadata }) => JSON.stringify(metadata))).toEqual(
      rows.map(({ metadata }) => JSON.stringify(metadata)),
    );
    expect(files.map(({ basename }) => basename)).toEqual(rows.map(({ basename }) => basename));
    expect(written.get('NDJSON')?.trimEnd().split('\n')).toHaveLength(rows.length + 1);
    expect(written.get('CSV')).toContain("'=HYPERLINK");
    await expectInert(opened);
  });
});

/** Opens nested levels of the metadata tree. */
async function openDown(page: Page, levels: number): Promise<void> {
  const closed = page.getByRole('dialog').locator('details:not([open]) > summary');
  for (let level = 0; level < levels; level++) await closed.first().click();
}

describe('A URL with invisible characters', () => {
  const bad = '%E2%80%AE%00%1B%5B31mred%E2%81%A6%EF%BB%BF';
  const visible = '[U+202E][U+0000][U+001B][31mred[U+2066][U+FEFF]';

  test.for([
    'datatype_id',
    'include_children',
    'source_project_id__not',
    'shares_datatype_id',
    'created_start',
    'id',
    'ordering',
    'limit',
    'offset',
    'file',
    'source',
  ])('shows them in the notice of %s', async (name) => {
    const opened = await visit(rows, `/?${name}=${bad}`);
    const alert = opened.page.getByRole('alert');
    await expect.poll(() => alert.allInnerTexts()).toEqual([expect.stringContaining(visible)]);
    await expectInert(opened);
  });

  test('truncates a long value in the notice', async () => {
    const { page } = await visit(rows, `/?limit=${'x'.repeat(500)}`);
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/^limit=x{80}… in the/);
  });

  test('shows them in the title, the heading, the chips, the fields and the empty state', async () => {
    const opened = await visit(
      [],
      `/?username=${bad},b&username__not=${bad}2&tag=${bad}&tag__not=${bad}2&ext=${bad}&search=${bad}`,
    );
    const { page } = opened;
    await expect.poll(() => page.title()).toContain('[U+202E]');
    await expect
      .poll(() => page.getByRole('heading', { level: 2 }).innerText())
      .toContain('[U+202E]');
    const username = page.getByRole('combobox', { name: 'Username' });
    await expect.poll(() => username.inputValue()).toContain(visible);
    await expectInert(opened);
    await page.getByRole('button', { name: 'why?' }).click();
    await expectInert(opened);
  });
});

describe('Hostile names', () => {
  test('are sanitized in Members who share several things', async () => {
    const opened = await visit(rows, `/?shares_datatype_id=${typeId()}`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Members who share…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Members who share/ });
    await expect.poll(() => dialog.getByRole('row').count()).toBeGreaterThan(5);
    await expectInert(opened);
    expect(await dialog.innerText()).toContain('photo[U+202E]gpj.exe');
  });

  test('are sanitized in the overview, as bars and as tables', async () => {
    const opened = await visit(rows, '/?username=%E2%80%AEx&limit=all');
    const { page } = opened;
    await page.getByRole('button', { name: 'Overview' }).click();
    await page
      .getByRole('link', { name: /^Exclude Members: / })
      .first()
      .waitFor();
    await expectInert(opened);
    await page.getByRole('button', { name: 'Show as tables' }).click();
    await expectInert(opened);
  });

  test('are sanitized in saved views and in messages about imported files', async () => {
    const opened = await visit(rows, '/?limit=2');
    const { page } = opened;
    await page.getByRole('button', { name: 'Saved views', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'Saved views' });
    const bring = (name: string, content: string) =>
      drawer.locator('input[type="file"]').setInputFiles({
        name,
        mimeType: 'application/json',
        buffer: Buffer.from(content),
      });
    const views = Object.values(texts).map((name, id) => ({
      name,
      address: `?id=${id}`,
      last: null,
    }));
    await bring('x.json', JSON.stringify({ views }));
    await expect.poll(() => drawer.getByRole('listitem').count()).toBe(views.length);
    for (const button of await drawer.getByRole('button', { name: /^Rename / }).all()) {
      await button.click();
    }
    await expectInert(opened);
    await bring('long\u202Egpj\u001B.json', `"${'x'.repeat(2_000_000)}"`);
    await expect.poll(() => drawer.innerText()).toContain('“long[U+202E]gpj[U+001B].json” is too');
    await expectInert(opened);
  });

  test.for([
    ['detail', { detail: '\u202Edenied\u0000\u001B[31m' }],
    ['field', { ['\u202Efield\u001B']: ['\u2066no\u0007'] }],
  ] as const)('are sanitized in error messages of the server: %s', async ([, body]) => {
    const opened = await openPage({ origin: 'about:' }, 'blank', tall);
    const { page } = opened;
    await page.route(/\/api\/public\/datafiles\//, (route) =>
      route.fulfill({ status: 400, json: body }),
    );
    await page.goto(app.origin);
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('[U+202E]');
    opened.problems.splice(0, Infinity, ...withoutHttpErrors(opened.problems));
    await expectInert(opened);
  });

  test('are sanitized in the error for a malformed response', async () => {
    const changed = { ...model, id: 'x\u202E\u0000\u001B'.repeat(500) };
    const opened = await visit([], '/icon.svg');
    const { page } = opened;
    await page.route(/\/api\/public\/datafiles\//, (route) =>
      route.fulfill({ json: { count: 1, results: [changed] } }),
    );
    await page.goto(app.origin);
    const alert = page.getByRole('alert');
    await expect.poll(() => alert.innerText()).toContain('x[U+202E]');
    expect((await alert.innerText()).length).toBeLessThan(6000);
    await expectInert(opened);
  });
});

describe('A row', () => {
  const plain = [1, 2, 3].map((id) => Object.assign({}, model, { id, basename: `file ${id}` }));

  test('appears once if the server sends it twice on a page', async () => {
    const [first, second, third] = plain;
    if (!first || !second || !third) throw new Error('three rows');
    const opened = await visit([first, second, { ...first, basename: 'again' }, third], '/');
    const { page } = opened;
    await expectRange(page, '1–4 of 4');
    const names = rowsOf(page).locator('[data-column="file"]');
    expect((await names.allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
      'file 1',
      'file 2',
      'file 3',
    ]);
    await expectInert(opened);
  });

  test('with an unsafe integer as its id does not open another file; the page reports the error', async () => {
    const [first] = plain;
    const { page, problems } = await visit([], '/');
    const body = JSON.stringify({ count: 1, results: [first] }).replace(
      '"id":1,',
      '"id":9007199254740993,',
    );
    expect(body).toContain('9007199254740993');
    await page.route(/\/api\/public\/datafiles\//, (route) =>
      route.fulfill({ body, contentType: 'application/json' }),
    );
    await page.goto(app.origin);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/promises: at “results\.0\.id”/);
    expect(await tableOf(page).count()).toBe(0);
    expect(problems).toEqual([]);
  });
});
