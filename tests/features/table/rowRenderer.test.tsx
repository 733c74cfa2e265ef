import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DataFile } from '../../../src/api/schemas.ts';
import { columns } from '../../../src/features/table/columns.ts';
import { createSetLink } from '../../../src/features/table/rows/links.ts';
import {
  createRowRenderer,
  type RenderInput,
} from '../../../src/features/table/rows/rowRenderer.ts';
import { fileWith } from '../../domain/world.ts';

const names = { dataType: () => null, project: () => null };
const rendered = columns.map(({ id, meta: { cellRenderer } }) => ({ id, cellRenderer }));
const files = Array.from({ length: 100 }, (_, index) =>
  fileWith({ id: 1000 + index, basename: `file${index}.json` }),
);

let body: HTMLElement;
let renderer: ReturnType<typeof createRowRenderer>;

beforeEach(() => {
  vi.useFakeTimers();
  body = document.createElement('tbody');
  const table = document.createElement('table');
  table.append(body);
  document.body.append(table);
  renderer = createRowRenderer(body);
});

afterEach(() => {
  renderer.dispose();
  document.body.replaceChildren();
  vi.useRealTimers();
});

function inputWith(changes: Partial<RenderInput> = {}): RenderInput {
  return {
    columns: rendered,
    context: { names, search: '', setLink: createSetLink(), latest: (file) => file },
    rowCount: files.length,
    offset: 0,
    fileAt: (index) => files[index],
    isSelected: () => false,
    topOf: (index) => index * 52,
    ...changes,
  };
}

function rangeOf(first: number, end: number) {
  return { first, end, shift: 0 };
}

function rows(): HTMLTableRowElement[] {
  return [...body.querySelectorAll('tr')];
}

/** The index, file name and position of each row in the document, sorted by index. */
function renderedRows() {
  return rows()
    .map((tr) => ({
      index: Number(tr.getAttribute('aria-rowindex')) - 2,
      name: tr.querySelector('bdi')?.textContent,
      transform: tr.style.transform,
    }))
    .toSorted((a, b) => a.index - b.index);
}

function expected(first: number, end: number) {
  return Array.from({ length: end - first }, (_, position) => ({
    index: first + position,
    name: `file${first + position}.json`,
    transform: `translateY(${(first + position) * 52}px)`,
  }));
}

describe('The row renderer', () => {
  test('renders a range and recycles the rows that leave it', () => {
    renderer.update(inputWith(), rangeOf(0, 10), false);
    expect(renderedRows()).toEqual(expected(0, 10));
    const before = new Set(rows());
    renderer.setRange(rangeOf(4, 14));
    expect(renderedRows()).toEqual(expected(4, 14));
    renderer.setRange(rangeOf(60, 70));
    expect(renderedRows()).toEqual(expected(60, 70));
    expect(rows().every((tr) => before.has(tr))).toBe(true);
  });

  test('updates only the entering rows while scrolling, and all rows when the input changes', () => {
    const update = vi.fn<(file: DataFile) => void>();
    const spies = [{ id: 'file', cellRenderer: { create: () => ({ update }) } }];
    renderer.update(inputWith({ columns: spies }), rangeOf(0, 10), false);
    update.mockClear();
    renderer.setRange(rangeOf(1, 11));
    expect(update.mock.calls.map(([file]) => file)).toEqual([files[10]]);
    update.mockClear();
    renderer.update(inputWith({ columns: spies }), rangeOf(1, 11), false);
    expect(update).toHaveBeenCalledTimes(10);
  });

  test('counts rows from the offset of the page', () => {
    renderer.update(inputWith({ offset: 300 }), rangeOf(0, 2), false);
    expect(rows().map((tr) => tr.getAttribute('aria-rowindex'))).toEqual(['302', '303']);
  });

  test('marks selected rows', () => {
    const isSelected = (id: number) => id === 1001;
    renderer.update(inputWith({ isSelected }), rangeOf(0, 3), false);
    const boxes = rows().map((tr) => tr.querySelector('input'));
    expect(boxes.map((box) => box?.checked)).toEqual([false, true, false]);
    expect(boxes.map((box) => box?.getAttribute('aria-label'))[1]).toBe('Select file1.json');
    expect(rows().map((tr) => tr.dataset['selected'])).toEqual(['false', 'true', 'false']);
  });

  test('shows placeholders while files load, and marks redacted files', () => {
    const known = new Map<number, DataFile | null>([[1, null]]);
    const input = inputWith({ fileAt: (index) => known.get(index) });
    renderer.update(input, rangeOf(0, 3), false);
    expect(rows().map((tr) => tr.ariaBusy ?? tr.getAttribute('aria-busy'))).toEqual([
      'true',
      'false',
      'true',
    ]);
    expect(rows()[1]?.textContent).toBe('not shown by the server');
    expect(body.querySelector('a, button, input')).toBeNull();
    for (const index of [0, 2]) known.set(index, files[index] ?? null);
    renderer.update({ ...input }, rangeOf(0, 3), false);
    expect(renderedRows().map(({ name }) => name)).toEqual(['file0.json', undefined, 'file2.json']);
  });

  test('keeps the row that has the focus in its position until it loses the focus', () => {
    renderer.update(inputWith(), rangeOf(0, 10), false);
    const link = rows()[3]?.querySelector('a');
    link?.focus();
    renderer.setRange(rangeOf(50, 60));
    expect(renderedRows()).toEqual([...expected(3, 4), ...expected(50, 60)]);
    expect(document.activeElement).toBe(link);
    vi.runAllTimers();
    expect(document.activeElement).toBe(link);
    link?.blur();
    renderer.setRange(rangeOf(51, 61));
    expect(renderedRows()).toEqual(expected(51, 61));
  });

  test('keeps the row with an open menu', () => {
    renderer.update(inputWith(), rangeOf(0, 10), false);
    const button = rows()[2]?.querySelector('button');
    button?.setAttribute('aria-expanded', 'true');
    renderer.setRange(rangeOf(50, 60));
    expect(button?.isConnected).toBe(true);
    expect(renderedRows()[0]?.index).toBe(2);
  });

  test('removes a focused row if the list has become shorter', () => {
    renderer.update(inputWith(), rangeOf(0, 10), false);
    rows()[9]?.querySelector('a')?.focus();
    renderer.update(inputWith({ rowCount: 5 }), rangeOf(0, 5), false);
    expect(renderedRows()).toEqual(expected(0, 5));
  });

  test('sorts the rows in the document when scrolling settles', () => {
    renderer.update(inputWith(), rangeOf(10, 20), false);
    renderer.setRange(rangeOf(6, 16));
    const order = () => rows().map((tr) => Number(tr.getAttribute('aria-rowindex')) - 2);
    expect(order()).not.toEqual(order().toSorted((a, b) => a - b));
    vi.runAllTimers();
    expect(order()).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  });

  test('sorts printed rows in the document immediately', () => {
    renderer.update(inputWith(), rangeOf(10, 20), false);
    renderer.update(inputWith(), rangeOf(0, 30), true);
    const order = rows().map((tr) => Number(tr.getAttribute('aria-rowindex')) - 2);
    expect(order).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });

  test('rebuilds the rows when the columns change', () => {
    renderer.update(inputWith(), rangeOf(0, 3), false);
    const two = rendered.filter(({ id }) => id === 'file' || id === 'download');
    renderer.update(inputWith({ columns: two }), rangeOf(0, 3), false);
    const cells = [...(rows()[0]?.cells ?? [])].map((cell) => cell.dataset['column']);
    expect(cells).toEqual(['select', 'file', 'download']);
    expect(rows()).toHaveLength(3);
  });

  test('clears its timer on disposal', () => {
    renderer.update(inputWith(), rangeOf(0, 3), false);
    renderer.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});
