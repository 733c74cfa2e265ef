import type { ClipboardEvent, KeyboardEvent, MouseEvent, SyntheticEvent } from 'react';
import { isPlainClick } from '../address/AddressLink.tsx';
import type { QueryClient } from '@tanstack/react-query';
import type { Asked } from '../address/parameters.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import type { Names } from '../listing/describe.ts';
import { CLICK_AGAIN } from '../links/describeDownload.ts';
import { followDownload, prepareDownload } from '../links/downloads.ts';
import { linkNow } from '../queries/links.ts';
import { cellHint, cellText } from './cellText.ts';
import { setHint } from './hint.ts';
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
  client: QueryClient;
  /** Opens the menu of a file, behind its row's button. */
  openMenu: (file: DataFile, opener: HTMLButtonElement) => void;
}

/** A click selects the row, or opens it or its menu, or does what the link does that it met. */
export function click(rows: Rows, event: MouseEvent<HTMLElement>): void {
  const { target } = event;
  const row = rowAround(target);
  if (row === null || !(target instanceof Element)) return;
  follow(rows, event);
  const button = target.closest('button');
  const file = rows.fileAt(indexOf(rows, row)) ?? null;
  // The button of an open menu closes it by itself.
  if (file !== null && button?.popoverTargetElement === null) rows.openMenu(file, button);
  if (rows.isStale) return;
  if (isToSelect(target)) rowSelection(rows).pick(indexOf(rows, row), event.shiftKey);
  else if (target.closest('a, button') === null && isPlainClick(event) && !hasTextSelected()) {
    openRow(row);
  }
}

/** A click of any button on a download link leads to the file, however old the link is. */
export function follow(rows: Rows, event: MouseEvent<HTMLElement>): void {
  const met = downloadAt(rows, event);
  if (met === null) return;
  const { anchor, link } = met;
  followDownload(event, anchor, rows.source, link, (isReady) => {
    // Until the row is drawn anew.
    if (isReady) anchor.textContent = CLICK_AGAIN;
  });
}

/** Whoever comes near a download link may be about to use it; whoever points at a cell, to read all of it. */
export function prepare(rows: Rows, event: SyntheticEvent<HTMLElement>): void {
  if (event.type === 'pointerover') hint(rows, event);
  const met = downloadAt(rows, event);
  if (met !== null) prepareDownload(met.link);
}

function hint(rows: Rows, { target }: SyntheticEvent<HTMLElement>): void {
  const row = rowAround(target);
  const cell = target instanceof Element ? target.closest('td') : null;
  const file = row === null ? null : rows.fileAt(indexOf(rows, row));
  if (cell === null || file === undefined || file === null) return;
  setHint(cell, cellHint(cell.dataset['column'] ?? '', file, rows.names));
}

function downloadAt(rows: Rows, { target }: SyntheticEvent<HTMLElement>) {
  const row = rowAround(target);
  const anchor = target instanceof Element ? target.closest('a') : null;
  if (row === null || anchor?.closest('[data-column="download"]') == null) return null;
  const file = rows.fileAt(indexOf(rows, row)) ?? null;
  return file === null ? null : { anchor, link: linkNow(rows.client, rows.source, file) };
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
  say(event.currentTarget, text);
}

function indexOf({ offset }: Pick<Rows, 'offset'>, row: HTMLElement): number {
  return Number(row.getAttribute('aria-rowindex')) - offset - 2;
}

/** Calls back when rows are drawn that have just come into sight: that takes a frame. */
function afterDrawing(callback: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(callback));
}

/** The whole cell selects, not only the small box in it. */
function isToSelect(element: Element): boolean {
  return element.closest('[data-column="select"]') !== null;
}

function hasTextSelected(): boolean {
  return !(document.getSelection()?.isCollapsed ?? true);
}

/** How long it is said that something was copied, in ms. */
const SAID_MS = 4000;
let timer: ReturnType<typeof setTimeout> | undefined;

function say(body: HTMLElement, text: string): void {
  const status = body.closest('[data-scroller]')?.querySelector('[data-copied]') ?? null;
  if (status === null) return;
  status.textContent = `Copied ${text}`;
  clearTimeout(timer);
  timer = setTimeout(() => {
    status.textContent = '';
  }, SAID_MS);
}
