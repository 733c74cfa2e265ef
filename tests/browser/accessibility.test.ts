import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, expectRange, expectSearch, tableOf } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

describe('Assistive technology', () => {
  test('finds a table with rows, headings and cells', async () => {
    const { page, problems } = await openPage(app, '/?limit=2&source_project_id=176');
    await expectRange(page, '1–2 of 31');
    await expect.poll(() => tableOf(page).ariaSnapshot()).toContain('link "Spotify"');
    const snapshot = await tableOf(page).ariaSnapshot();
    expect(snapshot).toContain('- table "Public data files"');
    expect(snapshot.match(/^ *- rowgroup/gm)).toHaveLength(2);
    expect(snapshot.match(/^ *- row /gm)).toHaveLength(3);
    expect(snapshot.match(/^ *- columnheader /gm)).toHaveLength(8);
    expect(snapshot.match(/^ *- cell/gm)).toHaveLength(16);
    expect(snapshot).toMatch(/columnheader "Created"/);
    expect(problems).toEqual([]);
  });

  test('finds the same in Chromium’s accessibility tree', async () => {
    const { page, problems } = await openPage(app, '/?limit=2&source_project_id=176');
    await expectRange(page, '1–2 of 31');
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const roles = nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role }) => String(role?.value ?? ''));
    const count = (wanted: string) => roles.filter((role) => role === wanted).length;
    expect(count('table')).toBe(1);
    expect(count('row')).toBe(3);
    expect(count('columnheader')).toBe(8);
    expect(count('cell')).toBe(16);
    expect(problems).toEqual([]);
  });

  test('finds one main landmark, one heading of level 1, and the named landmarks', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    for (const role of ['banner', 'main', 'contentinfo'] as const) {
      expect(await page.getByRole(role).count(), role).toBe(1);
    }
    expect(await page.getByRole('search', { name: 'Filters' }).count()).toBe(1);
    expect(await page.getByRole('navigation', { name: 'Pages' }).count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(problems).toEqual([]);
  });
});

describe('The keyboard alone', () => {
  /** The accessible name of the focused element. */
  function focused(page: Page): Promise<string> {
    return page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return 'nothing';
      const field = element as HTMLInputElement;
      const named = field.labels?.[0] ?? element;
      const spoken = named.cloneNode(true) as HTMLElement;
      // The label's own text, without nested controls and hidden parts.
      for (const silent of spoken.querySelectorAll('[aria-hidden="true"], select')) silent.remove();
      return element.getAttribute('aria-label') ?? (spoken.textContent ?? '').trim();
    });
  }

  test('reaches every control, in the order of the page', async () => {
    const { page, problems } = await openPage(app, '/?limit=1&source_project_id=176');
    await expectRange(page, '1 of 31');
    await page.waitForLoadState('networkidle');
    const seen: string[] = [];
    for (let count = 0; count < 60; count++) {
      await page.keyboard.press('Tab');
      const name = await focused(page);
      if (name === 'nothing' || (seen.length > 0 && name === seen[0])) break;
      // Each part of a date field is a tab stop.
      if (name !== seen.at(-1)) seen.push(name);
    }
    const wanted = [
      'Open Humans Data Explorer',
      'Use live data',
      'Theme: system',
      'Data type',
      'Project',
      'Clear Project',
      'Username',
      'Search',
      'Created from',
      'Created to',
      'Remove Project Spotify',
      'Clear all',
      'Copy link',
      'Columns',
      'why?',
      'Select all 31 files',
      'File',
      'Data types',
      'Project',
      'Member',
      'Created',
      'Music listening',
      'Spotify',
      'First page',
      'Previous page',
      'Page',
      'Next page',
      'Last page',
      'Rows per page',
    ];
    expect(seen.filter((name) => wanted.includes(name))).toEqual(wanted);
    const download = seen.findIndex((name) => name.startsWith('Download '));
    expect(download).toBeGreaterThan(seen.indexOf('Spotify'));
    expect(download).toBeLessThan(seen.indexOf('First page'));
    expect(problems).toEqual([]);
  });

  test('follows links, operates buttons and returns', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&limit=25');
    await expectRange(page, '1–25 of 31');
    await page.getByRole('button', { name: 'Next page' }).focus();
    await page.keyboard.press('Space');
    await expectRange(page, '26–31 of 31');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('1');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await expectRange(page, '1–25 of 31');
    const member = tableOf(page).getByRole('link', { name: 'member_02', exact: true }).first();
    await member.focus();
    await page.keyboard.press('Enter');
    await expectSearch(page, '?source_project_id=176&username=member_02&limit=25');
    await page.goBack();
    await expectRange(page, '1–25 of 31');
    expect(problems).toEqual([]);
  });

  test('keeps the focused element visible', async () => {
    const { page, problems } = await openPage(app, '/?limit=50');
    await expectRange(page, '1–50 of 600');
    await tableOf(page)
      .getByRole('link', { name: /^Download ./ })
      .first()
      .focus();
    for (let count = 0; count < 60; count++) {
      await page.keyboard.press('Tab');
      const place = await page.evaluate(() => {
        const element = document.activeElement;
        const box = element?.getBoundingClientRect();
        const scroller = document.querySelector('[data-scroller]')?.getBoundingClientRect();
        const head = document.querySelector('thead')?.getBoundingClientRect();
        if (!box || !scroller || !head || !element?.closest('tbody')) return 'outside the rows';
        return box.bottom <= scroller.bottom + 1 && box.top >= head.bottom - 1
          ? 'visible'
          : 'hidden';
      });
      expect(place).not.toBe('hidden');
      if (place === 'outside the rows') break;
    }
    expect(problems).toEqual([]);
  });
});
