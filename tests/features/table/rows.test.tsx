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

/** The row at an index of the page, from 0; undefined if it is not rendered. */
async function rowAt(index: number): Promise<HTMLElement | undefined> {
  return (await findRows()).find((row) => Number(row.ariaRowIndex) === index + 2);
}

const nameIn = (row: HTMLElement) => within(cellOf(row, 'File')).getByRole('link').textContent;

describe('the rows in the document', () => {
  test('are the visible ones and the overscan, in list order, with their row indexes', async () => {
    await renderApp();
    const table = await findTable();
    const [rows, files] = [await findRows(), await listFiles()];
    expect(table).toHaveAttribute('aria-rowcount', '401');
    // The rows that fit into 800 px, and the overscan.
    expect(rows.length).toBeGreaterThan(800 / ROW_HEIGHT);
    expect(rows.length).toBeLessThan(40);
    expect(rows.map(nameIn)).toEqual(files.slice(0, rows.length).map((file) => file.basename));
    expect(await indexes()).toEqual(rows.map((_, index) => index + 2));
  });

  test('are all rows of a short page, with row indexes that continue the previous page', async () => {
    await renderApp({ search: '?limit=5&offset=10' });
    expect(await indexes()).toEqual([12, 13, 14, 15, 16]);
  });

  test('are recycled on scrolling: rows that leave show files that enter', async () => {
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
    // The elements are reused, and no element is added.
    const after = await findRows();
    expect(new Set([...before, ...after]).size).toBe(before.length);
  });

  test('are in list order again when scrolling has stopped', async () => {
    await renderApp();
    await findRows();
    for (const top of [7, 3, 31, 14]) await scrollTable(top * ROW_HEIGHT);
    await waitFor(async () => {
      const order = await indexes();
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    });
  });

  test('show the first files again after scrolling back', async () => {
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

  test('include the focused row, which keeps the focus, at any scroll position', async () => {
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

  test('include a row with an open menu', async () => {
    const { user } = await renderApp();
    const button = within(await findRow(2)).getByRole('button');
    await user.click(button);
    await screen.findByRole('button', { name: 'Copy permanent API link' });
    await scrollTable(60 * ROW_HEIGHT);
    expect(button).toBeInTheDocument();
    expect(await rowAt(2)).toContainElement(button);
  });

  test('show a selected row, and no other one, as selected when it is visible again', async () => {
    const { user } = await renderApp();
    const box = within(await findRow(1)).getByRole<HTMLInputElement>('checkbox');
    await user.click(box);
    // Moves the focus away, because a focused row would stay in the document.
    await user.click(screen.getByRole('searchbox'));
    await scrollTable(60 * ROW_HEIGHT);
    const boxes = screen.getAllByRole('checkbox', { name: /^Select / });
    // The element of the row shows another file now.
    expect(boxes).toContain(box);
    // The first one is the checkbox of the header.
    for (const each of boxes.slice(1)) expect(each).not.toBeChecked();
    await scrollTable(0);
    const row = (await rowAt(1)) ?? document.body;
    expect(within(row).getByRole('checkbox')).toBeChecked();
  });

  test('do not move a text selection to another file', async () => {
    await renderApp();
    const [first, second] = [await findRow(0), await findRow(1)];
    document.getSelection()?.setBaseAndExtent(cellOf(first, 'File'), 0, cellOf(second, 'File'), 1);
    const text = String(document.getSelection());
    await scrollTable(60 * ROW_HEIGHT);
    // The rows were removed, not recycled.
    for (const row of [first, second]) expect(row).not.toBeInTheDocument();
    expect(text).toContain('overland-batch-1617785404.125475.json');
    document.getSelection()?.removeAllRanges();
  });

  test('show the complete text of the cell under the pointer as a tooltip', async () => {
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

  test('are reused for the next page', async () => {
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
  test('are placeholders until their files are loaded', async () => {
    const { server } = await renderApp({ search: '?limit=all' });
    const table = await findTable();
    expect(table).toHaveAttribute('aria-rowcount', '401');
    const release = server.hold();
    await scrollTable(200 * ROW_HEIGHT);
    const placeholder = (await rowAt(205)) ?? document.body;
    expect(placeholder).toHaveAttribute('aria-busy', 'true');
    expect(within(placeholder).queryByRole('link')).toBeNull();
    expect(within(placeholder).queryByRole('checkbox')).toBeNull();
    release();
    const files = await listFiles();
    await waitFor(async () => {
      const row = (await rowAt(205)) ?? document.body;
      expect(row).not.toHaveAttribute('aria-busy');
      expect(nameIn(row)).toBe(files[205]?.basename);
    });
  });

  test('update the range, and the URL when scrolling has stopped', async () => {
    await renderApp({ search: '?limit=all' });
    await findTable();
    await scrollTable(200 * ROW_HEIGHT);
    await waitFor(() => expect(window.location.search).toBe('?limit=all&offset=200'));
    expect(screen.getByRole('status', { name: 'Range' })).toHaveTextContent(/^201–\d+ of 400$/);
  });

  test('say which files the server redacted', async () => {
    await renderApp({ search: '?limit=all', edit: (file, index) => (index === 1 ? {} : file) });
    await findTable();
    const row = (await rowAt(1)) ?? document.body;
    expect(row).toHaveTextContent('not shown by the server');
    expect(within(row).queryByRole('checkbox')).toBeNull();
    expect(row).toHaveAttribute('aria-busy', 'false');
  });

  test('show an error with a Retry button if loading fails', async () => {
    const { user, server } = await renderApp({ search: '?limit=all' });
    await findTable();
    await scrollTable(110 * ROW_HEIGHT);
    await waitFor(async () => {
      expect(within((await rowAt(115)) ?? document.body).getByRole('checkbox')).toBeInTheDocument();
    });
    server.become('fail:1:403');
    // Shows the last rows that are loaded and the first ones that are not.
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
