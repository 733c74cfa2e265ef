import { expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { expectRange } from './explorer.ts';

const app = await startApp({ rows: 1000 });

const STEPS = 40;
const ROWS_A_STEP = 10;

/** Events of the browser's trace, of which only those of its restyling say of how many elements. */
interface Trace {
  traceEvents: { name: string; args: { elementCount?: number } }[];
}

test('a row that is moved and filled anew has next to nothing in it restyled', async () => {
  const { page, problems } = await openPage(app, '/?limit=1000');
  await expectRange(page, '1–1,000 of 1,000');
  await page.waitForLoadState('networkidle');
  const browser = page.context().browser();
  await browser?.startTracing(page, { categories: ['devtools.timeline'] });
  await page.evaluate(
    async ([steps, by]) => {
      const scroller = document.querySelector('[data-scroller]');
      for (let step = 0; step < steps; step++) {
        scroller?.scrollBy(0, by * 52);
        await new Promise(requestAnimationFrame);
      }
    },
    [STEPS, ROWS_A_STEP] as const,
  );
  const trace = await browser?.stopTracing();
  const { traceEvents }: Trace = JSON.parse(String(trace));
  const restyled = traceEvents.reduce((sum, { args }) => sum + (args.elementCount ?? 0), 0);
  // The row itself, and what there are now more or fewer of. All in it are some thirty.
  expect(restyled / (STEPS * ROWS_A_STEP)).toBeLessThan(6);
  expect(restyled).toBeGreaterThan(STEPS * ROWS_A_STEP * 0.9);
  expect(problems).toEqual([]);
});
