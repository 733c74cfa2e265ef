import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import {
  cellOf,
  findRow,
  findRows,
  findTable,
  listFiles,
  renderApp,
  scrollTable,
} from '../../support/renderApp.tsx';

const ROW_HEIGHT = 52;

const indexes = async () => (await findRows()).map((row) => Number(row.ariaRowIndex));

/** The row of the table at a place of the page, from 0, drawn or not. */
async function rowAt(place: number): Promise<HTMLElement | undefined> {
  return (await findRows()).find((row) => Number(row.ariaRowIndex) === place + 2);
}

const nameIn = (row: HTMLElement) => within(cellOf(row, 'File')).getByRole('link').textContent;

describe('the rows in the document', () => {
  test('are those in sight and some below, in the order of the list, with their places', async () => {
    await renderApp();
    const table = await findTable();
    const [rows, files] = [await findRows(), await listFiles()];
    expect(table).toHaveAttribute('aria-rowcount', '401');
    // 800 px of rows of 52 px, and some more.
    expect(rows.length).toBeGreaterThan(800 / ROW_HEIGHT);
    expect(rows.length).toBeLessThan(40);
    expect(rows.map(nameIn)).toEqual(files.slice(0, rows.length).map((file) => file.basename));
    expect(await indexes()).toEqual(rows.map((_, place) => place + 2));
  });

  test('are all of a short page, which continues the places of the page before', async () => {
    await renderApp({ search: '?limit=5&offset=10' });
    expect(await indexes()).toEqual([12, 13, 14, 15, 16]);
  });

  test('follow the scrolling: rows that leave are filled with files that enter', async () => {
    await renderApp();
    const before = await findRows();
    const files = await listFiles();
    await scrollTable(20 * ROW_HEIGHT);
    const row = await rowAt(30);
    expect(row && nameIn(row)).toBe(files[30]?.basename);
    expect(row && within(row).getByRole('checkbox')).toHaveAccessibleName(
      `Select ${files[30]?.basename}`,
    );
    expect(await rowAt(0)).toBeUndefined();
    // Elements are used again, and none is added.
    const after = await findRows();
    expect(new Set([...before, ...after]).size).toBe(before.length);
  });

  test('are in the order of the list again when scrolling has stopped', async () => {
    await renderApp();
    await findRows();
    for (const top of [7, 3, 31, 14]) await scrollTable(top * ROW_HEIGHT);
    await waitFor(async () => {
      const places = await indexes();
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    });
  });

  test('keep all that is drawn when scrolling leads back', async () => {
    await renderApp();
    await findRows();
    await scrollTable(40 * ROW_HEIGHT);
    await scrollTable(0);
    const files = await listFiles();
    await waitFor(async () => {
      const rows = await findRows();
      expect(rows.map(nameIn)).toEqual(files.slice(0, rows.length).map((file) => file.basename));
    });
  });

  test('a row with the focus stays, and keeps it, however far the table scrolls', async () => {
    await renderApp();
    const link = within(await findRow(2)).getByRole('link', { name: 'genome-f62a2297.vcf' });
    link.focus();
    await scrollTable(60 * ROW_HEIGHT);
    expect(link).toHaveFocus();
    expect(nameIn((await rowAt(2)) ?? document.body)).toBe('genome-f62a2297.vcf');
    await scrollTable(0);
    expect(link).toHaveFocus();
    expect(await rowAt(2)).toContainElement(link);
  });

  test('a row with an open menu stays', async () => {
    const { user } = await renderApp();
    const button = within(await findRow(2)).getByRole('button');
    await user.click(button);
    await screen.findByRole('button', { name: 'Copy permanent API link' });
    await scrollTable(60 * ROW_HEIGHT);
    expect(button).toBeInTheDocument();
    expect(await rowAt(2)).toContainElement(button);
  });

  test('a selected row is selected again when it comes back, and no other one is', async () => {
    const { user } = await renderApp();
    const box = within(await findRow(1)).getByRole<HTMLInputElement>('checkbox');
    await user.click(box);
    // A row with the focus would stay.
    await user.click(screen.getByRole('searchbox'));
    await scrollTable(60 * ROW_HEIGHT);
    const boxes = screen.getAllByRole('checkbox', { name: /^Select / });
    // The element of the row shows another file now.
    expect(boxes).toContain(box);
    // The heading's is the first.
    for (const each of boxes.slice(1)) expect(each).not.toBeChecked();
    await scrollTable(0);
    const row = (await rowAt(1)) ?? document.body;
    expect(within(row).getByRole('checkbox')).toBeChecked();
  });

  test('a text selection does not move to another file', async () => {
    await renderApp();
    const [first, second] = [await findRow(0), await findRow(1)];
    document.getSelection()?.setBaseAndExtent(cellOf(first, 'File'), 0, cellOf(second, 'File'), 1);
    const text = String(document.getSelection());
    await scrollTable(60 * ROW_HEIGHT);
    // The rows are gone, not filled with other files.
    for (const row of [first, second]) expect(row).not.toBeInTheDocument();
    expect(text).toContain('overland-batch-1617785404.125475.json');
    document.getSelection()?.removeAllRanges();
  });

  test('a cell has its whole text as a tooltip while the pointer is on it', async () => {
    await renderApp({ search: '?limit=5' });
    const [first, second] = await findRows();
    const cell = cellOf(first ?? document.body, 'File');
    fireEvent.pointerOver(cell);
    expect(cell).toHaveAttribute(
      'title',
      'overland-batch-1617785404.125475.json\nOverland GPS data batch',
    );
    fireEvent.pointerOver(cellOf(second ?? document.body, 'Created'));
    expect(cell).not.toHaveAttribute('title');
    expect(cellOf(second ?? document.body, 'Created').title).toMatch(/^2023-02-10 .* UTC$/);
  });

  test('show another page with the same elements', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    const before = await findRows();
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    const files = await listFiles();
    await waitFor(async () => {
      expect((await findRows()).map(nameIn)).toEqual(
        files.slice(5, 10).map((file) => file.basename),
      );
    });
    expect(await findRows()).toEqual(before);
  });
});

describe('all rows in one scroll', () => {
  test('rows that are not loaded are placeholders, which loaded rows replace', async () => {
    const { server } = await renderApp({ search: '?limit=all' });
    const table = await findTable();
    expect(table).toHaveAttribute('aria-rowcount', '401');
    const navigate = server.hold();
    await scrollTable(200 * ROW_HEIGHT);
    const placeholder = (await rowAt(205)) ?? document.body;
    expect(placeholder).toHaveAttribute('aria-busy', 'true');
    expect(within(placeholder).queryByRole('link')).toBeNull();
    expect(within(placeholder).queryByRole('checkbox')).toBeNull();
    navigate();
    const files = await listFiles();
    await waitFor(async () => {
      const row = (await rowAt(205)) ?? document.body;
      expect(row).not.toHaveAttribute('aria-busy');
      expect(nameIn(row)).toBe(files[205]?.basename);
    });
  });

  test('the range names the rows in sight, and the URL follows when scrolling has stopped', async () => {
    await renderApp({ search: '?limit=all' });
    await findTable();
    await scrollTable(200 * ROW_HEIGHT);
    await waitFor(() => expect(window.location.search).toBe('?limit=all&offset=200'));
    expect(screen.getByRole('status', { name: 'Range' })).toHaveTextContent(/^201–\d+ of 400$/);
  });

  test('a row that the server does not show says so', async () => {
    await renderApp({ search: '?limit=all', edit: (file, index) => (index === 1 ? {} : file) });
    await findTable();
    const row = (await rowAt(1)) ?? document.body;
    expect(row).toHaveTextContent('not shown by the server');
    expect(within(row).queryByRole('checkbox')).toBeNull();
    expect(row).toHaveAttribute('aria-busy', 'false');
  });

  test('says that rows could not be listed, and tries again', async () => {
    const { user, server } = await renderApp({ search: '?limit=all' });
    await findTable();
    await scrollTable(110 * ROW_HEIGHT);
    await waitFor(async () => {
      expect(within((await rowAt(115)) ?? document.body).getByRole('checkbox')).toBeInTheDocument();
    });
    server.become('fail:1:403');
    // The last rows that are loaded, and the first that are not.
    await scrollTable(195 * ROW_HEIGHT);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Some of these rows could not be listed.');
    server.become('');
    await user.click(within(alert).getByRole('button', { name: 'Retry' }));
    await waitFor(async () => {
      expect(within((await rowAt(205)) ?? document.body).getByRole('checkbox')).toBeInTheDocument();
    });
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
