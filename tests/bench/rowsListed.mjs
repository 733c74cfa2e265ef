import { chromium } from 'playwright-core';
import { chromiumFlags, findOrInstallChromium } from '../../scripts/chromium.mjs';
import { serve } from './table/productPage.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * Tasks of a visitor, and the maximum number of pages that the server may list for each.
 * @type {readonly {task: string, most: number, act: (page: Page, origin: string) => Promise<unknown>}[]}
 */
const tasks = [
  { task: 'the first page', most: 1, act: (page, origin) => page.goto(origin) },
  { task: 'the next page', most: 1, act: (page) => press(page, 'Next page') },
  { task: 'back to a page seen', most: 0, act: (page) => press(page, 'Previous page') },
  {
    task: 'a project’s first page',
    most: 1,
    act: (page, origin) => page.goto(`${origin}?source_project_id=176`),
  },
  { task: 'all rows, from top to end in ten flings', most: 15, act: flingThrough },
];

/**
 * Prints how many rows the server lists and how many the page shows for each task.
 * @returns {Promise<string[]>} the exceeded limits
 */
export async function measureRowsListed() {
  const { origin, stop } = await serve(15_803);
  const browser = await chromium.launch({
    executablePath: await findOrInstallChromium(),
    args: chromiumFlags,
  });
  const wrong = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    let listed = 0;
    /** @type {Promise<void>[]} */
    const counts = [];
    page.on('response', (response) => {
      if (!new URL(response.url()).pathname.endsWith('/datafiles/')) return;
      const count = async () => {
        listed += (await response.json()).results.length;
      };
      counts.push(count());
    });
    for (const { task, most, act } of tasks) {
      listed = 0;
      await act(page, origin);
      await settle(page);
      await Promise.all(counts.splice(0));
      const seen = await page.getByRole('status', { name: 'Range' }).textContent();
      console.log(`${task}: ${listed} rows listed, ${seen} shown`);
      if (listed > most * 100) wrong.push(`${task}: ${listed} rows listed, limit ${most * 100}.`);
    }
    return wrong;
  } finally {
    await browser.close();
    await stop();
  }
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function press(page, name) {
  await page.getByRole('button', { name, exact: true }).click();
}

/**
 * @param {Page} page
 * @param {string} origin
 */
async function flingThrough(page, origin) {
  await page.goto(`${origin}?limit=all`);
  await settle(page);
  for (let flung = 1; flung <= 10; flung++) {
    await page.locator('[data-scroller]').evaluate(async (element, share) => {
      const from = element.scrollTop;
      const to = (element.scrollHeight - element.clientHeight) * share;
      for (let frame = 1; frame <= 12; frame++) {
        element.scrollTop = from + ((to - from) * frame) / 12;
        await new Promise(requestAnimationFrame);
      }
    }, flung / 10);
    await page.waitForTimeout(300);
    await settle(page);
  }
}

/**
 * Waits until all rows are loaded and no request is pending.
 * @param {Page} page
 */
async function settle(page) {
  await page.locator('tbody tr').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}
