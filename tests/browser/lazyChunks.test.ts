import { expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { expectRange } from './explorer.ts';

const app = await startApp({ rows: 600 });

test('Details show an error if their chunk does not load, and the page keeps working', async () => {
  const { page } = await openPage(app, '/?source_project_id=176');
  await expectRange(page, '1–31 of 31');
  await page.route('**/assets/Details-*.js', (route) => route.abort());
  await page.getByRole('link', { name: 'spotify-listening-archive.json' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Details' });
  await expect.poll(() => dialog.getByRole('alert').count()).toBe(1);
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await expect.poll(() => dialog.count()).toBe(0);
  await expectRange(page, '1–31 of 31');
  expect(new URL(page.url()).search).toBe('?source_project_id=176');
});

test('Rows of the sample never appear under the name of the live source', async () => {
  const { page } = await openPage(app, '/?source=sample&source_project_id=176&search=spotify');
  await expectRange(page, '1–31 of 31');
  // The live source never responds.
  await page.route('https://www.openhumans.org/**', () => {});
  await page.getByRole('button', { name: 'Use live data' }).click();
  await expect.poll(() => page.locator('html').getAttribute('data-source')).toBe('live');
  expect(await page.getByRole('table').count()).toBe(0);
});

test('A page of a search beyond the loaded files shows a message', async () => {
  const long = await startApp({ rows: 3000 });
  const { page, problems } = await openPage(long, '/?search=overland&offset=1000');
  await page.getByRole('heading', { name: 'This page is not reached yet' }).waitFor();
  await page.getByRole('button', { name: 'Read all files' }).click();
  await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
  await expect
    .poll(() => page.getByRole('status', { name: 'Range' }).innerText())
    .toMatch(/^1,001–1,\d+ of 1,\d+$/);
  expect(problems).toEqual([]);
});
