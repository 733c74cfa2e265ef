import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { type OpenPage, openSharedPage } from '../support/browser.ts';
import {
  downloadNames,
  allFiles,
  expectRange,
  idOf,
  searchOf,
  shownIds,
  tableOf,
  withoutHttpErrors,
} from './explorer.ts';
import { blankPage, countSent, failureOf, passUntil, injectFault } from './faults.ts';
import { faults } from './faultTable.ts';

const app = await startApp({ rows: 600 });
const files = await allFiles(app);
const project = 186;
const ids = files
  .filter(({ source_project }) => idOf(source_project) === project)
  .map(({ id }) => id);
const limit = 3;

/** All faults run in one visit, from page to page, so that each one follows the previous one. */
let visit: (OpenPage & ReturnType<typeof countSent>) | undefined;
let offset = 0;

async function nextVisit() {
  if (visit !== undefined) return visit;
  const opened = await blankPage(openSharedPage);
  visit = { ...opened, ...countSent(opened.page) };
  await opened.page.goto(`${app.origin}/?source_project_id=${project}&limit=${limit}`);
  await expectRows(opened.page);
  await opened.page.waitForLoadState('networkidle');
  return visit;
}

async function expectRows(page: Page): Promise<void> {
  await expectRange(page, `${offset + 1}–${offset + limit} of ${ids.length}`);
  expect(await shownIds(page)).toEqual(ids.slice(offset, offset + limit));
}

/** Checks that the filters are still in the form and in the URL, with the position in the list. */
async function expectQueryKept(page: Page): Promise<void> {
  expect(searchOf(page)).toBe(`?source_project_id=${project}&limit=${limit}&offset=${offset}`);
  expect(await page.getByRole('combobox', { name: 'Project' }).inputValue()).toBe('Overland');
}

describe('While paging', { shuffle: false }, () => {
  test.for(faults)(
    '$name shows an error, Retry fixes it, and no request is duplicated',
    async (fault) => {
      const { page, problems, sent, forget } = await nextVisit();
      forget();
      problems.length = 0;
      const lift = await injectFault(page, app, fault);
      await page.getByRole('button', { name: 'Next page' }).click();
      offset += limit;
      if (fault.seconds !== undefined) {
        await expect.poll(() => sent().length).toBe(1);
        await page.clock.fastForward(fault.seconds * 1000);
      }
      await passUntil(page, async () => (await failureOf(page).count()) > 0);
      expect(await failureOf(page).innerText()).toMatch(fault.message);
      expect(await failureOf(page).innerText()).toContain(
        'Your filters and your place in the list are kept.',
      );
      // The rows of the previous page would contradict the position, so the page removes them.
      expect(await tableOf(page).count()).toBe(0);
      expect(await downloadNames(page).catch(() => [])).toEqual([]);
      await expectQueryKept(page);
      expect(sent()).toHaveLength(fault.requests);

      await lift();
      await page.getByRole('button', { name: 'Retry' }).click();
      await expectRows(page);
      expect(await page.getByRole('alert').count()).toBe(0);
      await expectQueryKept(page);
      expect(sent()).toHaveLength(fault.requests + 1);
      expect(new Set(sent()).size).toBe(1);
      expect(withoutHttpErrors(problems)).toEqual([]);
    },
  );

  test('earlier pages are cached and not requested again', async () => {
    const { page, problems, sent, forget } = await nextVisit();
    forget();
    expect(offset).toBe(faults.length * limit);
    for (let turn = 0; turn < 4; turn++) {
      await page.getByRole('button', { name: 'Previous page' }).click();
      offset -= limit;
      await expectRows(page);
    }
    expect(sent()).toEqual([]);
    expect(withoutHttpErrors(problems)).toEqual([]);
  });
});
