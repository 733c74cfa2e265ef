import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, expectRange, rowIndexes, rowsOf, scrollRows, tableOf } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

function downloads(page: Page) {
  return tableOf(page).getByRole('link', { name: /^Download ./ });
}

/** Follows a link and waits for the download, in any tab. */
async function fileFrom(page: Page, follow: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.context().waitForEvent('download'), follow()]);
  return download;
}

async function nameIn(link: Locator): Promise<string> {
  return ((await link.getAttribute('aria-label')) ?? '').slice('Download '.length);
}

describe('A download link', () => {
  test('saves the file under its name', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176');
    await expectRange(page, '1–31 of 31');
    const link = downloads(page).first();
    const download = await fileFrom(page, () => link.click());
    expect(download.suggestedFilename()).toBe(await nameIn(link));
    expect(await download.failure()).toBeNull();
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toBeTruthy();
    const params = app.requests.filter(({ path }) => path.startsWith('/data-management/'));
    expect(params.map(({ method, status }) => [method, status])).toEqual([['GET', 200]]);
    expect(problems).toEqual([]);
  });

  test('can be followed by Enter, and the page stays', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&limit=25');
    await expectRange(page, '1–25 of 31');
    const link = downloads(page).nth(1);
    const download = await fileFrom(page, () => link.press('Enter'));
    expect(download.suggestedFilename()).toBe(await nameIn(link));
    await expectRange(page, '1–25 of 31');
    expect(problems).toEqual([]);
  });

  test('keeps an unusual file name', async () => {
    const { page, problems } = await openPage(app, '/?limit=1&offset=104');
    await expectRange(page, '105 of 600');
    const link = page.getByRole('link', { name: 'Download 心率-2020-11-23.json', exact: true });
    const download = await fileFrom(page, () => link.click());
    expect(download.suggestedFilename()).toBe('心率-2020-11-23.json');
    expect(problems).toEqual([]);
  });

  test('opens without an opener or referrer', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    const all = await downloads(page).evaluateAll((links) =>
      links.map((link) => {
        const { href, target, rel, referrerPolicy } = link as HTMLAnchorElement;
        return { host: new URL(href).origin, target, rel, referrerPolicy };
      }),
    );
    expect(all.length).toBeGreaterThan(10);
    for (const link of all) {
      expect(link).toEqual({
        host: app.origin,
        target: '_blank',
        rel: 'noopener noreferrer',
        referrerPolicy: 'no-referrer',
      });
    }
    const [request] = await Promise.all([
      page.context().waitForEvent('request', (each) => each.url().includes('datafile-download')),
      fileFrom(page, () => downloads(page).first().click()),
    ]);
    expect(request.headers()['referer']).toBeUndefined();
    expect(problems).toEqual([]);
  });
});

describe('The values of a malicious uploader', () => {
  test('create no script links and do not run', async () => {
    app.faults = 'hostile';
    const { page, problems } = await openPage(app, '/?limit=600', { height: 1000 });
    await expectRange(page, '1–600 of 600');
    const height = await page.locator('[data-scroller]').evaluate((box) => box.scrollHeight);
    let refused = 0;
    for (let top = 0; top < height; top += 1500) {
      await scrollRows(page, top);
      const first = Math.floor(top / 52) + 2;
      await expect
        .poll(async () => (await rowIndexes(page)).at(-1))
        .toBeGreaterThan(Math.min(first, 600));
      const schemes = await page
        .locator('[href], [src], [action]')
        .evaluateAll((elements) =>
          elements.map((element) =>
            ['href', 'src', 'action'].map((name) => element.getAttribute(name) ?? '').join(' '),
          ),
        );
      expect(schemes.filter((text) => /javascript:|data:text/i.test(text))).toEqual([]);
      refused += await rowsOf(page).getByText('no link').count();
    }
    expect(refused).toBeGreaterThan(0);
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
    expect(await page.locator('main script, main img').count()).toBe(0);
    expect(problems).toEqual([]);
  });
});
