import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { type ApiFile, allFiles, expectFound, expectHeading, idOf } from './explorer.ts';

const app = await startApp();

/** The role and name of the focused element, from the accessibility tree. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return 'nothing';
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    const name = element.getAttribute('aria-label') ?? label ?? element.textContent;
    return name.replaceAll(/\s+/g, ' ').trim();
  });
}

/** Presses Tab until the focused element is called `name`. The focus must never be lost on the way. */
async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let steps = 0; steps < 80; steps++) {
    const now = await focused(page);
    if (name.test(now)) return;
    passed.push(now);
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not lead to ${name}; it led to ${passed.join(' | ')}`);
}

test('the user finds, opens and exports the Spotify files of one member in 2022 by keyboard alone', async () => {
  const is2022 = ({ created }: ApiFile) => new Date(created).getUTCFullYear() === 2022;
  const spotify = (await allFiles(app)).filter((file) => idOf(file.source_project) === 176);
  const member = spotify.find((file) => is2022(file) && file.user.username !== null)?.user.username;
  if (member == null) throw new Error('The sample has no Spotify files of 2022.');
  const expected = spotify.filter((file) => is2022(file) && file.user.username === member);

  const { page, problems } = await openPage(app, '/');
  await expectFound(page, 15803);
  await page.keyboard.press('Tab');

  await tabTo(page, /^Project$/);
  await page.keyboard.type('spotify');
  await page.keyboard.press('Enter');
  await expectHeading(page, 'Spotify files');

  await tabTo(page, /^Username$/);
  await page.keyboard.type(member);
  await page.keyboard.press('Enter');
  await expectHeading(page, `Spotify files of ${member}`);

  // A date field consists of parts, in the order of the browser's locale. Enters the first day of 2022.
  await tabTo(page, /^Created from$/);
  await page.keyboard.type('01012022');
  await tabTo(page, /^Created to$/);
  await page.keyboard.type('12312022');
  await expectHeading(page, `Spotify files of ${member} created from 2022-01-01 to 2022-12-31`);
  await expectFound(page, expected.length);

  const names = new Set(expected.map(({ basename }) => basename));
  await tabTo(page, new RegExp(`^(${[...names].join('|').replaceAll('.', '\\.')})$`));
  await page.keyboard.press('Enter');
  const details = page.getByRole('dialog', { name: /details/i });
  await details.getByRole('heading', { level: 2 }).waitFor();
  const opened = await details.getByRole('heading', { level: 2 }).textContent();
  expect([...names]).toContain(opened);
  await page.keyboard.press('Escape');
  await expect.poll(() => details.count()).toBe(0);
  // Closing the details returns the focus.
  expect([...names]).toContain(await focused(page));

  await tabTo(page, /^Take away/, 'Shift+Tab');
  expect(await focused(page)).toMatch(new RegExp(`^Take away ${expected.length} files?$`));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Take away' }).waitFor();
  await tabTo(page, /^NDJSON$/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  const ids = text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const { id } = JSON.parse(line) as { id?: number };
      return id ?? [];
    });
  expect(ids.toSorted((a, b) => a - b)).toEqual(
    expected.map(({ id }) => id).toSorted((a, b) => a - b),
  );
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(await focused(page)).toMatch(/^Take away/);
  expect(problems).toEqual([]);
});
