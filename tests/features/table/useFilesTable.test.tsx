import { PREFIX, rereadStorage } from '../../../src/session/persistedStore.ts';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { currentParams, useSearchParams } from '../../../src/url/navigation.ts';
import { ColumnsButton } from '../../../src/features/table/ColumnsPanel.tsx';
import type { FileTable } from '../../../src/features/table/columns.ts';
import { gridTemplateColumns } from '../../../src/features/table/columnState.ts';
import { validSettings } from '../../../src/features/table/settings.ts';
import { parseTableSettings } from '../../../src/session/settings.ts';
import { TableHeader } from '../../../src/features/table/TableHeader.tsx';
import { useFilesTable } from '../../../src/features/table/useFilesTable.ts';
import { fileWith } from '../../domain/world.ts';
import { silentSource, startSession } from '../../support/sessions.tsx';

const files = [fileWith({ id: 3 }), fileWith({ id: 1 }), fileWith({ id: 2 })];
const titles = ['File', 'Data types', 'Project', 'Member', 'Created', 'Tags', 'Download'];
let table: FileTable;

function Header({ onTable }: { onTable: (table: FileTable) => void }) {
  const { params } = useSearchParams();
  const current = useFilesTable(params, { files, count: 250 });
  onTable(current);
  return (
    <>
      <ColumnsButton table={current} />
      <table>
        <TableHeader table={current} params={params} count={250} />
      </table>
    </>
  );
}

function setWidth(width: number): void {
  act(() => {
    Object.assign(window, { innerWidth: width });
    window.dispatchEvent(new Event('resize'));
  });
}

beforeEach(() => {
  Object.assign(window, { innerWidth: 1280 });
  // The storage is empty again.
  rereadStorage();
  history.replaceState(null, '', '/?limit=100&offset=100&utm_source=x');
  render(<Header onTable={(current) => (table = current)} />, {
    wrapper: startSession(silentSource).wrapper,
  });
});

function headings(): (string | null)[] {
  return screen
    .getAllByRole('columnheader')
    .slice(1)
    .map((each) => each.textContent);
}

function heading(name: string): HTMLElement {
  return screen.getByRole('columnheader', { name });
}

describe('The table', () => {
  test('keeps the rows in the server’s order, and computes the number of pages from the count', () => {
    expect(table.getRowModel().rows.map(({ original }) => original.id)).toEqual([3, 1, 2]);
    expect(table.getPageCount()).toBe(3);
    expect(table.state.pagination).toEqual({ pageIndex: 1, pageSize: 100 });
  });

  test('shows the columns that fit into the window', () => {
    expect(headings()).toEqual(titles);
    setWidth(768);
    expect(headings()).toEqual(['File', 'Project', 'Member', 'Created', 'Download']);
    setWidth(1280);
    expect(headings()).toEqual(titles);
  });
});

describe('A heading', () => {
  test('sorts ascending, then descending, then restores the server’s order, and links to the next order', () => {
    const link = () => within(heading('Member')).getByRole('link', { name: 'Member' });
    const steps = [
      ['none', '?ordering=username&utm_source=x'],
      ['ascending', '?ordering=-username&utm_source=x'],
      ['descending', './?utm_source=x'],
      ['none', '?ordering=username&utm_source=x'],
    ] as const;
    for (const [sort, href] of steps) {
      expect(heading('Member').getAttribute('aria-sort')).toBe(sort);
      expect(new URL(link().getAttribute('href') ?? '', 'http://x/').search).toBe(
        new URL(href, 'http://x/').search,
      );
      fireEvent.click(link());
    }
  });

  test('sorts ascending first when another column was sorted before', () => {
    for (const name of ['Member', 'Member', 'Created']) {
      fireEvent.click(within(heading(name)).getByRole('link'));
    }
    expect(currentParams().params.ordering).toBe('created');
    expect(heading('Member').getAttribute('aria-sort')).toBe('none');
    expect(currentParams().params.offset).toBe(0);
  });

  test('leaves a click with a modifier to the browser', () => {
    const link = within(heading('Member')).getByRole('link');
    // jsdom would report that it cannot navigate.
    link.addEventListener('click', (event) => event.preventDefault());
    for (const key of ['ctrlKey', 'metaKey', 'shiftKey'] as const) {
      fireEvent.click(link, { [key]: true });
    }
    expect(currentParams().params.ordering).toBeNull();
  });

  test('of a column that cannot be sorted has no link and no `aria-sort`', () => {
    for (const name of ['Tags', 'Download']) {
      expect(within(heading(name)).queryByRole('link')).toBeNull();
      expect(heading(name).hasAttribute('aria-sort')).toBe(false);
    }
  });

  test('has an edge that resizes the column, except for Download', () => {
    expect(within(heading('Download')).queryByRole('separator')).toBeNull();
    const edge = screen.getByRole('separator', { name: 'Width of Tags' });
    fireEvent.keyDown(edge, { key: 'ArrowRight' });
    // In `missingInJsdom`, every element is 200 pixels wide.
    expect(table.getColumn('tags')?.getSize()).toBe(216);
    expect(edge.getAttribute('aria-valuenow')).toBe('216');
    fireEvent.keyDown(edge, { key: 'Home' });
    expect(table.getColumn('tags')?.getSize()).toBe(120);
  });
});

describe('The grid tracks of a row', () => {
  function tracks(): string[] {
    const visible = table.getVisibleLeafColumns();
    return (
      gridTemplateColumns(visible, table.state.columnSizing).match(/minmax\([^)]*\)|\S+/g) ?? []
    );
  }

  test('are one for the checkbox and one for each column, with the width that the user has set', () => {
    expect(tracks()).toEqual([
      '24px',
      'minmax(160px, 3fr)',
      'minmax(120px, 1.4fr)',
      'minmax(104px, 1.2fr)',
      'minmax(96px, 1fr)',
      '104px',
      'minmax(120px, 1.2fr)',
      'minmax(136px, auto)',
    ]);
    act(() => table.setColumnSizing((sizing) => ({ ...sizing, member: 200.4, download: 300 })));
    expect(tracks()[4]).toBe('200px');
    expect(tracks().at(-1)).toBe('minmax(136px, auto)');
  });
});

describe('The settings', () => {
  const stored = () => validSettings(parseTableSettings(localStorage.getItem(`${PREFIX}table`)));

  test('store only the column that the user hides, not those that do not fit', () => {
    setWidth(768);
    act(() => table.getColumn('member')?.toggleVisibility(false));
    expect(stored().columnVisibility).toEqual({ member: false });
    setWidth(1280);
    expect(headings()).toEqual(titles.filter((title) => title !== 'Member'));
  });

  test('cannot hide File and Download', () => {
    act(() => table.getColumn('file')?.toggleVisibility(false));
    act(() => table.setColumnVisibility({ file: false, download: false }));
    expect(headings()).toEqual(titles);
  });

  test('keep Download at the end', () => {
    act(() => table.setColumnOrder(['download', 'tags', 'no such column']));
    expect(headings()).toEqual(['Tags', 'File', ...titles.slice(1, 5), 'Download']);
    expect(stored().columnOrder.at(-1)).toBe('download');
  });
});
