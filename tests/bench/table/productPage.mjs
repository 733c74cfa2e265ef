import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../../../scripts/run.mjs';
import { spreads } from '../report.mjs';
import { weighScripts } from './weighScripts.mjs';

const port = '4182';

/** Delay in ms that simulates a distant server. A local server responds before the page's scripts have run. */
const FAR_MS = 400;

/**
 * Measures the app as `npm start` serves it with the sample API: the time until the first row, and the size of its
 * scripts.
 * @param {import('playwright-core').Browser} browser
 * @param {readonly number[]} sizes
 * @param {number} repeats
 */
export async function measureProductPage(browser, sizes, repeats) {
  const summaries = [];
  const [least = 0] = sizes;
  for (const { rows, lateMs } of [
    ...sizes.map((size) => ({ rows: size, lateMs: 0 })),
    { rows: least, lateMs: FAR_MS },
  ]) {
    const { origin, stop } = await serve(rows, lateMs);
    try {
      const runs = [];
      for (let repeat = 0; repeat < repeats; repeat++) runs.push(await openOnce(browser, origin));
      summaries.push({ rows, lateMs, numbers: spreads(runs) });
    } finally {
      await stop();
    }
  }
  return summaries;
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin
 */
async function openOnce(browser, origin) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const weight = weighScripts(page);
    await page.addInitScript(() => {
      const look = () => {
        const row = document.querySelector('[aria-label="Public data files"] tbody tr');
        if (row === null || row.textContent === '') requestAnimationFrame(look);
        else requestAnimationFrame(() => performance.mark('first row'));
      };
      requestAnimationFrame(look);
    });
    await page.goto(origin);
    const time = await page.waitForFunction(
      () => performance.getEntriesByName('first row')[0]?.startTime,
    );
    const firstRow = (await time.jsonValue()) ?? NaN;
    // Lower limit for any page: the first row needs both the page and the API response.
    const earliest = await page.evaluate(() => {
      const { loadEventEnd = 0 } =
        performance.getEntriesByType('navigation').find((each) => 'loadEventEnd' in each) ?? {};
      const answer = performance
        .getEntriesByType('resource')
        .find(({ name }) => name.includes('/datafiles/'));
      const answered = answer === undefined ? 0 : answer.startTime + answer.duration;
      return Math.max(Number(loadEventEnd), answered);
    });
    return {
      'JavaScript, gzip bytes': await weight(),
      'navigation to first row': firstRow,
      'page loaded and API response received': earliest,
      'first row, of that': firstRow / earliest,
    };
  } finally {
    await context.close();
  }
}

/**
 * Serves the app's build with a sample of `rows` rows, and delays each API response by `lateMs`.
 * @param {number} rows
 * @param {number} lateMs
 * @returns {Promise<{origin: string, stop: () => Promise<void>}>}
 */
export async function serve(rows, lateMs = 0) {
  const server = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    env: {
      ...process.env,
      PORT: port,
      SAMPLE_ROWS: String(rows),
      SAMPLE_FAULTS: lateMs > 0 ? `slow:${lateMs}` : '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of server.stdout) if (String(line).includes(port)) break;
  const stop = async () => {
    server.kill();
    await once(server, 'exit');
  };
  return { origin: `http://localhost:${port}/`, stop };
}
