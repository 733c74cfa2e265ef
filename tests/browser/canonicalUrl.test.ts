import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { listen, serveFiles } from '../support/staticServer.ts';
import { resetApp, expectRange, allFiles, idOf } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

/** Clicks a copy button and returns the text of the clipboard. */
async function copied(page: Page, name: string): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText('nothing copied'));
  await page.getByRole('button', { name, exact: true }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .not.toBe('nothing copied');
  return page.evaluate(() => navigator.clipboard.readText());
}

async function download(page: Page, name: string): Promise<string> {
  const [started] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return readFile(await started.path(), 'utf8');
}

describe('Unknown parameters and the hash of a shared link', () => {
  const extras = ['&x=;touch{,PWNED};', '&format=PWNED', '&PWNED', '#;touch{,PWNED}'].join('');

  test('stay in the address bar but do not appear in exports', async () => {
    const { page, problems } = await openPage(
      app,
      `/?source_project_id=176&search=it's${extras}`,
      clipboard,
    );
    await page.getByRole('button', { name: /^Take away \d/ }).waitFor();
    expect(page.url()).toContain('PWNED');
    const url = `${app.origin}/?source_project_id=176&search=it%27s`;
    expect(await copied(page, 'Copy link')).toBe(url);
    expect(await page.locator('.printed').textContent()).toBe(url);
    await page.getByRole('button', { name: /^Take away \d/ }).click();
    const outputs = new Map<string, string>();
    for (const name of ['CSV', 'JSON', 'NDJSON', 'Python script', 'bash script']) {
      outputs.set(name, await download(page, name));
    }
    for (const name of ['curl', 'Python', 'R', 'JavaScript']) {
      await page.getByRole('button', { name, exact: true }).click();
      outputs.set(name, await copied(page, `Copy ${name}`));
    }
    for (const [name, text] of outputs) expect(text, name).not.toContain('PWNED');
    expect(JSON.parse(outputs.get('JSON') ?? '')).toMatchObject({ about: { address: url } });
    expect(problems).toEqual([]);
  });

  test('do not appear in a citation', async () => {
    const [file] = await allFiles(app);
    if (file === undefined) throw new Error('no files');
    const path = `/?source_project_id=${idOf(file.source_project)}&file=${file.id}${extras}`;
    const { page, problems } = await openPage(app, path, clipboard);
    await page.getByRole('dialog', { name: 'Details' }).waitFor();
    for (const name of ['Copy citation', 'Copy BibTeX', 'Copy permanent API link']) {
      expect(await copied(page, name), name).not.toContain('PWNED');
    }
    expect(problems).toEqual([]);
  });

  test('do not appear in a saved view', async () => {
    const { page, problems } = await openPage(app, `/?source_project_id=176${extras}`);
    await expectRange(page, '1–31 of 31');
    await page.getByRole('button', { name: 'Saved views', exact: true }).click();
    await page.getByRole('button', { name: 'Save this view' }).click();
    const views = page.getByRole('dialog', { name: 'Saved views' });
    await views.getByRole('list', { name: 'Saved views' }).waitFor();
    expect(await download(page, 'Export')).not.toContain('PWNED');
    expect(problems).toEqual([]);
  });
});

test.each(["/it's(1)*!;~/", '/$(touch PWNED)/&|/', '/ünï/'])(
  'A copied link from the folder %s has safe characters only and leads back to the page',
  async (folder) => {
    const serve = serveFiles(inject('builtPage'), { under: '/page/' });
    const server = await listen((incoming, outgoing) => {
      incoming.url = decodeURI(incoming.url ?? '')
        .replaceAll(/%[\dA-F]{2}/g, decodeURIComponent)
        .replace(folder, '/page/');
      void serve(incoming, outgoing);
    });
    onTestFinished(server.close);
    const path = `${encodeURI(folder)}?source=sample&source_project_id=176`;
    const { page, problems } = await openPage(server, path, clipboard);
    await expectRange(page, '1–31 of 31');
    const url = await copied(page, 'Copy link');
    expect(url.slice(server.origin.length)).toMatch(
      /^\/[\w./%-]+\?source_project_id=176&source=sample$/,
    );
    await page.goto(url);
    await expectRange(page, '1–31 of 31');
    expect(problems).toEqual([]);
  },
);
