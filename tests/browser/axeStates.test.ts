import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { expectAxeClean } from '../support/axe.ts';
import { openPage } from '../support/browser.ts';
import {
  resetApp,
  expectAxeCleanEverywhere,
  expectRange,
  holdResponses,
  withoutHttpErrors,
} from './explorer.ts';

const app = await startApp({ rows: 600 });
const long = await startApp({ rows: 2400 });
beforeEach(() => {
  resetApp(app);
  resetApp(long);
});

describe('axe finds nothing, in both themes, on wide and zoomed windows and on phones,', () => {
  test('while the page loads', async () => {
    app.faults = 'stall:1';
    const { page, problems } = await openPage(app, '/');
    await page.getByRole('status', { name: 'Loading files' }).waitFor();
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  test('on the first page and in its explanation', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    await page.waitForLoadState('networkidle');
    await page.getByRole('button', { name: 'why?' }).click();
    await expectAxeCleanEverywhere(page);
    // In the dark theme, the other checks cover only colour rules, because nothing else differs.
    await expectAxeClean(page);
    expect(problems).toEqual([]);
  });

  test('with filters of every kind, included and excluded, and an order', async () => {
    const { page, problems } = await openPage(
      app,
      '/?datatype_id=4&include_children=True&source_project_id__not=62&username__not=member_02&search=gps&ext__not=vcf.gz&created_start=2014-01-01&ordering=-created',
    );
    await expect.poll(() => page.getByRole('button', { name: /^Remove / }).count()).toBe(6);
    await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(1);
    await page.waitForLoadState('networkidle');
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  test('with an empty result and invalid parameters', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=190&limit=0&offset=-3');
    await page.getByRole('heading', { name: /^No public data/ }).waitFor();
    await page.getByRole('alert').waitFor();
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  test('past the end', async () => {
    const { page, problems } = await openPage(app, '/?offset=9999');
    await page.getByText('past the end').waitFor();
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  test('if the server refuses the request', async () => {
    app.faults = 'fail:1:400';
    const { page, problems } = await openPage(app, '/');
    await page.getByText('refused the request (status 400)').waitFor();
    await expectAxeCleanEverywhere(page);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('if the server is unreachable', async () => {
    const { page } = await openPage({ origin: 'about:' }, 'blank');
    await page.route('https://www.openhumans.org/**', (route) => route.abort());
    await page.goto(`${app.origin}/?source=live`);
    await page.getByRole('button', { name: 'Use the sample data' }).waitFor();
    await expectAxeCleanEverywhere(page);
  });

  test('before a load is confirmed, while it runs, and after it is paused', async () => {
    const { page, problems } = await openPage(long, '/?search=fitbit');
    const offer = page.getByRole('button', { name: 'Read all files' });
    await offer.waitFor();
    await page.waitForLoadState('networkidle');
    await expectAxeCleanEverywhere(page);
    await holdResponses(page, /offset=1100/);
    await offer.click();
    await page.getByRole('progressbar').waitFor();
    await expectAxeCleanEverywhere(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(/^Stopped at/).waitFor();
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  test('if a load fails', async () => {
    const { page, problems } = await openPage(long, '/?search=fitbit');
    await page.getByRole('button', { name: 'Read all files' }).waitFor();
    long.faults = 'fail:1:400';
    await page.getByRole('button', { name: 'Read all files' }).click();
    await page.getByRole('alert').waitFor();
    await expectAxeCleanEverywhere(page);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });

  test('while the overview counts', async () => {
    // The list is longer than the page loads without confirmation, so another filter needs a request.
    const { page, problems } = await openPage(long, '/');
    await expectRange(page, '1–100 of 2,400');
    await page.getByRole('button', { name: 'Overview', exact: true }).click();
    await page.getByRole('slider', { name: 'First day' }).waitFor();
    await page.waitForLoadState('networkidle');
    await holdResponses(page, /datafiles/);
    await page
      .getByRole('region', { name: 'Overview' })
      .getByRole('list', { name: 'Projects' })
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('heading', { name: 'Overview Counting…' }).waitFor();
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });

  test('while the previous rows stay', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    await page.waitForLoadState('networkidle');
    await holdResponses(page, /offset=100/);
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.locator('table[aria-busy="true"]').waitFor();
    await expectAxeCleanEverywhere(page);
    expect(problems).toEqual([]);
  });
});
