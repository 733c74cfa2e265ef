import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, holdResponses } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

/** Records every layout shift from the first paint on. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Node | null }[];
        };
        // A shift within half a second of an input is expected.
        if (hadRecentInput) continue;
        const nodes = sources.map(({ node }) =>
          node instanceof Element ? node.outerHTML.slice(0, 80) : (node?.textContent ?? ''),
        );
        shifts.push(`${value}: ${nodes.join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

function shiftsOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // The browser reports shifts within two frames.
    for (let frame = 0; frame < 2; frame++) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    return (globalThis as unknown as { shifts: string[] }).shifts;
  });
}

const addresses = [
  '/',
  '/?source_project_id=176',
  '/?datatype_id=14&source_project_id=176&search=spotify',
  '/?search=overland',
  '/?source_project_id=176&limit=0&file=1',
];

describe.each([
  ['a desktop', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
])('On %s there is no layout shift', (_where, size) => {
  test.for(addresses)('from the first paint to the last name: %s', async (path) => {
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank', size);
    await watchShifts(page);
    const letFilesCome = await holdResponses(page, /\/datafiles\//);
    const letNamesCome = await holdResponses(page, /\/public\/(datatypes|projects)\//);
    // Slow enough for the browser to paint every state of a list that loads.
    await page.route(/\/datafiles\//, async (route) => {
      await delay(200);
      await route.fallback();
    });
    await page.goto(app.origin + path);
    await page.getByRole('status', { name: 'Loading files' }).waitFor();
    letFilesCome();
    const isWhole = !path.includes('search');
    if (isWhole) await page.getByRole('table').waitFor();
    else await page.getByRole('searchbox', { name: 'Search' }).waitFor();
    await shiftsOf(page);
    letNamesCome();
    await page.waitForLoadState('networkidle');
    await page.getByRole('table').waitFor();
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    if (path.includes('176'))
      await page.getByRole('button', { name: 'Remove Project Spotify' }).waitFor();
    expect(await shiftsOf(page)).toEqual([]);
    expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  });
});

test('The test detects a layout shift', async () => {
  const { page } = await openPage({ origin: 'about:' }, 'blank');
  await watchShifts(page);
  await page.goto(app.origin);
  await page.getByRole('table').waitFor();
  await page.evaluate(() => {
    document.querySelector('main')?.prepend(document.createElement('hr'));
  });
  await expect.poll(() => shiftsOf(page).then((shifts) => shifts.length)).toBeGreaterThan(0);
});
