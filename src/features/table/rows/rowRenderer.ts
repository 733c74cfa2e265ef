import type { DataFile } from '../../../api/schemas.ts';
import type { Range } from '../scroll/geometry.ts';
import type { RenderContext } from './cells.ts';
import { createPlaceholder, createRow, type RenderedColumn, type RenderedRow } from './row.ts';
import { hideTooltip } from './links.ts';

/** The data to render; `RenderedRange` says which part of it. A new `columns` array rebuilds all rows. */
export interface RenderInput {
  columns: readonly RenderedColumn[];
  context: RenderContext;
  /** How many rows there are. */
  rowCount: number;
  /** The position of the first row in the whole result, from 0. */
  offset: number;
  /** The file of a row; null if the server redacted it, undefined while it is loading. */
  fileAt: (index: number) => DataFile | null | undefined;
  isSelected: (id: number) => boolean;
  /** CSS pixels from the top of the body to the top of the row. */
  topOf: (index: number, range: RenderedRange) => number;
}

/** The rows to render. `shift`: by how many CSS pixels the rows have scrolled further than their element. */
export interface RenderedRange extends Range {
  shift: number;
}

interface PooledRow extends RenderedRow {
  kind: 'file' | 'placeholder' | 'redacted';
  top: number;
}

/** How long scrolling must pause, in ms, before the document order of the rows is corrected. */
const SETTLE_MS = 150;

/**
 * Renders rows into `body` without React. Each step of scrolling recycles the rows that leave the range for the files
 * that enter it, and touches no other row. A row that has the focus or an open menu stays in the document.
 */
export function createRowRenderer(body: HTMLElement) {
  const rows = new Map<number, PooledRow>();
  /** Rows to reuse. They are not in the document. Emptied when scrolling pauses. */
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
      kind === 'file' ? createRow(columns) : createPlaceholder(columns, kind === 'redacted');
    return { ...row, kind, top: Number.NaN };
  };

  const finish = () => {
    pool.length = 0;
    // A pressed button or link must still be in its place when the user releases it.
    if (body.matches(':active')) timer = setTimeout(finish, SETTLE_MS);
    else orderRows(rows);
  };

  /** Renders the rows of `range`. Updates rows that are already rendered only if `isNewInput`. */
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
      // A recycled row would keep the user's text selection, which would then contain text of another file.
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
    timer = setTimeout(finish, SETTLE_MS);
    for (const { tr } of pool) tr.remove();
  };

  return {
    /** Renders another range of the same input. Cheap: call it for each step of scrolling. */
    setRange: (next: RenderedRange) => {
      range = next;
      render(false);
    },
    /** Renders new input: updates all rows. If `isStatic` (for print), corrects the document order at once. */
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
    /** Cancels outstanding work. Leaves the rows in `body`, which React removes. */
    dispose: () => clearTimeout(timer),
  };
}

function kindOf(file: DataFile | null | undefined): PooledRow['kind'] {
  if (file === undefined) return 'placeholder';
  return file === null ? 'redacted' : 'file';
}

function isInUse(tr: HTMLTableRowElement, focused: Element | null): boolean {
  return tr.contains(focused) || tr.querySelector('[aria-expanded="true"]') !== null;
}

/**
 * Sorts the rows in the document by index: screen readers and the Tab key follow the document order. Moving a row that
 * has the focus would blur it, so the function moves the other rows instead.
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
