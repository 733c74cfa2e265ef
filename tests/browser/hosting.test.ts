import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { openPage } from '../support/browser.ts';
import { startStaticServer } from '../support/staticServer.ts';
import {
  choose,
  downloadNames,
  expectHeading,
  expectRange,
  expectSearch,
  tableOf,
} from './explorer.ts';

const folder = '/a/sub-folder/';
const server = await startStaticServer(inject('builtPage'), folder);
afterAll(server.close);

/** Plain static hosts: they serve files under a path, and 404 for all else. */
const hosts = [
  ['at the root', '/', {}],
  ['two folders deep, compressed', '/two/deep/', { gzip: true }],
  ['with the headers that the build contains', '/', { headers: true }],
  ['with all of these', '/a/b/c/', { gzip: true, headers: true }],
] as const;

/** Every URL that the page has requested, as seen by the page. */
function requestedUrls(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    performance
      .getEntries()
      .filter(({ entryType }) => entryType === 'resource' || entryType === 'navigation')
      .map(({ name }) => name),
  );
}

describe('On a static host, in a sub-folder', () => {
  test('the sample works without a server', async () => {
    const { page, problems } = await openPage(server, `${folder}?source=sample`);
    await expectRange(page, '1–100 of 15,803');
    expect(await page.locator('html').getAttribute('data-source')).toBe('sample');
    expect(await page.getByText('Sample data', { exact: true }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '101–200 of 15,803');
    await expectSearch(page, '?offset=100&source=sample');
    await page.getByRole('combobox', { name: 'Project' }).pressSequentially('spotify');
    await page.getByRole('option', { name: 'Spotify' }).click();
    await expectRange(page, '1–31 of 31');
    await expectHeading(page, 'Spotify files');
    await expectSearch(page, '?source_project_id=176&source=sample');
    expect(new URL(page.url()).pathname).toBe(folder);
    await page.goBack();
    await expectRange(page, '101–200 of 15,803');
    const foreign = (await requestedUrls(page)).filter(
      (address) => !address.startsWith(server.origin + folder),
    );
    expect(foreign).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('a file of the sample is saved by the page itself, with its name and content', async () => {
    const { page, problems } = await openPage(
      server,
      `${folder}?source=sample&source_project_id=176`,
    );
    await expectRange(page, '1–31 of 31');
    const [name = ''] = await downloadNames(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: `Download ${name}`, exact: true })
        .first()
        .click(),
    ]);
    expect(download.suggestedFilename()).toBe(name);
    const content = await readFile(await download.path(), 'utf8');
    expect(content.length).toBeGreaterThan(50);
    expect(JSON.parse(content)).toBeTruthy();
    expect(page.context().pages()).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  test('reloading and links in new tabs stay in the folder', async () => {
    const { page, problems } = await openPage(
      server,
      `${folder}?source=sample&source_project_id=176`,
    );
    await expectRange(page, '1–31 of 31');
    await page.reload();
    await expectRange(page, '1–31 of 31');
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      tableOf(page)
        .getByRole('link', { name: 'member_02', exact: true })
        .first()
        .click({ modifiers: ['ControlOrMeta'] }),
    ]);
    await expectHeading(opened, 'Spotify files of member_02');
    expect(new URL(opened.url()).pathname).toBe(folder);
    expect(problems).toEqual([]);
  });

  test('the name in the header leads back to the folder and its sample', async () => {
    const { page, problems } = await openPage(
      server,
      `${folder}?source=sample&source_project_id=176`,
    );
    await expectRange(page, '1–31 of 31');
    await page.getByRole('link', { name: 'Open Humans Data Explorer' }).click();
    await expectRange(page, '1–100 of 15,803');
    await expectSearch(page, '?source=sample');
    expect(new URL(page.url()).pathname).toBe(folder);
    expect(problems).toEqual([]);
  });

  test('live data is the default and comes from Open Humans only', async () => {
    const { page } = await openPage(server, `${folder}?source=sample`);
    const params: string[] = [];
    await page.route('https://www.openhumans.org/**', async (route) => {
      params.push(route.request().url());
      const { pathname } = new URL(route.request().url());
      const headers = { 'Access-Control-Allow-Origin': '*' };
      const results: unknown[] = [];
      expect(pathname).toMatch(/^\/api\/public\//);
      await route.fulfill({ headers, json: { count: 0, next: null, previous: null, results } });
    });
    await page.goto(server.origin + folder);
    const empty = page.getByRole('heading', { name: 'No public data files', exact: true });
    await expect.poll(() => empty.count()).toBe(1);
    expect(await page.locator('html').getAttribute('data-source')).toBe('live');
    expect(await page.getByText('Sample data').count()).toBe(0);
    expect(params).toContain('https://www.openhumans.org/api/public/datafiles/?limit=100');
  });
});

describe.each(hosts)('On a host %s', (_how, under, hosting) => {
  test.for([
    ['', 'its folder'],
    ['index.html', 'the page by its file name'],
  ] as const)('the page works at %j: %s', async ([name]) => {
    const host = await startStaticServer(inject('builtPage'), under, hosting);
    onTestFinished(host.close);
    const { page, problems } = await openPage(host, `${under}${name}?source=sample&limit=25`);
    await expectRange(page, '1–25 of 15,803');
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectRange(page, '26–50 of 15,803');
    await expectSearch(page, '?limit=25&offset=25&source=sample');
    expect(new URL(page.url()).pathname).toBe(under + name);
    // The parts that load later: scripts, styles, a worker and texts.
    await choose(page, 'Project', 'Spotify');
    await expectRange(page, '1–25 of 31');
    await page.getByRole('searchbox', { name: 'Search' }).fill('archive');
    await page.getByRole('button', { name: /^Take away \d/ }).click();
    const [program] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'bash script' }).click(),
    ]);
    expect(await readFile(await program.path(), 'utf8')).toMatch(/^#!.*bash/);
    await page.reload();
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('archive');
    expect(await readHosting(page)).toEqual({
      foreign: [],
      isZipped: 'gzip' in hosting,
      policies: 'headers' in hosting ? 1 : 0,
    });
    expect(problems).toEqual([]);
  });
});

/** The requested URLs by origin, and the response headers of the page. */
async function readHosting(page: Page) {
  const address = new URL(page.url());
  const home = address.origin + address.pathname.replace(/[^/]*$/, '');
  const foreign = (await requestedUrls(page)).filter(
    (params) => !params.startsWith(home) && !params.startsWith('blob:'),
  );
  const response = await page.request.get(page.url());
  const headers = response
    .headersArray()
    .map(({ name, value }) => `${name}: ${value}`.toLowerCase());
  return {
    foreign,
    isZipped: headers.includes('content-encoding: gzip'),
    policies: headers.filter((header) => header.startsWith('content-security-policy: ')).length,
  };
}
