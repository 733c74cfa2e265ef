import { expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { expectRange } from './explorer.ts';

const app = await startApp({ rows: 1000 });

const STEPS = 40;
const ROWS_A_STEP = 10;

/** Events of the browser's trace. Only style recalculations have an element count. */
interface Trace {
  traceEvents: { name: string; args: { elementCount?: number } }[];
}

test('Updating a recycled row restyles only a few of its elements', async () => {
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
  // The row itself and the elements that the update adds or removes. A row has about thirty elements.
  expect(restyled / (STEPS * ROWS_A_STEP)).toBeLessThan(6);
  expect(restyled).toBeGreaterThan(STEPS * ROWS_A_STEP * 0.9);
  expect(problems).toEqual([]);
});
