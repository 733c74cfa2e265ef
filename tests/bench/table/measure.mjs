import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumFlags, findOrInstallChromium } from '../../../scripts/chromium.mjs';
import { buildTablePage, cache } from '../build.mjs';
import { spreads } from '../report.mjs';
import { measureProductPage } from './productPage.mjs';
import { servePages } from './serve.mjs';
import { weighScripts } from './weighScripts.mjs';

/**
 * @typedef {import('playwright-core').Browser} Browser
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('./pages/move.ts').Motion} Motion
 * @typedef {{name: string, rows: number, numbers: Record<string, number>, wrong: string[]}} Run
 */

/** With more rows than this, the page creates rows on demand. Candidates that need all rows in advance are skipped. */
const MAX_IN_MEMORY = 1_000_000;

/** @type {readonly {name: string, onDemand: boolean}[]} */
export const candidates = [
  { name: 'product', onDemand: true },
  { name: 'tanstack', onDemand: false },
  { name: 'hightable', onDemand: true },
  { name: 'react-data-grid', onDemand: false },
  { name: 'virtuoso', onDemand: true },
  { name: 'ag-grid', onDemand: true },
  { name: 'glide', onDemand: true },
];

const motions = ['steady', 'fling', 'drag'];
/** The smallest set of motions that shows whether rows are in the right places. */
const shortMotions = ['fling'];

/**
 * Measures every table at every size repeatedly, in alternation, each time in a new page, and then the full app.
 * @param {{sizes: readonly number[], repeats: number, short: boolean}} options
 */
export async function measureTables({ sizes, repeats, short }) {
  for (const { name } of candidates) await buildTablePage(name);
  const server = await servePages(join(cache, 'pages'));
  const browser = await chromium.launch({
    executablePath: await findOrInstallChromium(),
    args: [...chromiumFlags, '--js-flags=--max-old-space-size=8000'],
  });
  /** @type {Run[]} */
  const runs = [];
  try {
    for (const rows of sizes) {
      const able = candidates.filter(({ onDemand }) => onDemand || rows <= MAX_IN_MEMORY);
      for (let repeat = 0; repeat < repeats; repeat++) {
        const turn = repeat % able.length;
        for (const { name } of [...able.slice(turn), ...able.slice(0, turn)]) {
          const address = `${server.origin}/${name}/?rows=${rows}${rows > MAX_IN_MEMORY ? '&ondemand' : ''}`;
          const run = { name, rows, address, motions: short ? shortMotions : motions };
          runs.push(await runOne(browser, run));
        }
      }
    }
    const pages = short ? [] : await measureProductPage(browser, sizes, repeats);
    const summaries = sizes.flatMap((rows) =>
      candidates.flatMap(({ name }) => {
        const its = runs.filter((run) => run.name === name && run.rows === rows);
        return its.length === 0
          ? []
          : [{ name, rows, numbers: spreads(its.map((run) => run.numbers)) }];
      }),
    );
    return {
      wrong: runs.flatMap((run) => run.wrong),
      summaries,
      pages,
      chromium: browser.version(),
    };
  } finally {
    await browser.close();
    server.close();
  }
}

/** @typedef {Awaited<ReturnType<typeof measureTables>>['summaries'][number]} Summary */

/**
 * @param {Browser} browser
 * @param {{name: string, rows: number, address: string, motions: readonly string[]}} wanted
 * @returns {Promise<Run>}
 */
async function runOne(browser, { name, rows, address, motions: wanted }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(300_000);
    /** @type {string[]} */
    const wrong = [];
    page.on('pageerror', ({ message }) => wrong.push(`${name}, ${rows} rows: ${message}`));
    const weight = weighScripts(page);
    await page.goto(address);
    const opened = await page.evaluate(() => window.opened);
    const measure = await createMeter(page);
    const heap = (await measure()).heap ?? 0;
    /** @type {Record<string, number>} */
    const numbers = {
      'JavaScript, gzip bytes': await weight(),
      'navigation to first row': opened.firstRow - opened.preparing,
      'data to first row': opened.dataToFirstRow,
      heap,
      'DOM elements': await page.evaluate(() => document.querySelectorAll('*').length),
    };
    for (const motion of ['still', ...wanted]) {
      const before = await measure();
      const seen = await page.evaluate((kind) => window.move(kind), motion);
      const after = await measure();
      Object.assign(numbers, describeMotion(motion, seen, before, after));
      if (seen.wrong > 0) wrong.push(`${name}, ${rows} rows, ${motion}: ${seen.wrong} wrong rows.`);
    }
    // Subtracts the time of the measuring script itself.
    const watching = numbers['still, script per frame'] ?? 0;
    for (const motion of wanted) {
      const key = `${motion}, script per frame`;
      numbers[key] = Math.max(0, (numbers[key] ?? Number.NaN) - watching);
    }
    const seen = await page.evaluate(() => window.move('jump'));
    numbers['jump, mean'] = seen.jumps.reduce((sum, ms) => sum + ms, 0) / seen.jumps.length;
    numbers['jump, longest'] = Math.max(...seen.jumps);
    numbers['last row seen'] = seen.furthest + 1;
    if (seen.wrong > 0) wrong.push(`${name}, ${rows} rows, jump: ${seen.wrong} wrong rows.`);
    console.log(
      `${name}, ${rows.toLocaleString('en')} rows: first after ${Math.round(opened.dataToFirstRow)} ms, ` +
        wanted
          .map((motion) => `${motion} p95 ${numbers[`${motion}, p95`]?.toFixed(0)} ms`)
          .join(', '),
    );
    return { name, rows, numbers, wrong };
  } finally {
    await context.close();
  }
}

/**
 * @param {string} motion
 * @param {Motion} seen
 * @param {Record<string, number>} before
 * @param {Record<string, number>} after
 * @returns {Record<string, number>}
 */
function describeMotion(motion, { frames, blank }, before, after) {
  const sorted = frames.toSorted((a, b) => a - b);
  const total = frames.reduce((sum, ms) => sum + ms, 0);
  /** @param {number} share */
  const at = (share) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  /** @param {string} metric */
  const perFrame = (metric) =>
    (((after[metric] ?? 0) - (before[metric] ?? 0)) * 1000) / frames.length;
  return {
    [`${motion}, frames per second`]: (frames.length * 1000) / total,
    [`${motion}, p95`]: at(0.95),
    [`${motion}, p99`]: at(0.99),
    [`${motion}, frames over 50 ms`]: frames.filter((ms) => ms > 50).length,
    [`${motion}, blank`]: blank / frames.length,
    [`${motion}, script per frame`]: perFrame('script'),
    [`${motion}, layout per frame`]: perFrame('layout'),
  };
}

/**
 * Reads Chromium's metrics: seconds of script, seconds of style and layout, and bytes on the heap after a garbage
 * collection.
 * @param {Page} page
 * @returns {Promise<() => Promise<Record<string, number>>>}
 */
async function createMeter(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const values = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    return {
      script: values['ScriptDuration'] ?? NaN,
      layout: (values['LayoutDuration'] ?? NaN) + (values['RecalcStyleDuration'] ?? NaN),
      heap: values['JSHeapUsedSize'] ?? NaN,
    };
  };
}
