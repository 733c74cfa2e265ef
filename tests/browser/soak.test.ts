import type { CDPSession, Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { randomFrom } from '../support/randomFrom.ts';
import { filesFound, rowIndexes, scrollRows, tableOf } from './explorer.ts';

/** Steps before the first measurement, and again before the second. Each step takes a minute of the page's clock. */
const STEPS = Number(process.env['SOAK_STEPS'] ?? 20);
const SEED = Number(process.env['SOAK_SEED'] ?? 20_250_902);

const app = await startApp({ rows: 2500 });

/**
 * Memory that a visit retains: bytes of its scripts' objects and strings, and nodes that are or were in its documents.
 */
interface MemoryUse {
  heap: number;
  detached: number;
  nodes: number;
  listeners: number;
}

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
}

/** Measures after a garbage collection. Excludes what the engine allocates for scripts (compiled code, shapes). */
async function measure(session: CDPSession): Promise<MemoryUse> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
  return {
    ...(await heapOf(session)),
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
  };
}

async function heapOf(session: CDPSession): Promise<Pick<MemoryUse, 'heap' | 'detached'>> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await session.send('HeapProfiler.takeHeapSnapshot');
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const state = fields.indexOf('detachedness');
  const countedTypes = new Set(
    ['object', 'array', 'string', 'concatenated string', 'sliced string', 'closure', 'number'].map(
      (name) => types[0].indexOf(name),
    ),
  );
  let [heap, detached] = [0, 0];
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (countedTypes.has(nodes[at + type] ?? -1)) heap += nodes[at + size] ?? 0;
    if (nodes[at + state] === 2) detached++;
  }
  return { heap, detached };
}

/** Counts concurrent requests of loads. Returns a function that gives the maximum. */
async function watchLoads(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const { fetch } = window;
    const open = new Set<Request>();
    Object.assign(window, { mostLoads: 0 });
    window.fetch = async (input, init) => {
      const request = new Request(input, init);
      const { pathname, searchParams } = new URL(request.url);
      if (!pathname.endsWith('/datafiles/') || searchParams.get('limit') !== '500') {
        return fetch(input, init);
      }
      open.add(request);
      // An aborted request no longer counts, although the browser may settle it later.
      const now = [...open].filter(({ signal }) => !signal.aborted).length;
      const before = (window as unknown as { mostLoads: number }).mostLoads;
      Object.assign(window, { mostLoads: Math.max(before, now) });
      try {
        return await fetch(request);
      } finally {
        open.delete(request);
      }
    };
  });
  return () => page.evaluate(() => (window as unknown as { mostLoads: number }).mostLoads);
}

interface Action {
  name: string;
  /** The element to click or fill. The action is possible while it is visible. */
  on: Locator;
  /** The action; a click by default. */
  perform?: (on: Locator) => Promise<unknown>;
}

function actionsOn(page: Page, { below, pick }: ReturnType<typeof randomFrom>): Action[] {
  const button = (name: string | RegExp) =>
    page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });
  const pressed = (name: string): Action => ({ name, on: button(name) });
  const chosen = (name: string, texts: [string, ...string[]]): Action => ({
    name,
    on: page.getByRole('combobox', { name, exact: true }),
    perform: async (on) => {
      await on.fill(pick(texts));
      await on.press('Enter');
    },
  });
  const any = (locator: Locator) => locator.nth(below(5));
  const filled = (on: Locator, texts: [string, ...string[]]): Action => ({
    name: 'fill',
    on,
    perform: (field) => field.fill(pick(texts)),
  });
  const key = (name: string): Action => ({
    name,
    on: page.locator('body'),
    perform: () => page.keyboard.press(name),
  });
  const table = tableOf(page);
  return [
    chosen('Project', ['Spotify', '186', '31', 'Overland']),
    chosen('Data type', ['14', '4', '15']),
    chosen('Username', ['member_01', 'member_02', 'member_07']),
    filled(page.getByRole('searchbox', { name: 'Search' }), ['gps', 'spotify json', 'zzz', '']),
    filled(page.getByRole('searchbox', { name: 'Search' }), ['gps', 'overland', 'json', '2']),
    filled(page.getByLabel('Created from', { exact: true }), ['2019-01-01', '2024-05-05', '']),
    pressed('Clear all'),
    { name: 'chip', on: any(button(/^Remove /)) },
    ...['First page', 'Previous page', 'Next page', 'Next page', 'Last page'].map(pressed),
    {
      name: 'Rows per page',
      on: page.getByRole('combobox', { name: 'Rows per page' }),
      perform: (on) => on.selectOption(pick(['25', '100', '250', 'all', 'all'])),
    },
    {
      name: 'scroll',
      on: page.locator('[data-scroller]'),
      perform: () => scrollRows(page, below(60_000)),
    },
    { name: 'sort', on: any(table.getByRole('columnheader').getByRole('button')) },
    { name: 'details', on: any(table.getByRole('cell').getByRole('link', { name: /\.\w+$/ })) },
    { name: 'link', on: any(table.getByRole('cell').getByRole('link')) },
    { name: 'select', on: any(table.getByRole('cell').getByRole('checkbox')) },
    { name: 'select all', on: page.getByRole('checkbox', { name: /^Select all/ }) },
    ...['Overview', 'Read all files', 'Read all files', 'Cancel', 'why?'].map(pressed),
    ...['Saved views', 'Help', 'Columns'].map(pressed),
    { name: 'Take away', on: button(/^Take away/) },
    { name: 'Theme', on: button(/^Theme/) },
    { name: 'back', on: page.locator('body'), perform: () => page.goBack({ waitUntil: 'commit' }) },
    {
      name: 'forward',
      on: page.locator('body'),
      perform: () => page.goForward({ waitUntil: 'commit' }),
    },
    ...['ArrowDown', 'Escape', 'Escape', 'End'].map(key),
  ];
}

/** Whether a user could click the element now: it is visible and no modal dialog covers it. */
async function isClickable(on: Locator): Promise<boolean> {
  if (!(await on.isVisible()) || !(await on.isEnabled())) return false;
  return on.evaluate((element) => {
    const dialog = document.querySelector('dialog:modal');
    return dialog === null || dialog.contains(element) || element === document.body;
  });
}

/** Opens every part once, so that all chunks are loaded before the first measurement. */
async function tour(page: Page): Promise<void> {
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('gps');
  await press('Read all files');
  await expectAgreement(page, 'read');
  await press(/^Overview$/);
  await page.getByRole('region', { name: 'Overview' }).getByRole('link').first().waitFor();
  const dialogs = page.getByRole('dialog');
  for (const name of [/^Take away/, /^Saved views$/, /^Help$/]) {
    await press(name);
    await dialogs.waitFor();
    await page.keyboard.press('Escape');
    await dialogs.waitFor({ state: 'detached' });
  }
  await press(/^Columns$/);
  await page.getByRole('checkbox', { name: 'Tags' }).waitFor();
  await page.keyboard.press('Escape');
  await tableOf(page).getByRole('cell').getByRole('link').first().click();
  await page.getByRole('dialog', { name: 'Details' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Rows per page' }).selectOption('all');
  await expectAgreement(page, 'in one scroll');
}

/** The number at the start of a text. */
function numberOf(text: string): number {
  return Number(/^[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? Number.NaN);
}

/** Waits until the numbers on the page agree: the files found, the range, the table and its rows. */
async function expectAgreement(page: Page, done: string): Promise<void> {
  const disagreement = async () => {
    if ((await page.locator('table[aria-busy="true"]').count()) > 0) return 'rows are loading';
    const found =
      (await filesFound(page)
        .textContent({ timeout: 5000 })
        .catch(() => null)) ?? '';
    const count = numberOf(found);
    const range = page.getByRole('status', { name: 'Range' });
    const rangeText = (await range.count()) > 0 ? ((await range.textContent()) ?? '') : '';
    const [head = '', tail] = rangeText.split(' of ');
    const [first = 1, last = Infinity] = head.split('–').map(numberOf);
    const total = tail === undefined ? undefined : numberOf(tail);
    if (total !== undefined && !/so far/.test(found + rangeText) && total !== count) {
      return `found “${found}”, range “${rangeText}”`;
    }
    if ((await tableOf(page).count()) === 0) return '';
    const indexes = await rowIndexes(page);
    if (new Set(indexes).size < indexes.length) return `rows twice: ${indexes.join(' ')}`;
    const rows = Number(await tableOf(page).getAttribute('aria-rowcount')) - 1;
    if (total !== undefined && rows !== total && rows !== -2)
      return `rows ${rows}, range “${rangeText}”`;
    const isSomeSeen = indexes.some((at) => at - 1 >= first && at - 1 <= last);
    return total === undefined || isSomeSeen
      ? ''
      : `rows ${indexes.join(' ')}, range “${rangeText}”`;
  };
  await expect.poll(disagreement, { message: done, timeout: 20_000 }).toBe('');
}

/** Returns to the initial view without reloading the page. */
async function goHome(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  const dialogs = page.locator('dialog[open], [role="dialog"]');
  for (let tries = 0; (await dialogs.count()) > 0 && tries < 5; tries++) {
    await page.keyboard.press('Escape');
    await page.clock.runFor(1000);
  }
  const overview = page.getByRole('button', { name: 'Overview', exact: true });
  if ((await overview.getAttribute('aria-expanded')) === 'true') await overview.click();
  await page.evaluate(() => {
    history.pushState(null, '', location.pathname);
    dispatchEvent(new PopStateEvent('popstate', { state: null }));
  });
  const range = page.getByRole('status', { name: 'Range' });
  await expect.poll(() => range.textContent(), { timeout: 30_000 }).toBe('1–100 of 2,500');
  // React retains what it rendered last until it renders something else in its place.
  for (const name of ['Next page', 'First page', 'Overview', 'Overview', 'Help']) {
    await page.getByRole('button', { name, exact: true }).click();
    await expectAgreement(page, 'home');
  }
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await scrollRows(page, 0);
  // The query cache drops unused results after minutes.
  for (let minutes = 0; minutes < 20; minutes++) await page.clock.runFor(60_000);
}

test(
  `returns to its memory use after ${STEPS} random steps, twice, and is consistent after every step`,
  { timeout: 120_000 + STEPS * 6000 },
  async () => {
    const random = randomFrom(SEED);
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
    await page.clock.install();
    await page.goto(app.origin);
    page.setDefaultTimeout(5000);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const mostLoads = await watchLoads(page);
    const actions = actionsOn(page, random);
    const done: string[] = [];

    const wander = async () => {
      for (let step = 0; step < STEPS;) {
        const {
          name,
          on,
          perform = (found: Locator) => found.click(),
        } = random.pick(actions as [Action, ...Action[]]);
        if (!(await isClickable(on.first()))) continue;
        // A dialog that has just opened may cover the element; a user's late click fails the same way.
        const missed = await perform(on.first()).then(
          () => false,
          () => true,
        );
        done.push(missed ? `(${name})` : name);
        step++;
        if (!page.url().startsWith(app.origin)) await page.goForward();
        await page.clock.fastForward(60_000);
        await expectAgreement(page, done.join(', '));
        expect(problems, done.join(', ')).toEqual([]);
        expect(await page.getByRole('alert').allTextContents(), done.join(', ')).toEqual([]);
      }
      await goHome(page);
      return measure(session);
    };

    await tour(page);
    const before = await wander();
    const after = await wander();
    const seen = `seed ${SEED}: ${JSON.stringify({ before, after })} ${done.join(', ')}`;
    if (process.env['SOAK_STEPS']) console.log(seen);
    expect(after.heap, seen).toBeLessThan(before.heap * 1.1);
    // Nothing retains removed nodes. The pool of rows keeps spare rows, but their number stays about the same.
    expect(after.detached, seen).toBeLessThan(before.detached + 20);
    expect(after.nodes, seen).toBeLessThan(before.nodes * 1.1);
    expect(after.listeners, seen).toBeLessThan(before.listeners * 1.1);
    expect(await mostLoads()).toBe(1);
    expect(problems).toEqual([]);
  },
);
