import type { ClipboardEvent, KeyboardEvent, MouseEvent, RefObject } from 'react';
import type { Asked } from '../address/parameters.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import type { Names } from '../listing/describe.ts';
import { cellText } from './cellText.ts';
import { focusBeside, focusHeadingOf, openRow, rowAround } from './rowFocus.ts';
import { rowSelection } from './rowSelection.ts';

/** The rows of the table, and what the page knows of them. */
export interface Rows {
  /** The file in a row; null where the server shows none, undefined where there is none, or none yet. */
  fileAt: (index: number) => DataFile | null | undefined;
  /** How many rows there are. */
  rows: number;
  /** Where the first row stands in the whole result. */
  offset: number;
  source: Source;
  asked: Asked;
  names: Names;
  /** The rows are those of another question or page: there is nothing to do with them. */
  isStale: boolean;
  /** Brings a row into sight; without it, the browser can. */
  reveal?: (index: number) => void;
  /** Where a range of selected rows begins: by id, too, since the rows of another page do not have it. */
  anchor: RefObject<{ index: number; id: number } | null>;
  /** Says that a text was copied. */
  say: (text: string) => void;
}

/** A click selects the row, or opens it, or does what the link does that it met. */
export function click(rows: Rows, event: MouseEvent<HTMLElement>): void {
  const { target } = event;
  const row = rowAround(target);
  if (row === null || rows.isStale || !(target instanceof HTMLElement)) return;
  if (isToSelect(target)) rowSelection(rows).pick(indexOf(rows, row), event.shiftKey);
  else if (target.closest('a, button') === null && isPlain(event) && !hasTextSelected()) {
    openRow(row);
  }
}

/** Shift and a press of the mouse select rows, where the browser would select text. */
export function pressMouse(_rows: Rows, event: MouseEvent<HTMLElement>): void {
  const { target } = event;
  if (!event.shiftKey || !(target instanceof HTMLElement) || !isToSelect(target)) return;
  event.preventDefault();
  target.focus();
}

/** The arrows move from row to row; with Shift they select on the way. */
export function pressKey(rows: Rows, event: KeyboardEvent<HTMLElement>): void {
  const { isStale, reveal } = rows;
  const by = { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key];
  const row = rowAround(event.target);
  if (by === undefined || row === null || !(event.target instanceof Element)) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const index = indexOf(rows, row);
  const isThere = index + by >= 0 && index + by < rows.rows;
  const { target, shiftKey } = event;
  if (shiftKey && !isThere) return;
  event.preventDefault();
  if (shiftKey && !isStale) rowSelection(rows).extend(index, index + by);
  if (!isThere) {
    if (by < 0) focusHeadingOf(target);
  } else if (!focusBeside(row, target, by)) {
    // The next row is not drawn: either the focus was scrolled out of sight, or the keys came
    // faster than the rows.
    if (reveal === undefined) row.scrollIntoView({ block: 'nearest' });
    else reveal(index + by);
    afterDrawing(() => focusBeside(row, target, by));
  }
}

/** Copies the cell that has the focus, where no text is selected. */
export function copy(rows: Rows, event: ClipboardEvent<HTMLElement>): void {
  const { activeElement } = document;
  const row = rowAround(activeElement);
  const file = row === null ? undefined : rows.fileAt(indexOf(rows, row));
  if (file === undefined || file === null || hasTextSelected()) return;
  const column = activeElement?.closest('td')?.dataset['column'] ?? '';
  // A download link stands for nothing but its address, and only the link has the newest one.
  const address = activeElement instanceof HTMLAnchorElement ? activeElement.href : '';
  const text = column === 'download' ? address : cellText(column, file, rows.names);
  if (text === '') return;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  rows.say(text);
}

function indexOf({ offset }: Rows, row: HTMLElement): number {
  return Number(row.getAttribute('aria-rowindex')) - offset - 2;
}

/** Calls back when rows are drawn that have just come into sight: that takes a frame. */
function afterDrawing(callback: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(callback));
}

/** The whole cell selects, not only the small box in it. */
function isToSelect(element: HTMLElement): boolean {
  return element.closest('[data-column="select"]') !== null;
}

function isPlain({ button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey;
}

function hasTextSelected(): boolean {
  return !(document.getSelection()?.isCollapsed ?? true);
}
