import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumFlags, findOrInstallChromium } from '../scripts/chromium.mjs';
import { root } from '../scripts/run.mjs';

// Takes the README's two pictures again, of the production build with the sample data. With `--all`,
// also takes every state at four widths in both themes and writes them to .cache/pictures/ for review.

/** @typedef {import('playwright-core').Page} Page */

const port = '4199';
const all = process.argv.includes('--all');

/** @param {string} name */
const press = (name) => (/** @type {Page} */ page) =>
  page
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .first()
    .click();

/** @param {Page} page */
async function readAll(page) {
  await press('Read all files')(page);
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
}

/** @param {Page} page */
async function openPicker(page) {
  const filters = page.getByRole('button', { name: /^Filters/ });
  if (await filters.isVisible()) await filters.click();
  await page.getByRole('combobox', { name: 'Project' }).click();
}

/** @param {Page} page */
async function selectTwo(page) {
  const boxes = page.getByRole('row').getByRole('checkbox');
  if (!(await boxes.first().isVisible())) return;
  await boxes.nth(2).click();
  await boxes.nth(4).click();
}

/** @param {Page} page */
async function openCohort(page) {
  const filters = page.getByRole('button', { name: /^Filters/ });
  if (await filters.isVisible()) await filters.click();
  await press('Members who share')(page);
}

/** @type {{name: string, path: string, act?: (page: Page) => Promise<unknown>, faults?: string}[]} */
const states = [
  { name: 'list', path: '/' },
  { name: 'filtered', path: '/?source_project_id=176' },
  { name: 'asking', path: '/?search=gps' },
  { name: 'read', path: '/?search=gps', act: readAll },
  { name: 'empty', path: '/?source_project_id=190' },
  { name: 'past the end', path: '/?source_project_id=176&offset=500' },
  { name: 'nonsense', path: '/?datatype_id=abc&limit=0' },
  { name: 'overview', path: '/?source_project_id=31', act: press('Overview') },
  { name: 'details', path: '/?source_project_id=176&file=57600662' },
  { name: 'take away', path: '/?source_project_id=176', act: press('Take away') },
  { name: 'saved views', path: '/?source_project_id=176', act: press('Saved views') },
  { name: 'help', path: '/', act: press('Help') },
  { name: 'members who share', path: '/?shares_datatype_id=4,13', act: openCohort },
  { name: 'picker', path: '/?source_project_id=176', act: openPicker },
  { name: 'selected', path: '/?source_project_id=176', act: selectTwo },
  { name: 'loading', path: '/', faults: 'slow:60000' },
  { name: 'refused', path: '/', faults: 'fail:1:403' },
];

/** @type {{name: string, path: string, width: number, height: number, scheme: 'light' | 'dark'}[]} */
const pictures = [
  {
    name: 'desktop-light',
    path: '/?source_project_id=176',
    width: 1280,
    height: 800,
    scheme: 'light',
  },
  { name: 'phone-dark', path: '/?source_project_id=176', width: 390, height: 844, scheme: 'dark' },
];

/**
 * Serves the page with the sample API.
 * @param {string} faults as in SAMPLE_FAULTS
 */
async function serve(faults) {
  const server = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    env: { ...process.env, PORT: port, SAMPLE_FAULTS: faults },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of server.stdout) if (String(line).includes(port)) break;
  return async () => {
    server.kill();
    await once(server, 'exit');
  };
}

const browser = await chromium.launch({
  executablePath: await findOrInstallChromium(),
  args: chromiumFlags,
});

/**
 * Opens the page for a returning visitor: without the welcome line.
 * @param {{width: number, height: number, scheme: 'light' | 'dark'}} window
 * @param {string} path
 */
async function visit({ width, height, scheme }, path) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  await context.addInitScript(() => localStorage.setItem('welcomed', 'yes'));
  const page = await context.newPage();
  await page.goto(`http://localhost:${port}${path}`);
  return page;
}

/** @param {Page} page */
async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}

try {
  let stop = await serve('');
  for (const { name, path, ...window } of pictures) {
    const page = await visit(window, path);
    await settle(page);
    if (name.startsWith('desktop')) {
      await press('Overview')(page);
      await page.getByRole('region', { name: 'Overview' }).getByRole('link').first().waitFor();
    }
    await page.screenshot({ path: join(root, 'docs', `${name}.png`) });
    await page.context().close();
  }
  const folder = join(root, '.cache', 'pictures');
  if (all) await mkdir(folder, { recursive: true });
  let serving = '';
  for (const { name, path, act, faults = '' } of all ? states : []) {
    if (faults !== serving) {
      await stop();
      stop = await serve(faults);
      serving = faults;
    }
    for (const width of [1440, 1280, 768, 390]) {
      for (const scheme of /** @type {const} */ (['light', 'dark'])) {
        const page = await visit({ width, height: 844, scheme }, path);
        if (!faults.startsWith('slow')) await settle(page);
        await act?.(page);
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(folder, `${name} ${width} ${scheme}.png`) });
        await page.context().close();
      }
    }
  }
  await stop();
} finally {
  await browser.close();
}
