import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { denyClipboard, readClipboard } from '../../support/missingInJsdom.ts';
import {
  cellOf,
  findRow,
  findRows,
  findTable,
  renderApp,
  urlParams,
} from '../../support/renderApp.tsx';

const selectedCount = () => screen.getByRole('status', { name: 'Selected' });

/** The indexes of the selected rows on the page, from 0. */
async function selectedIndexes(): Promise<number[]> {
  const rows = await findRows();
  return [...rows.keys()].filter(
    (index) =>
      rows[index] !== undefined &&
      within(rows[index]).getByRole<HTMLInputElement>('checkbox').checked,
  );
}

const boxIn = async (index: number) => within(await findRow(index)).getByRole('checkbox');
const nameIn = async (index: number) => {
  const [link] = within(cellOf(await findRow(index), 'File')).getAllByRole('link');
  if (link === undefined) throw new Error('The file has no link.');
  return link;
};

async function clickWithShift(user: UserEvent, element: HTMLElement): Promise<void> {
  await user.keyboard('{Shift>}');
  await user.click(element);
  await user.keyboard('{/Shift}');
}

/** Simulates Ctrl+C. Returns the text that the page copies; null if it leaves the copying to the browser. */
function copy(): string | null {
  let text: string | null = null;
  const clipboardData = { setData: (_type: string, data: string) => void (text = data) };
  fireEvent.copy(document.activeElement ?? document.body, { clipboardData });
  return text;
}

describe('a click', () => {
  test('on a row opens the details of its file', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await user.click(cellOf(await findRow(2), 'Created'));
    expect(urlParams()).toEqual({ limit: '5', file: '4960116' });
    const details = await screen.findByRole('dialog', { name: 'Details' });
    expect(within(details).getByRole('heading', { level: 2 })).toHaveTextContent(
      'genome-f62a2297.vcf',
    );
  });

  test('with a modifier key or with selected text does not open the details', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    const cell = cellOf(await findRow(2), 'Created');
    for (const key of ['Shift', 'Control', 'Alt', 'Meta']) {
      await user.keyboard(`{${key}>}`);
      await user.click(cell);
      await user.keyboard(`{/${key}}`);
    }
    document.getSelection()?.selectAllChildren(cell);
    fireEvent.click(cell);
    document.getSelection()?.removeAllRanges();
    expect(urlParams()).toEqual({ limit: '5' });
  });

  test('on a download link does not open the details', async () => {
    await renderApp({ search: '?limit=5' });
    const [link] = await screen.findAllByRole('link', { name: /^Download / });
    // jsdom cannot follow links.
    link?.parentElement?.addEventListener('click', (event) => event.preventDefault());
    if (link !== undefined) fireEvent.click(link);
    expect(urlParams()).toEqual({ limit: '5' });
  });

  test('on a row of the previous page does nothing', async () => {
    const { user, server } = await renderApp({ search: '?limit=5' });
    await findRows();
    const release = server.hold();
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await user.click(cellOf(await findRow(2), 'Created'));
    await user.click(await boxIn(1));
    expect(urlParams()).toEqual({ limit: '5', offset: '5' });
    expect(selectedCount()).toHaveTextContent('');
    release();
    await waitFor(async () => expect(await findTable()).toHaveAttribute('aria-busy', 'false'));
  });
});

describe('selecting rows', () => {
  test('a click on a checkbox or in its cell selects the row, and a second click deselects it', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await user.click(await boxIn(1));
    expect(selectedCount()).toHaveTextContent('1 file selected');
    await user.click(cellOf(await findRow(3), 'Select'));
    expect(await selectedIndexes()).toEqual([1, 3]);
    expect(selectedCount()).toHaveTextContent('2 files selected');
    await user.click(await boxIn(1));
    expect(await selectedIndexes()).toEqual([3]);
    expect(urlParams()).toEqual({ limit: '5' });
  });

  test('Space selects the row if its checkbox has the focus', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    (await boxIn(1)).focus();
    await user.keyboard(' ');
    expect(await selectedIndexes()).toEqual([1]);
  });

  test('Shift+click selects all rows from the previously clicked one, in both directions', async () => {
    const { user } = await renderApp({ search: '?limit=8' });
    await user.click(await boxIn(4));
    await clickWithShift(user, await boxIn(6));
    expect(await selectedIndexes()).toEqual([4, 5, 6]);
    await clickWithShift(user, await boxIn(2));
    expect(await selectedIndexes()).toEqual([2, 3, 4, 5, 6]);
    // On a selected row, Shift+click deselects.
    await clickWithShift(user, await boxIn(3));
    expect(await selectedIndexes()).toEqual([4, 5, 6]);
  });

  test('Shift+click selects one row if no row was clicked before', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await clickWithShift(user, await boxIn(3));
    expect(await selectedIndexes()).toEqual([3]);
  });

  test('Shift+click on another page selects one row', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await user.click(await boxIn(1));
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByRole('link', { name: 'ubiome-2017-04-01.json' });
    await clickWithShift(user, await boxIn(3));
    expect(await selectedIndexes()).toEqual([3]);
    expect(selectedCount()).toHaveTextContent('2 files selected');
  });

  test('the header checkbox selects all files of the result, and shows a partial selection', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await findTable();
    const all = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all 400 files' });
    await user.click(all);
    expect(await selectedIndexes()).toEqual([0, 1, 2, 3, 4]);
    expect(selectedCount()).toHaveTextContent('All 400 files selected');
    await user.click(await boxIn(2));
    expect(all).toBePartiallyChecked();
    expect(selectedCount()).toHaveTextContent('399 files selected');
    await user.click(all);
    await user.click(all);
    expect(await selectedIndexes()).toEqual([]);
  });

  test('“Clear selection” deselects all files, and moves the focus to the page heading', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await user.click(await boxIn(2));
    await user.click(screen.getByRole('button', { name: 'Clear selection' }));
    expect(await selectedIndexes()).toEqual([]);
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
  });

  test('the selection is kept when the user changes the page', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await user.click(await boxIn(2));
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByRole('link', { name: 'ubiome-2017-04-01.json' });
    expect(await selectedIndexes()).toEqual([]);
    expect(selectedCount()).toHaveTextContent('1 file selected');
    await user.click(screen.getByRole('button', { name: 'Previous page' }));
    await screen.findByRole('link', { name: 'genome-f62a2297.vcf' });
    expect(await selectedIndexes()).toEqual([2]);
  });
});

describe('arrow keys', () => {
  test('move the focus between rows, in the same column', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    (await nameIn(1)).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(await nameIn(3)).toHaveFocus();
    await user.keyboard('{ArrowUp}');
    expect(await nameIn(2)).toHaveFocus();
    (await boxIn(2)).focus();
    await user.keyboard('{ArrowDown}');
    expect(await boxIn(3)).toHaveFocus();
  });

  test('skip rows that have no control in the column', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    // The rows in between have hidden members.
    const link = within(cellOf(await findRow(0), 'Member')).getByRole('link');
    link.focus();
    await user.keyboard('{ArrowDown}');
    expect(within(cellOf(await findRow(4), 'Member')).getByRole('link')).toHaveFocus();
    await user.keyboard('{ArrowUp}');
    expect(link).toHaveFocus();
  });

  test('move the focus from the first row to the heading, and stop at the last row', async () => {
    const { user } = await renderApp({ search: '?limit=3' });
    const last = await nameIn(2);
    last.focus();
    await user.keyboard('{ArrowDown}');
    expect(last).toHaveFocus();
    (await nameIn(0)).focus();
    await user.keyboard('{ArrowUp}');
    expect(screen.getByRole('link', { name: 'File' })).toHaveFocus();
  });

  test('with Shift extend the selection, and shrink it in the opposite direction', async () => {
    const { user } = await renderApp({ search: '?limit=6' });
    (await nameIn(1)).focus();
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(await selectedIndexes()).toEqual([1, 2, 3]);
    expect(await nameIn(3)).toHaveFocus();
    await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(await selectedIndexes()).toEqual([1, 2]);
    await user.keyboard('{Shift>}{ArrowUp}{ArrowUp}{/Shift}');
    expect(await selectedIndexes()).toEqual([0, 1]);
  });

  test('with Ctrl, Alt or Meta are left to the browser', async () => {
    const { user } = await renderApp({ search: '?limit=3' });
    const link = await nameIn(0);
    link.focus();
    for (const key of ['Control', 'Alt', 'Meta']) {
      await user.keyboard(`{${key}>}{ArrowDown}{/${key}}`);
    }
    expect(link).toHaveFocus();
  });
});

describe('copying a cell', () => {
  for (const { column, text } of [
    { column: 'File', text: 'annika-scan.json' },
    { column: 'Data types', text: 'Heart rate' },
    { column: 'Project', text: 'Fitbit Connection' },
    { column: 'Member', text: 'annika_birch' },
    { column: 'Tags', text: 'fitbit, heart-rate, intraday' },
  ]) {
    test(`in the column ${column} copies the complete text, and announces it`, async () => {
      await renderApp({
        search: '?limit=5',
        edit: (file) => (file.id === 8_920_233 ? { ...file, basename: 'annika-scan.json' } : file),
      });
      await screen.findAllByRole('link', { name: 'Fitbit Connection' });
      const cell = cellOf(await findRow(4), column);
      within(cell).getAllByRole('link')[0]?.focus();
      expect(copy()).toBe(text);
      expect(screen.getByRole('status', { name: 'Cell copied' })).toHaveTextContent(
        `Copied ${text}`,
      );
    });
  }

  test('in the column Download copies the link', async () => {
    await renderApp({ search: '?limit=5' });
    await findRows();
    const [link] = screen.getAllByRole('link', { name: /^Download / });
    link?.focus();
    expect(copy()).toBe(link?.getAttribute('href'));
  });

  test('is left to the browser if text is selected or no cell has the focus', async () => {
    await renderApp({ search: '?limit=5' });
    const cell = cellOf(await findRow(4), 'File');
    expect(copy()).toBeNull();
    within(cell).getByRole('link').focus();
    document.getSelection()?.selectAllChildren(cell);
    expect(copy()).toBeNull();
    document.getSelection()?.removeAllRanges();
  });

  test('copies nothing if the focus is on the checkbox', async () => {
    await renderApp({ search: '?limit=5' });
    (await boxIn(1)).focus();
    expect(copy()).toBeNull();
  });
});

describe('the row menu', () => {
  async function openMenu(options: Parameters<typeof renderApp>[0] = {}) {
    const app = await renderApp({ search: '?limit=5', ...options });
    const opener = within(await findRow(4)).getByRole('button', { name: /^More about/ });
    await app.user.click(opener);
    await screen.findByRole('button', { name: 'Copy permanent API link' });
    expect(opener).toHaveAttribute('aria-expanded', 'true');
    return { ...app, opener };
  }
  const isOpen = () => screen.queryByRole('button', { name: 'Copy permanent API link' }) !== null;

  test('opens the details', async () => {
    const { user } = await openMenu();
    await user.click(screen.getByRole('link', { name: 'Details' }));
    expect(urlParams()).toEqual({ limit: '5', file: '8920233' });
  });

  test('selects the file, closes, and returns the focus to its button', async () => {
    const { user, opener } = await openMenu();
    await user.click(screen.getByRole('button', { name: 'Select' }));
    expect(await selectedIndexes()).toEqual([4]);
    expect(isOpen()).toBe(false);
    expect(opener).toHaveFocus();
    expect(opener).toHaveAttribute('aria-expanded', 'false');
    await user.click(opener);
    await user.click(await screen.findByRole('button', { name: 'Deselect' }));
    expect(await selectedIndexes()).toEqual([]);
  });

  test('copies the permanent link and the download link', async () => {
    const { user } = await openMenu();
    await user.click(screen.getByRole('button', { name: 'Copy permanent API link' }));
    expect(await screen.findByText('Copied')).toBeVisible();
    expect(readClipboard()).toBe(`${window.location.origin}/api/public/datafile/8920233/`);
    await user.click(screen.getByRole('button', { name: /^Copy link \(valid until / }));
    expect(await screen.findByText('Link copied')).toBeVisible();
    expect(readClipboard()).toMatch(/\/datafile-download\/8920233\/\?key=/);
  });

  test('shows an error if the link could not be copied', async () => {
    const { user } = await openMenu();
    denyClipboard();
    await user.click(screen.getByRole('button', { name: /^Copy link \(valid until / }));
    expect(await screen.findByText(/^Not copied: this browser/)).toBeVisible();
  });

  test('closes on Escape, on a click on its button, and on a click outside', async () => {
    const { user, opener } = await openMenu();
    await user.keyboard('{Escape}');
    expect(isOpen()).toBe(false);
    await user.click(opener);
    await waitFor(() => expect(isOpen()).toBe(true));
    await user.click(opener);
    expect(isOpen()).toBe(false);
    await user.click(opener);
    await waitFor(() => expect(isOpen()).toBe(true));
    await user.click(screen.getByRole('heading', { level: 1 }));
    expect(isOpen()).toBe(false);
  });

  test('closes when another one opens', async () => {
    const { user, opener } = await openMenu();
    const other = within(await findRow(0)).getByRole('button', { name: /^More about/ });
    await user.click(other);
    await waitFor(() => expect(other).toHaveAttribute('aria-expanded', 'true'));
    expect(opener).toHaveAttribute('aria-expanded', 'false');
    expect(screen.getAllByRole('button', { name: 'Copy permanent API link' })).toHaveLength(1);
  });

  test('does not offer to copy a link that is not a web address', async () => {
    await openMenu({ edit: (file) => ({ ...file, download_url: 'javascript:alert(1)' }) });
    expect(screen.queryByRole('button', { name: /^Copy link \(valid/ })).toBeNull();
  });
});

describe('an expired download link', () => {
  /** Sets the clock to 51 minutes after the files were listed. */
  function expireLinks(): void {
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 51 * 60_000);
  }

  test('is renewed when the pointer moves over it', async () => {
    const { server } = await renderApp({ search: '?limit=5' });
    await findRows();
    const [link] = screen.getAllByRole('link', { name: /^Download / });
    const old = link?.getAttribute('href');
    expireLinks();
    if (link !== undefined) fireEvent.pointerOver(link);
    await waitFor(() => expect(link?.getAttribute('href')).not.toBe(old));
    expect(server.requests.filter((path) => path.includes('/datafile/'))).toEqual([
      '/api/public/datafile/1000000/',
    ]);
  });

  test('of a withdrawn file makes the page remove the file and say so', async () => {
    const { server } = await renderApp({ search: '?limit=5' });
    await findRows();
    expireLinks();
    server.become('missing:datafile,missing:member-files');
    server.withdraw(1_000_000);
    const [link] = screen.getAllByRole('link', { name: /^Download / });
    if (link !== undefined) fireEvent.pointerOver(link);
    expect(
      await screen.findByText(/^No longer public, and taken out of the list:/),
    ).toHaveTextContent('“overland-batch-1617785404.125475.json”');
    expect(await findRows()).toHaveLength(4);
    expect(screen.getByRole('status', { name: 'Files found' })).toHaveTextContent('399 files');
  });
});
