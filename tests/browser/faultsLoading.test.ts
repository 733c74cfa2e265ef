import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import {
  resetApp,
  allFiles,
  expectFound,
  expectRange,
  expectSearch,
  idOf,
  idsFromHere,
  listRequests,
  rowsOf,
  rowsListed,
  shownIds,
  tableOf,
  tall,
  withoutHttpErrors,
} from './explorer.ts';
import { blankPage, countSent, failureOf, passUntil, injectFault } from './faults.ts';
import { type Fault, mainFaults } from './faultTable.ts';

const rows = 1200;
const app = await startApp({ rows });
const files = await allFiles(app);
beforeEach(() => resetApp(app));

/** Advances the clock by the time until the page reports a fault. */
async function passTime(page: Page, fault: Fault, sent: () => readonly string[], times = 1) {
  for (let turn = 1; fault.seconds !== undefined && turn <= times; turn++) {
    await passUntil(page, async () => sent().length >= turn);
    await page.clock.fastForward(fault.seconds * 1000);
  }
}

describe('At the first load', () => {
  const path = '/?source_project_id=176&limit=10&offset=5';
  const spotify = files.filter(({ source_project }) => idOf(source_project) === 176);

  /** Checks that the filters are still in the form and in the URL, with the position in the list. */
  async function expectQueryKept(page: Page): Promise<void> {
    await expectSearch(page, path.slice(1));
    const chips = page.getByRole('list', { name: 'Active filters' });
    expect(await chips.innerText()).toMatch(/Project.*(?:176|Spotify)/s);
    expect(await page.getByRole('combobox', { name: 'Rows per page' }).inputValue()).toBe('10');
  }

  test.for(mainFaults)('$name shows an error, and Retry fixes it', async (fault) => {
    const { page, problems } = await blankPage(undefined, { height: 1200 });
    const { sent } = countSent(page);
    const lift = await injectFault(page, app, fault);
    await page.goto(app.origin + path);
    await passTime(page, fault, sent);
    await passUntil(page, async () => (await failureOf(page).count()) > 0);
    expect(await failureOf(page).innerText()).toMatch(fault.message);
    expect(await tableOf(page).count()).toBe(0);
    await expectQueryKept(page);
    expect(sent()).toHaveLength(fault.requests);

    await lift();
    await page.getByRole('button', { name: 'Retry' }).click();
    await expectRange(page, '6–15 of 31');
    expect(await shownIds(page)).toEqual(spotify.slice(5, 15).map(({ id }) => id));
    expect(await failureOf(page).count()).toBe(0);
    await expectQueryKept(page);
    expect(sent()).toHaveLength(fault.requests + 1);
    expect(new Set(sent()).size).toBe(1);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });
});

describe('While a list loads', () => {
  const path = '/?search=fitbit&limit=25';
  const right = files
    .filter((file) => JSON.stringify(file).toLowerCase().includes('fitbit'))
    .map(({ id }) => id);

  const transient = mainFaults.filter(({ loadRequests }) => loadRequests > 1);

  test.for(transient)('$name shows an error, and the load resumes', async (fault) => {
    const { page, problems } = await blankPage(undefined, tall);
    await page.goto(app.origin + path);
    const offer = page.getByRole('button', { name: 'Read all files' });
    await offer.waitFor();
    await rowsOf(page).first().waitFor();
    const soFar = await shownIds(page);
    const { sent } = countSent(page);
    const lift = await injectFault(page, app, fault);
    await offer.click();
    await passTime(page, fault, sent, fault.loadRequests);
    const alert = page.getByRole('region', { name: 'Reading' }).getByRole('alert');
    await passUntil(page, async () => (await alert.count()) > 0);
    expect(await alert.innerText()).toMatch(fault.message);
    expect(await alert.innerText()).toContain(
      '100 of 1,200 files are read; reading goes on from there.',
    );
    expect(sent()).toHaveLength(fault.loadRequests);
    // The loaded files stay visible and are marked as incomplete.
    expect(await shownIds(page)).toEqual(soFar);
    await expectSearch(page, path.slice(1));
    expect(await page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('fitbit');

    await lift();
    app.requests.length = 0;
    await offer.click();
    await expectFound(page, right.length);
    expect(await idsFromHere(page)).toEqual(right);
    // No row was requested twice.
    expect(rowsListed(app)).toBe(rows - 100);
    expect(new Set(listRequests(app).map(({ search }) => search)).size).toBe(
      listRequests(app).length,
    );
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });
});
