import type { DataFile } from '../api/schemas.ts';
import type { Column } from './columns.ts';
import type { Page } from './drawCells.ts';
import { type DrawnRow, drawRow } from './drawRow.ts';
import { clearHint } from './hint.ts';
import { orderRows } from './rowOrder.ts';
import type { Range } from './windowing.ts';

/** What is drawn of the rows, and what they look like. */
export interface Look {
  columns: readonly Column[];
  page: Page;
  /** How many rows there are. */
  rows: number;
  /** Where the first row stands in the whole result. */
  offset: number;
  /** The file in a row; null where there is none to show, undefined where there is none yet. */
  fileAt: (index: number) => DataFile | null | undefined;
  isSelected: (id: number) => boolean;
  /** CSS pixels from the top of the rows' element, where it stands so. */
  topOf: (index: number, at: Stand) => number;
  /** Draws a row without a file. */
  drawHole?: ((columns: readonly Column[], isWithheld: boolean) => DrawnRow) | undefined;
}

/** Which rows are to be drawn, and by how much the element of the rows is behind them. */
export interface Stand extends Range {
  shift: number;
}

interface Slot extends DrawnRow {
  kind: 'file' | 'hole' | 'withheld';
  top: number;
}

/** How long after the last step, in ms, rows are put into their order in the document. */
const REST_MS = 150;

/**
 * The rows in `body`, drawn without React: a step of scrolling fills the rows that leave with those
 * that enter, and touches no other. A row that has the focus, or whose menu is open, stays.
 */
export function createRowLayer(body: HTMLElement) {
  const slots = new Map<number, Slot>();
  /** Rows out of the document that are to be filled again, until scrolling rests. */
  const free: Slot[] = [];
  let look: Look | null = null;
  let stand: Stand = { first: 0, end: 0, shift: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const paint = (slot: Slot, index: number, { fileAt, page, isSelected, offset }: Look) => {
    const file = fileAt(index);
    if (file !== undefined && file !== null) slot.fill?.(file, page, isSelected(file.id));
    slot.tr.setAttribute('aria-rowindex', String(offset + index + 2));
  };

  const put = (slot: Slot, top: number) => {
    if (slot.top === top) return;
    slot.top = top;
    slot.tr.style.transform = `translateY(${top}px)`;
  };

  const draw = (kind: Slot['kind'], { columns, drawHole }: Look): Slot => {
    const row =
      kind === 'file' || drawHole === undefined
        ? drawRow(columns)
        : drawHole(columns, kind === 'withheld');
    return { ...row, kind, top: Number.NaN };
  };

  const arrange = () => {
    free.length = 0;
    // Whoever presses a button or a link must find it where it was when it is let go.
    if (body.matches(':active')) timer = setTimeout(arrange, REST_MS);
    else orderRows(slots);
  };

  /** Draws the rows of `now`. Those that are drawn already are right, unless `isAnew`. */
  const update = (isAnew: boolean) => {
    if (look === null) return;
    const { fileAt, rows, topOf } = look;
    const { first, end } = stand;
    const { activeElement } = document;
    const selection = document.getSelection();
    clearHint();
    const selected = selection === null || selection.isCollapsed ? null : selection;
    for (const [index, slot] of slots) {
      const isWanted =
        (index >= first && index < end) || (index < rows && isKept(slot.tr, activeElement));
      if (isWanted && (!isAnew || slot.kind === kindOf(fileAt(index)))) {
        put(slot, topOf(index, stand));
        if (isAnew) paint(slot, index, look);
        continue;
      }
      slots.delete(index);
      // A selection of text would stay, and be one of another file's.
      if (selected?.containsNode(slot.tr, true) === true) slot.tr.remove();
      else free.push(slot);
    }
    for (let index = first; index < end; index++) {
      if (slots.has(index)) continue;
      const kind = kindOf(fileAt(index));
      const left = free.findLastIndex((each) => each.kind === kind);
      const [slot = draw(kind, look)] = left < 0 ? [] : free.splice(left, 1);
      paint(slot, index, look);
      put(slot, topOf(index, stand));
      if (slot.tr.parentNode === null) body.append(slot.tr);
      slots.set(index, slot);
    }
    clearTimeout(timer);
    timer = setTimeout(arrange, REST_MS);
    for (const { tr } of free) tr.remove();
  };

  return {
    /** Draws the rows that have come into sight. */
    move: (to: Stand) => {
      stand = to;
      update(false);
    },
    /** Draws all rows anew; with `isWhole`, at once in the order of the document as of the list. */
    show: (next: Look, at: Stand, isWhole: boolean) => {
      if (look?.columns !== next.columns) {
        for (const { tr } of slots.values()) tr.remove();
        slots.clear();
        free.length = 0;
      }
      look = next;
      stand = at;
      update(true);
      if (isWhole) orderRows(slots);
    },
    stop: () => clearTimeout(timer),
  };
}

function kindOf(file: DataFile | null | undefined): Slot['kind'] {
  if (file === undefined) return 'hole';
  return file === null ? 'withheld' : 'file';
}

function isKept(tr: HTMLTableRowElement, focused: Element | null): boolean {
  return tr.contains(focused) || tr.querySelector('[aria-expanded="true"]') !== null;
}
