import type { DataFile } from '../../../api/schemas.ts';
import type { Range } from '../scroll/geometry.ts';
import type { RenderContext } from './cells.ts';
import { createPlaceholder, createRow, type RenderedColumn, type RenderedRow } from './row.ts';
import { hideTooltip } from './links.ts';

/** What to render, as opposed to which part of it (`RenderedRange`). Another `columns` array rebuilds all rows. */
export interface RenderInput {
  columns: readonly RenderedColumn[];
  context: RenderContext;
  /** How many rows there are. */
  rowCount: number;
  /** The position of the first row in the whole result, from 0. */
  offset: number;
  /** The file of a row; null if the server does not show one, undefined while it is loading. */
  fileAt: (index: number) => DataFile | null | undefined;
  isSelected: (id: number) => boolean;
  /** CSS pixels from the top of the body to the top of the row. */
  topOf: (index: number, range: RenderedRange) => number;
}

/** The rows to render. `shift` is how many CSS pixels the rows have scrolled further than their element. */
export interface RenderedRange extends Range {
  shift: number;
}

interface PooledRow extends RenderedRow {
  kind: 'file' | 'placeholder' | 'withheld';
  top: number;
}

/** How long scrolling must pause, in ms, before the rows get the document order of their indexes. */
const REST_MS = 150;

/**
 * Renders rows into `body` without React. A step of scrolling updates the rows that leave with the files that enter,
 * and touches no other row. A row that has the focus or an open menu stays in the document.
 */
export function createRowRenderer(body: HTMLElement) {
  const rows = new Map<number, PooledRow>();
  /** Rows to reuse, which are not in the document; empty while no scrolling is under way. */
  const pool: PooledRow[] = [];
  let input: RenderInput | null = null;
  let range: RenderedRange = { first: 0, end: 0, shift: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const updateRow = (row: PooledRow, index: number, from: RenderInput) => {
    const file = from.fileAt(index);
    if (file !== undefined && file !== null) {
      row.update?.(file, from.context, from.isSelected(file.id));
    }
    row.tr.setAttribute('aria-rowindex', String(from.offset + index + 2));
  };

  const moveRow = (row: PooledRow, top: number) => {
    if (row.top === top) return;
    row.top = top;
    row.tr.style.transform = `translateY(${top}px)`;
  };

  const create = (kind: PooledRow['kind'], columns: RenderInput['columns']): PooledRow => {
    const row =
      kind === 'file' ? createRow(columns) : createPlaceholder(columns, kind === 'withheld');
    return { ...row, kind, top: Number.NaN };
  };

  const finish = () => {
    pool.length = 0;
    // A pressed button or link must still be in its place when the user releases it.
    if (body.matches(':active')) timer = setTimeout(finish, REST_MS);
    else orderRows(rows);
  };

  /** Renders the rows of `range`. Rows that are rendered already are updated only if `isNewInput`. */
  const render = (isNewInput: boolean) => {
    if (input === null) return;
    const { columns, fileAt, rowCount, topOf } = input;
    const { first, end } = range;
    const { activeElement } = document;
    const selection = document.getSelection();
    const selectedText = selection === null || selection.isCollapsed ? null : selection;
    hideTooltip();
    for (const [index, row] of rows) {
      const isInRange = index >= first && index < end;
      const isKept = isInRange || (index < rowCount && isInUse(row.tr, activeElement));
      if (isKept && (!isNewInput || row.kind === kindOf(fileAt(index)))) {
        moveRow(row, topOf(index, range));
        if (isNewInput) updateRow(row, index, input);
        continue;
      }
      rows.delete(index);
      // A recycled row would keep its selected text, which would then be another file's.
      if (selectedText?.containsNode(row.tr, true) === true) row.tr.remove();
      else pool.push(row);
    }
    for (let index = first; index < end; index++) {
      if (rows.has(index)) continue;
      const kind = kindOf(fileAt(index));
      const reusable = pool.findLastIndex((each) => each.kind === kind);
      const [row = create(kind, columns)] = reusable < 0 ? [] : pool.splice(reusable, 1);
      updateRow(row, index, input);
      moveRow(row, topOf(index, range));
      if (row.tr.parentNode === null) body.append(row.tr);
      rows.set(index, row);
    }
    clearTimeout(timer);
    timer = setTimeout(finish, REST_MS);
    for (const { tr } of pool) tr.remove();
  };

  return {
    /** Renders another range of the same input. Cheap: call it for each step of scrolling. */
    setRange: (next: RenderedRange) => {
      range = next;
      render(false);
    },
    /** Renders another input, and all of its rows. `isStatic` rows, on paper, get their document order at once. */
    update: (next: RenderInput, nextRange: RenderedRange, isStatic: boolean) => {
      if (input?.columns !== next.columns) {
        for (const { tr } of rows.values()) tr.remove();
        rows.clear();
        pool.length = 0;
      }
      input = next;
      range = nextRange;
      render(true);
      if (isStatic) orderRows(rows);
    },
    /** Cancels outstanding work. The rows stay in the document, which removes them with `body`. */
    dispose: () => clearTimeout(timer),
  };
}

function kindOf(file: DataFile | null | undefined): PooledRow['kind'] {
  if (file === undefined) return 'placeholder';
  return file === null ? 'withheld' : 'file';
}

function isInUse(tr: HTMLTableRowElement, focused: Element | null): boolean {
  return tr.contains(focused) || tr.querySelector('[aria-expanded="true"]') !== null;
}

/**
 * Gives rows the document order of their indexes, in which screen readers read them and Tab visits them. Moving a row
 * that has the focus would blur it, so the other rows move around it.
 */
function orderRows(rows: ReadonlyMap<number, { tr: HTMLTableRowElement }>): void {
  const sorted = [...rows].toSorted(([a], [b]) => a - b).map(([, { tr }]) => tr);
  const focused = sorted.findIndex((tr) => tr.contains(document.activeElement));
  const start = Math.max(0, focused);
  for (let place = start - 1; place >= 0; place--) {
    const [tr, next] = [sorted[place], sorted[place + 1]];
    if (tr !== undefined && next !== undefined && tr.nextSibling !== next) next.before(tr);
  }
  for (let place = start + 1; place < sorted.length; place++) {
    const [tr, before] = [sorted[place], sorted[place - 1]];
    if (tr !== undefined && before !== undefined && tr.previousSibling !== before) before.after(tr);
  }
}
