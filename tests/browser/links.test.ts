import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import type { OpenPage, Visit } from '../support/browser.ts';
import {
  resetApp,
  allFiles,
  expectFound,
  expectRange,
  idOf,
  rowsOf,
  shownIds,
  tableOf,
  tall,
  withoutHttpErrors,
} from './explorer.ts';

// The server and the page share one clock. The server's links expire after an hour.
let now = Date.now();
const app = await startApp({ rows: 300, now: () => now });
const files = await allFiles(app);
const spotify = files.filter(({ source_project }) => idOf(source_project) === 176);
beforeEach(() => {
  resetApp(app);
  now = Date.now();
});

/** Opens a path with the clock of the server. */
async function visit(path: string, size: Visit = {}): Promise<OpenPage> {
  const opened = await openPage({ origin: 'about:' }, 'blank', {
    ...size,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await opened.page.clock.setFixedTime(now);
  await opened.page.goto(app.origin + path);
  return opened;
}

async function pass(page: Page, minutes: number): Promise<void> {
  now += minutes * 60_000;
  await page.clock.setFixedTime(now);
}

/** The ids of the files whose links were renewed, oldest first. */
function renewals(): number[] {
  return app.requests
    .filter(({ path }) => /^\/api\/public\/datafile\/\d+\/$/.test(path))
    .map(({ path }) => idOf(path));
}

/** Each download so far: the file's id and the response status. */
function followed(): [id: number, status: number][] {
  return app.requests
    .filter(({ path }) => path.startsWith('/data-management/'))
    .map(({ path, status }) => [idOf(path), status]);
}

function link(page: Page, id: number): Locator {
  return tableOf(page).locator(addressOf(id));
}

function addressOf(id: number): string {
  return `a[href*="/datafile-download/${id}/"]`;
}

/** The expected content of the file with this id. */
async function contentOf(id: number): Promise<Buffer> {
  const at = app.requests.length;
  const { download_url: address } = (await (
    await fetch(`${app.origin}/api/public/datafile/${id}/`)
  ).json()) as { download_url: string };
  const content = await (await fetch(address)).arrayBuffer();
  app.requests.length = at;
  return Buffer.from(content);
}

type Follow = (page: Page, id: number) => Promise<Buffer>;

/** Runs an action that starts a download, in any tab, and returns the content. */
async function download(page: Page, follow: () => Promise<void>): Promise<Buffer> {
  const [started] = await Promise.all([page.context().waitForEvent('download'), follow()]);
  expect(await started.failure()).toBeNull();
  return readFile(await started.path());
}

function menuOf(page: Page, id: number): Locator {
  return rowsOf(page)
    .filter({ has: page.locator(addressOf(id)) })
    .getByRole('button', { name: /^More about / });
}

async function copyFromMenu(page: Page, id: number): Promise<string> {
  await menuOf(page, id).click();
  // Uses Enter. After a click, another row's link would be under the pointer once the menu is closed, and the page
  // renews a link under the pointer.
  await page.getByRole('button', { name: /^Copy link \(/ }).press('Enter');
  const status = page.getByRole('status', { name: 'Copying' });
  await expect.poll(async () => (await status.allTextContents()).join('')).toBe('Link copied');
  await page.keyboard.press('Escape');
  return page.evaluate(() => navigator.clipboard.readText());
}

describe('A download link works on a page of any age', () => {
  test.for<[string, Follow]>([
    ['a click', (page, id) => download(page, () => link(page, id).click())],
    ['Enter', (page, id) => download(page, () => link(page, id).press('Enter'))],
    [
      'a middle click',
      async (page, id) => {
        const before = followed().length;
        await link(page, id).click({ button: 'middle' });
        // Playwright reports no event for a background tab that turns into a download, so the test asks the server.
        await expect.poll(() => followed().slice(before)).toEqual([[id, 200]]);
        return contentOf(id);
      },
    ],
    [
      'a copy from the row’s menu',
      async (page, id) => {
        const response = await fetch(await copyFromMenu(page, id));
        return Buffer.from(await response.arrayBuffer());
      },
    ],
  ])('by %s', async ([, follow]) => {
    const [first, second] = spotify.map(({ id }) => id);
    if (first === undefined || second === undefined) throw new Error('no files');
    const { page, problems } = await visit('/?source_project_id=176&limit=25');
    await expectRange(page, '1–25 of 31');
    const [one, two] = [await contentOf(first), await contentOf(second)];
    expect(one.equals(two)).toBe(false);

    expect((await follow(page, first)).equals(one)).toBe(true);
    expect(renewals()).toEqual([]);
    await pass(page, 51);
    expect((await follow(page, first)).equals(one)).toBe(true);
    expect(renewals()).toEqual([first]);
    expect((await follow(page, second)).equals(two)).toBe(true);
    expect(renewals()).toEqual([first, second]);
    // Renewed links stay fresh for another fifty minutes.
    await pass(page, 49);
    expect((await follow(page, first)).equals(one)).toBe(true);
    expect(renewals()).toEqual([first, second]);
    await pass(page, 80);
    expect((await follow(page, first)).equals(one)).toBe(true);
    expect((await follow(page, second)).equals(two)).toBe(true);
    expect(renewals()).toEqual([first, second, first, second]);
    const all = [first, first, second, first, first, second];
    expect(followed()).toEqual(all.map((id) => [id, 200]));
    expect(problems).toEqual([]);
  });
});

describe('The page renews an expired link', () => {
  const path = '/?source_project_id=176';
  const ids = spotify.map(({ id }) => id);

  test.for([
    ['the pointer hovers over it', (target: Locator) => target.hover()],
    ['it has the focus', (target: Locator) => target.focus()],
  ] as const)('when %s', async ([, approach]) => {
    const { page, problems } = await visit(path);
    await expectRange(page, '1–31 of 31');
    const [id = 0] = ids;
    const before = await link(page, id).getAttribute('href');
    await approach(link(page, id));
    expect(await link(page, id).getAttribute('href')).toBe(before);
    await page.mouse.move(0, 0);
    await page.getByRole('searchbox', { name: 'Search' }).focus();

    await pass(page, 180);
    expect((await fetch(before ?? '')).status).toBe(403);
    await approach(link(page, id));
    await expect.poll(() => link(page, id).getAttribute('href')).not.toBe(before);
    const after = await link(page, id).getAttribute('href');
    const response = await fetch(after ?? '');
    expect(response.status).toBe(200);
    expect(renewals()).toEqual([id]);
    expect(problems).toEqual([]);
  });

  test('when the page becomes visible again, but only for the visible rows', async () => {
    const { page, problems } = await visit(path);
    await expectRange(page, '1–31 of 31');
    const lookAgain = () =>
      page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await lookAgain();
    await pass(page, 51);
    const inSight = await page.locator('[data-scroller]').evaluate((scroller) => {
      const frame = scroller.getBoundingClientRect();
      const top = scroller.querySelector('thead')?.getBoundingClientRect().bottom ?? frame.top;
      return [...scroller.querySelectorAll('tbody tr')].flatMap((row) => {
        const box = row.getBoundingClientRect();
        const href = row.querySelector('a[aria-label^="Download "]')?.getAttribute('href') ?? '';
        const isSeen = box.bottom > top && box.top < frame.bottom;
        return isSeen ? [Number(/datafile-download\/(\d+)/.exec(href)?.[1])] : [];
      });
    });
    expect(inSight.length).toBeGreaterThan(5);
    expect(inSight.length).toBeLessThan(31);
    await lookAgain();
    await expect.poll(renewals).toEqual(inSight);
    await lookAgain();
    // A row that is rendered outside the viewport still has its old link.
    const hidden = (await shownIds(page)).find((id) => !inSight.includes(id)) ?? 0;
    await link(page, hidden).focus();
    await expect.poll(renewals).toContain(hidden);
    expect(renewals()).toHaveLength(inSight.length + 1);
    const renewed = await link(page, inSight[0] ?? 0).getAttribute('href');
    expect((await fetch(renewed ?? '')).status).toBe(200);
    expect(problems).toEqual([]);
  });

  test('before the menu shows its expiry time', async () => {
    const { page, problems } = await visit(path);
    await expectRange(page, '1–31 of 31');
    const [id = 0] = ids;
    const until = (at: number) =>
      page.evaluate(
        (moment) =>
          new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(moment),
        at,
      );
    const copy = page.getByRole('button', { name: /^Copy link \(/ });
    await menuOf(page, id).click();
    expect(await copy.innerText()).toBe(`Copy link (valid until ${await until(now + 3_600_000)})`);
    await page.keyboard.press('Escape');
    await pass(page, 180);
    await menuOf(page, id).click();
    await expect
      .poll(() => copy.innerText())
      .toBe(`Copy link (valid until ${await until(now + 3_600_000)})`);
    expect(renewals()).toEqual([id]);
    expect(problems).toEqual([]);
  });

  test.for([
    ['a member', (file: (typeof files)[number]) => file.user.username !== null],
    ['a hidden member', (file: (typeof files)[number]) => file.user.username === null],
  ] as const)(
    'from the file list of %s if the server does not serve single files',
    async ([, isWanted]) => {
      app.faults = 'missing:datafile';
      const project = idOf(files.find(isWanted)?.source_project ?? '');
      const { page, problems } = await visit(`/?source_project_id=${project}`, tall);
      await expect.poll(() => rowsOf(page).count()).toBeGreaterThan(0);
      const shown = new Set(await shownIds(page));
      const file = files.find((each) => shown.has(each.id) && isWanted(each));
      if (file === undefined) throw new Error('The page lists no such file.');
      app.faults = '';
      const content = await contentOf(file.id);
      app.faults = 'missing:datafile';
      app.requests.length = 0;
      await pass(page, 180);
      const got = await download(page, () => link(page, file.id).click());
      expect(got.equals(content)).toBe(true);
      const list =
        file.user.username === null ? `project/${project}` : `member/${file.user.username}`;
      expect(app.requests.map(({ path: params, status }) => [params, status])).toEqual([
        [`/api/public/datafile/${file.id}/`, 404],
        [`/api/public/${list}/datafiles/`, 200],
        [`/data-management/datafile-download/${file.id}/`, 200],
      ]);
      // The page does not probe a second time whether the server serves single files.
      const other = [...shown].find((id) => id !== file.id) ?? 0;
      await download(page, () => link(page, other).click());
      expect(renewals()).toEqual([file.id]);
      expect(withoutHttpErrors(problems)).toEqual([]);
    },
  );
});

describe('A withdrawn file', () => {
  const ids = spotify.map(({ id }) => id);

  function withdraw(page: Page, id: number): Promise<unknown> {
    return page.route(`**/api/public/datafile/${id}/`, (route) =>
      route.fulfill({ status: 404, json: { detail: 'Not found.' } }),
    );
  }

  function notice(page: Page): Locator {
    return page.getByRole('status').filter({ hasText: 'No longer public' });
  }

  test.for([
    ['server', '/?source_project_id=176'],
    ['page', '/?source_project_id=176&search=spotify'],
  ] as const)('is reported and leaves the list, by the %s', async ([, path]) => {
    const { page, problems } = await visit(path);
    await expect.poll(() => rowsOf(page).count()).toBeGreaterThan(2);
    const count = Number(
      /of (\d+)$/.exec(
        (await page.getByRole('status', { name: 'Range' }).textContent()) ?? '',
      )?.[1],
    );
    const [first = 0, second = 0] = await shownIds(page);
    expect(ids).toContain(second);
    await withdraw(page, second);
    await pass(page, 51);
    await link(page, first).hover();
    await expect.poll(renewals).toEqual([first]);
    await link(page, second).click();
    const name = files.find(({ id }) => id === second)?.basename ?? '';
    await expect
      .poll(() => notice(page).allInnerTexts())
      .toEqual([`No longer public, and taken out of the list: “${name}”.`]);
    await expectRange(page, `1–${count - 1} of ${count - 1}`);
    await expectFound(page, count - 1);
    expect(await shownIds(page)).not.toContain(second);
    expect(await shownIds(page)).toContain(first);
    // No click followed a dead URL.
    expect(followed()).toEqual([]);
    expect(page.context().pages()).toHaveLength(1);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('is detected through its member’s list if the server does not serve single files', async () => {
    app.faults = 'missing:datafile';
    const { page, problems } = await visit('/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    const [gone = 0] = ids;
    await page.route('**/api/public/member/*/datafiles/**', async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { count: number; results: { id: number }[] };
      const results = body.results.filter(({ id }) => id !== gone);
      await route.fulfill({ response, json: { ...body, count: results.length, results } });
    });
    await pass(page, 51);
    await link(page, gone).focus();
    await expect.poll(() => notice(page).count()).toBe(1);
    await expectRange(page, '1–30 of 30');
    expect(await link(page, gone).count()).toBe(0);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });
});

describe('An invalid link', () => {
  test('is shown as text, and no menu copies it', async () => {
    app.faults = 'hostile';
    const { page, problems } = await visit('/?limit=1000');
    await expectRange(page, '1–300 of 300');
    const refused = rowsOf(page).filter({ hasText: 'no link' });
    await expect.poll(() => refused.count()).toBeGreaterThan(0);
    const row = refused.first();
    expect(await row.getByRole('link', { name: /^Download/ }).count()).toBe(0);
    await row.getByRole('button', { name: /^More about / }).click();
    await expect.poll(() => page.getByRole('button', { name: /^Copy permanent/ }).count()).toBe(1);
    expect(await page.getByRole('button', { name: /^Copy link \(/ }).count()).toBe(0);
    const links = await page
      .locator('[href]')
      .evaluateAll((found) => found.map((each) => each.getAttribute('href') ?? ''));
    expect(links.filter((address) => /^\s*(?:javascript|data|vbscript):/i.test(address))).toEqual(
      [],
    );
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    expect(problems).toEqual([]);
  });
});

describe('A renewed link is validated like a listed one', () => {
  const path = '/?source_project_id=176';
  const [id = 0] = spotify.map((file) => file.id);

  /** Makes the server return this link when the page requests the file again. */
  async function renewWith(page: Page, change: (url: string) => string): Promise<void> {
    await page.route(`**/api/public/datafile/${id}/`, async (route) => {
      const response = await route.fetch();
      const row = (await response.json()) as { download_url: string };
      const json = { ...row, download_url: change(row.download_url) };
      await route.fulfill({ response, json });
    });
  }

  test.for([
    ['a second line', (url: string) => `${url}\ntouch PWNED\n`, '%20PWNED'],
    ['carriage returns and tabs', (url: string) => `\t${url}\r\rtouch\tPWNED`, 'touchPWNED'],
    ['control characters', (url: string) => `${url}\u0000\u001B[31mx`, '%00%1B[31mx'],
    ['bidi characters', (url: string) => `${url}\u202Egpj`, '%E2%80%AEgpj'],
  ] as const)('the menu copies one line for a link with %s', async ([, change, end]) => {
    const { page, problems } = await visit(path);
    await expectRange(page, '1–31 of 31');
    await renewWith(page, change);
    await pass(page, 51);
    const text = await copyFromMenu(page, id);
    expect(text).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/data-management\/[!-~]+$/);
    expect(text.endsWith(end), text).toBe(true);
    expect(await link(page, id).getAttribute('href')).toBe(text);
    // The row's own link copies the same text.
    await link(page, id).focus();
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await page.keyboard.press('Control+c');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(text);
    expect(problems).toEqual([]);
  });

  test.for([
    ['javascript:globalThis.pwned=1'],
    ['https://www.openhumans.org@evil.example/1'],
    ['touch PWNED'],
    [''],
  ])('%j is not a link: the page neither copies nor follows it', async ([hostile = '']) => {
    const { page, problems } = await visit(path);
    await expectRange(page, '1–31 of 31');
    await renewWith(page, () => hostile);
    await pass(page, 51);
    await page.evaluate(() => navigator.clipboard.writeText('nothing copied'));
    const old = await link(page, id).getAttribute('href');
    const row = rowsOf(page).filter({ has: page.locator(addressOf(id)) });
    const place = (await row.getAttribute('aria-rowindex')) ?? '';
    await link(page, id).dispatchEvent('click');
    const same = tableOf(page).locator(`[aria-rowindex="${place}"]`);
    await expect.poll(() => same.getByText('no link', { exact: true }).count()).toBe(1);
    expect(await page.locator(`a[href="${old}"]`).count()).toBe(0);
    await same.getByRole('button', { name: /^More about / }).click();
    await page.getByRole('button', { name: 'Copy permanent API link' }).waitFor();
    expect(await page.getByRole('button', { name: /^Copy link \(/ }).count()).toBe(0);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('nothing copied');
    expect(page.context().pages()).toHaveLength(1);
    expect(page.url()).toBe(app.origin + path);
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    expect(followed()).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('exports its parsed form, or omits it', async () => {
    const { page, problems } = await visit('/?source_project_id=176&limit=2');
    await expectRange(page, '1–2 of 31');
    const hostile = ['https://www.openhumans.org/a\nb c\u202E', 'javascript:alert(1)'];
    await page.route(/\/api\/public\/project\/176\/datafiles\//, async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { results: { download_url: string }[] };
      const results = body.results.map((row, index) => ({
        ...row,
        download_url: hostile[index] ?? row.download_url,
      }));
      await route.fulfill({ response, json: { ...body, results } });
    });
    await page.reload();
    await expectRange(page, '1–2 of 31');
    await page.getByRole('button', { name: /^Take away \d/ }).click();
    await page.getByRole('checkbox', { name: /^With download links/ }).check();
    const written = new Map<string, string>();
    for (const format of ['CSV', 'JSON', 'NDJSON']) {
      const [started] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: format, exact: true }).click(),
      ]);
      written.set(format, await readFile(await started.path(), 'utf8'));
    }
    for (const [format, text] of written) {
      expect(text, format).toContain('https://www.openhumans.org/ab%20c%E2%80%AE');
      expect(text, format).not.toContain('javascript:');
      expect(text, format).not.toContain('\u202E');
    }
    const { files: exported } = JSON.parse(written.get('JSON') ?? '') as {
      files: { download_url: string | null }[];
    };
    const links = exported.map(({ download_url }) => download_url);
    expect(links).toContain(null);
    expect(links.filter((each) => each !== null && !/^https?:\/\/[!-~]+$/.test(each))).toEqual([]);
    expect(problems).toEqual([]);
  });
});
