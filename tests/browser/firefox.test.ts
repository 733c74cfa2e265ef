import type { ElementHandle, Page } from 'puppeteer-core';
import { beforeEach, describe, expect, inject, test, vi } from 'vitest';
import recordedPage from '../recorded/datafiles-limit5-offset8025-source_project_id70.json' with { type: 'json' };
import { startApp } from '../support/app.ts';
import { openFirefox } from '../support/firefox.ts';
import { type ApiFile, resetApp, allFiles, listRequests, rowsListed } from './explorer.ts';

const MOST = 10_000_000;

const app = await startApp();
const few = await startApp({ rows: 2500 });
const tenMillion = await startApp({ rows: MOST });
beforeEach(() => {
  resetApp(app);
  resetApp(few);
  resetApp(tenMillion);
});

const tagged = {
  button: 'button',
  combobox: '[role="combobox"]',
  link: 'a[href]',
  option: '[role="option"]',
} as const;

/** Waits for an element with this role, found by its tag, and with a label or text that starts like this. */
async function find(
  page: Page,
  role: keyof typeof tagged,
  name: string,
): Promise<ElementHandle<HTMLElement>> {
  const handle = await vi.waitUntil(
    async () => {
      const found = await page.evaluateHandle(
        (selector, beginning) =>
          [...document.querySelectorAll<HTMLElement>(selector)].find((element) => {
            const [label] = element instanceof HTMLInputElement ? (element.labels ?? []) : [];
            const words = element.getAttribute('aria-label') ?? (label ?? element).textContent;
            return words.trim().startsWith(beginning) && element.checkVisibility();
          }),
        tagged[role],
        name,
      );
      return found.asElement() as ElementHandle<HTMLElement> | null;
    },
    { timeout: 15_000, interval: 50 },
  );
  return handle;
}

/** The text of the first element that matches the selector, or an empty string. */
function textOf(page: Page, selector: string): Promise<string> {
  return page.evaluate((found) => document.querySelector(found)?.textContent ?? '', selector);
}

async function expectHeading(page: Page, text: string): Promise<void> {
  await expect.poll(() => textOf(page, 'h1'), { message: 'heading' }).toBe(text);
}

/** Waits until the range has this text and the rows match it. */
async function expectRange(page: Page, text: string): Promise<void> {
  const range = () => textOf(page, '[role="status"][aria-label="Range"]');
  await expect.poll(range, { message: 'Range' }).toBe(text);
  const busy = () => page.$$eval('table[aria-busy="true"]', (tables) => tables.length);
  await expect.poll(busy, { message: 'rows of the previous page' }).toBe(0);
}

async function expectSearch(page: Page, search: string): Promise<void> {
  await expect.poll(() => new URL(page.url()).search, { message: 'address' }).toBe(search);
}

/** The accessible name of the focused element. */
function focused(page: Page): Promise<string> {
  return page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
  ) as Promise<string>;
}

/** A visible row: its number, counted from 1, and the id of its file, which is 0 if the row is not rendered. */
interface Seen {
  row: number;
  name: string;
  href: string;
  id: number;
}

/** The rendered rows in the viewport, from top to bottom. */
function rowsVisibleAt(page: Page): Promise<Seen[]> {
  return page.evaluate(() => {
    const scroller = document.querySelector('[data-scroller]');
    const window = scroller?.getBoundingClientRect();
    const heading = document.querySelector('thead')?.getBoundingClientRect();
    return [...document.querySelectorAll('tbody tr')]
      .flatMap((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        // A row of which only a pixel shows, due to rounding, does not count as visible.
        const isSeen = bottom > (heading?.bottom ?? 0) + 1 && top < (window?.bottom ?? 0) - 1;
        const link = row.querySelector('a[aria-label^="Download "]');
        const name = link?.getAttribute('aria-label')?.slice('Download '.length) ?? '';
        const number = Number(row.getAttribute('aria-rowindex')) - 1;
        const href = link?.getAttribute('href') ?? '';
        const id = Number(/datafile-download\/(\d+)\//.exec(href)?.[1] ?? 0);
        return isSeen ? [{ row: number, name, href, id, top }] : [];
      })
      .toSorted((a, b) => a.top - b.top)
      .map(({ row, name, href, id }) => ({ row, name, href, id }));
  });
}

/** The server's ids of these rows, counted from 1. */
async function idsOf({ origin }: { origin: string }, rows: readonly number[]): Promise<number[]> {
  const [first = 1] = rows;
  const path = `/api/public/datafiles/?limit=${rows.length}&offset=${first - 1}`;
  const { results } = (await (await fetch(origin + path)).json()) as { results: ApiFile[] };
  return results.map(({ id }) => id);
}

/** Waits until every row in the viewport is rendered without gaps and matches the server. */
async function expectDrawn(page: Page, server: { origin: string }): Promise<number[]> {
  const drawn = async () => {
    const seen = await rowsVisibleAt(page);
    return seen.length > 5 && seen.every(({ id }) => id > 0);
  };
  await expect.poll(drawn, { message: 'every row on the screen is drawn' }).toBe(true);
  const seen = await rowsVisibleAt(page);
  const rows = seen.map(({ row }) => row);
  const [first = 0] = rows;
  expect(rows).toEqual(rows.map((_, at) => first + at));
  expect(seen.map(({ id }) => id)).toEqual(await idsOf(server, rows));
  return rows;
}

// The other browser tests run in Chromium. These cover what is most likely to differ between engines.
describe.skipIf(inject('firefoxPath') === '')('In Firefox', () => {
  test('the recorded page has its rows and working links', async () => {
    const { page, problems } = await openFirefox(app, '/?limit=5&offset=8025');
    await expectRange(page, '8,026–8,030 of 15,803');
    const seen = await rowsVisibleAt(page);
    expect(seen.map(({ name }) => name)).toEqual(
      recordedPage.results.map(({ basename }) => basename),
    );
    expect(seen.map(({ href }) => new URL(href).pathname)).toEqual(
      recordedPage.results.map(({ id }) => `/data-management/datafile-download/${id}/`),
    );
    expect((await fetch(seen[0]?.href ?? '')).status).toBe(200);
    expect(listRequests(app).map(({ search }) => search)).toEqual(['?limit=5&offset=8025']);
    expect(problems).toEqual([]);
  });

  test('selecting a project by keyboard, opening and closing a file, and going back work', async () => {
    const { page, problems } = await openFirefox(app, '/');
    await expectRange(page, '1–100 of 15,803');
    const next = await find(page, 'button', 'Next page');
    await next.click();
    await expectRange(page, '101–200 of 15,803');
    await expectSearch(page, '?offset=100');

    await (await find(page, 'combobox', 'Project')).focus();
    await page.keyboard.type('spoti');
    await find(page, 'option', 'Spotify');
    await page.keyboard.press('Enter');
    await expectHeading(page, 'Spotify files');
    await expectRange(page, '1–31 of 31');
    await expectSearch(page, '?source_project_id=176');

    const [first] = await rowsVisibleAt(page);
    const opener = await find(page, 'link', first?.name ?? '');
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open] h2, [role="dialog"] h2');
    await expect.poll(() => new URL(page.url()).search).toContain('&file=');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.$$('[role="dialog"], dialog[open]')).toEqual([]);
    expect(await focused(page)).toContain(first?.name);

    for (const search of [`?source_project_id=176&file=${first?.id}`, '?source_project_id=176']) {
      await page.goBack();
      await expectSearch(page, search);
    }
    await expectRange(page, '1–31 of 31');
    await page.goBack();
    await expectSearch(page, '?offset=100');
    await expectRange(page, '101–200 of 15,803');
    await expectDrawn(page, app);
    expect(problems).toEqual([]);
  });

  test('a search loads the full list, and the overview counts it', async () => {
    const files = await allFiles(few);
    const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
    const words = (file: ApiFile) => {
      const { description, tags } = (file.metadata ?? {}) as Record<string, unknown>;
      return fold([file.basename, description, ...(Array.isArray(tags) ? tags : [])].join(' '));
    };
    const count = files.filter((file) => 'id' in file && words(file).includes('gps')).length;
    resetApp(few);
    const { page, problems } = await openFirefox(few, '/');
    await expectRange(page, '1–100 of 2,500');
    await page.keyboard.press('/');
    await page.keyboard.type('gps');
    await (await find(page, 'button', 'Read all files')).click();
    const found = () => textOf(page, '[role="status"][aria-label="Files found"]');
    await expect.poll(found).toMatch(new RegExp(`^${count.toLocaleString('en')} files(?! so far)`));
    expect(rowsListed(few)).toBe(2500);
    await (await find(page, 'button', 'Overview')).click();
    const headings = () => page.$$eval('h2', (all) => all.map((each) => each.textContent));
    await expect
      .poll(headings)
      .toContainEqual(expect.stringContaining(`${count.toLocaleString('en')} files`));
    expect(problems).toEqual([]);
  });

  test('a saved view persists over a reload', async () => {
    const { page, problems } = await openFirefox(app, '/?source_project_id=176&limit=25');
    await expectRange(page, '1–25 of 31');
    await (await find(page, 'button', 'Saved views')).click();
    await (await find(page, 'button', 'Save this view')).click();
    await find(page, 'link', 'Spotify files');
    await page.goto(app.origin);
    await expectRange(page, '1–100 of 15,803');
    await (await find(page, 'button', 'Saved views')).click();
    await (await find(page, 'link', 'Spotify files')).click();
    await expectRange(page, '1–25 of 31');
    expect(problems).toEqual([]);
  });

  test('scrolling to the last of 10,000,000 rows shows the right rows without blanks', async () => {
    const { page, problems } = await openFirefox(tenMillion, '/?limit=all');
    expect((await expectDrawn(page, tenMillion))[0]).toBe(1);
    const move = (to: 'top' | 'end' | number) =>
      page.$eval(
        '[data-scroller]',
        (element, where) => {
          element.scrollTop =
            where === 'end'
              ? element.scrollHeight
              : where === 'top'
                ? 0
                : element.scrollTop + where;
        },
        to,
      );
    await move('end');
    await expect.poll(async () => (await rowsVisibleAt(page)).at(-1)?.row).toBe(MOST);
    expect((await expectDrawn(page, tenMillion)).at(-1)).toBe(MOST);

    await move(-520);
    await expect.poll(async () => (await rowsVisibleAt(page)).at(-1)?.row).toBe(MOST - 10);
    await expectDrawn(page, tenMillion);

    // A drag to the middle shows rows without gaps wherever it stops.
    await move(-4_000_000);
    await expect.poll(async () => (await rowsVisibleAt(page))[0]?.row).toBeLessThan(MOST * 0.9);
    const [middle = 0] = await expectDrawn(page, tenMillion);
    expect(middle).toBeGreaterThan(MOST * 0.1);

    // The browser handles these keys itself, with any focus; Firefox scrolls smoothly.
    const [row] = (await rowsVisibleAt(page)).slice(2);
    await (await find(page, 'link', row?.name ?? '')).focus();
    await page.keyboard.press('End');
    await expect.poll(async () => (await rowsVisibleAt(page)).at(-1)?.row).toBe(MOST);
    expect((await expectDrawn(page, tenMillion)).at(-1)).toBe(MOST);
    await page.keyboard.press('Home');
    await expect.poll(async () => (await rowsVisibleAt(page))[0]?.row).toBe(1);
    await expectDrawn(page, tenMillion);
    expect(problems).toEqual([]);
  });
});
