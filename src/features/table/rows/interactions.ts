import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type SyntheticEvent,
  useState,
} from 'react';
import { followInPlace, isPlainClick } from '../../../url/Link.tsx';
import type { SearchParams } from '../../../url/searchParams.ts';
import type { DataFile } from '../../../api/schemas.ts';
import { CLICK_AGAIN } from '../../downloads/describeDownload.ts';
import { followDownload, prepareDownload } from '../../downloads/downloads.ts';
import type { Names } from '../../../domain/describe.ts';
import { currentLink } from '../../../queries/links.ts';
import type { Session } from '../../../session/session.ts';
import { plainLine } from '../../../ui/sanitizeText.ts';
import { cellText, cellTooltip } from '../columns.ts';
import { extendSelection, selectRow } from '../selection/selectRows.ts';
import { closestRow, focusAdjacentRow, focusHeadingOf, openRow } from './focus.ts';
import { changesOf, showTooltip } from './links.ts';
import type { OpenMenu } from './FileMenu.tsx';

/** Context of the event handlers below. They handle the events of all rows; a row has no listeners of its own. */
export interface Rows {
  /** The file of a row; null if the server redacted it, undefined while it is loading or if there is no such row. */
  fileAt: (index: number) => DataFile | null | undefined;
  rowCount: number;
  /** The position of the first row in the whole result, from 0. */
  offset: number;
  session: Session;
  params: SearchParams;
  names: Names;
  /** The rows belong to the previous query or page: the handlers do not select or open them. */
  isStale: boolean;
  /** Scrolls to a row that may not be rendered. If undefined, the browser can scroll to every row. */
  reveal?: (index: number) => void;
  openMenu: (file: DataFile, opener: HTMLButtonElement) => void;
}

/** Selects the row, opens its details or its menu, or follows the download link, depending on the target. */
function click(rows: Rows, event: MouseEvent<HTMLElement>): void {
  const { target } = event;
  const row = closestRow(target);
  if (row === null || !(target instanceof Element)) return;
  follow(rows, event);
  const button = target.closest('button');
  const index = indexOf(rows, row);
  const file = rows.fileAt(index) ?? null;
  // The button of an open menu closes the menu without a script.
  if (file !== null && button?.popoverTargetElement === null) rows.openMenu(file, button);
  if (rows.isStale) return;
  if (isInSelectCell(target)) selectRow(rows, index, event.shiftKey);
  else if (target.closest('a, button') === null && isPlainClick(event) && !isTextSelected()) {
    openRow(row);
  }
}

/** Follows a clicked download link, with any mouse button; renews the link first if it has expired. */
function follow(rows: Rows, event: MouseEvent<HTMLElement>): void {
  const download = downloadAt(rows, event);
  if (download === null) return;
  const { anchor, link } = download;
  followDownload(event, anchor, rows.session.source, link, (isReady) => {
    // The next update of the row restores the text.
    if (isReady) anchor.textContent = CLICK_AGAIN;
  });
}

/** Renews a download link that the user may be about to use, and sets the tooltip of the cell under the pointer. */
function prepare(rows: Rows, event: SyntheticEvent<HTMLElement>): void {
  if (event.type === 'pointerover') updateTooltip(rows, event);
  const download = downloadAt(rows, event);
  if (download !== null) prepareDownload(download.link);
}

function updateTooltip(rows: Rows, { target }: SyntheticEvent<HTMLElement>): void {
  const row = closestRow(target);
  const cell = target instanceof Element ? target.closest('td') : null;
  const file = row === null ? null : rows.fileAt(indexOf(rows, row));
  if (cell === null || file === undefined || file === null) return;
  showTooltip(cell, cellTooltip(cell.dataset['column'] ?? '', file, rows.names));
}

function downloadAt(rows: Rows, { target }: SyntheticEvent<HTMLElement>) {
  const row = closestRow(target);
  const anchor = target instanceof Element ? target.closest('a') : null;
  if (row === null || anchor?.closest('[data-column="download"]') == null) return null;
  const file = rows.fileAt(indexOf(rows, row)) ?? null;
  return file === null ? null : { anchor, link: currentLink(rows.session, file) };
}

/** Prevents the browser from selecting text when the user Shift-clicks to select rows. */
function pressMouse(_rows: Rows, event: MouseEvent<HTMLElement>): void {
  const { target } = event;
  if (!event.shiftKey || !(target instanceof HTMLElement) || !isInSelectCell(target)) return;
  event.preventDefault();
  target.focus();
}

/** Moves the focus to the next or previous row on an arrow key; with Shift, extends the selection. */
function pressKey(rows: Rows, event: KeyboardEvent<HTMLElement>): void {
  const { isStale, reveal } = rows;
  const by = { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key];
  const row = closestRow(event.target);
  if (by === undefined || row === null || !(event.target instanceof Element)) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const index = indexOf(rows, row);
  const isRow = index + by >= 0 && index + by < rows.rowCount;
  const { target, shiftKey } = event;
  if (shiftKey && !isRow) return;
  event.preventDefault();
  if (shiftKey && !isStale) extendSelection(rows, index, index + by);
  if (!isRow) {
    if (by < 0) focusHeadingOf(target);
  } else if (!focusAdjacentRow(row, target, by)) {
    // The next row is not rendered: the focused row was scrolled out of view, or keys repeat faster than frames.
    if (reveal === undefined) row.scrollIntoView({ block: 'nearest' });
    else reveal(index + by);
    afterRendering(() => focusAdjacentRow(row, target, by));
  }
}

/** Copies the focused cell, if no text is selected. */
function copy(rows: Rows, event: ClipboardEvent<HTMLElement>): void {
  const { activeElement } = document;
  const row = closestRow(activeElement);
  const file = row === null ? undefined : rows.fileAt(indexOf(rows, row));
  if (file === undefined || file === null || isTextSelected()) return;
  const column = activeElement?.closest('td')?.dataset['column'] ?? '';
  // A renewed download link is only in the element, not in the file.
  const address = activeElement instanceof HTMLAnchorElement ? activeElement.href : '';
  const text = plainLine(column === 'download' ? address : cellText(column, file, rows.names));
  if (text === '') return;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  announceCopy(event.currentTarget, text);
}

function indexOf({ offset }: Pick<Rows, 'offset'>, row: HTMLElement): number {
  return Number(row.getAttribute('aria-rowindex')) - offset - 2;
}

/** Calls `callback` after the rows that have just become visible are rendered, which takes a frame. */
function afterRendering(callback: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(callback));
}

/** A click anywhere in the cell selects the row, not only on the checkbox. */
function isInSelectCell(element: Element): boolean {
  return element.closest('[data-column="select"]') !== null;
}

function isTextSelected(): boolean {
  return !(document.getSelection()?.isCollapsed ?? true);
}

/** How long the message about a copied cell is shown, in ms. */
const ANNOUNCEMENT_MS = 4000;
let timer: ReturnType<typeof setTimeout> | undefined;

function announceCopy(body: HTMLElement, text: string): void {
  const status = body.closest('[data-scroller]')?.querySelector('[data-copied]') ?? null;
  if (status === null) return;
  status.textContent = `Copied ${text}`;
  clearTimeout(timer);
  timer = setTimeout(() => {
    status.textContent = '';
  }, ANNOUNCEMENT_MS);
}

/** Returns the event listeners for the element that contains all rows, and the open row menu, or null. */
export function useRowInteractions(page: Omit<Rows, 'openMenu'>) {
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const openMenu = (file: DataFile, opener: HTMLButtonElement) => {
    // When this menu reports that it has closed, another one may already be open.
    const close = () => setMenu((open) => (open?.opener === opener ? null : open));
    setMenu({ file, opener, close });
  };
  const rows: Rows = { ...page, openMenu };
  const withRows =
    <Event>(handle: (rows: Rows, event: Event) => void) =>
    (event: Event) =>
      handle(rows, event);
  const handlePrepare = withRows(prepare);
  const listeners = {
    onClick: (event: MouseEvent<HTMLElement>) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const changes = link === null ? undefined : changesOf(link);
      if (changes !== undefined) followInPlace(event, changes);
      click(rows, event);
    },
    onAuxClick: withRows(follow),
    onPointerOver: handlePrepare,
    onPointerDown: handlePrepare,
    onFocus: handlePrepare,
    onMouseDown: withRows(pressMouse),
    onKeyDown: withRows(pressKey),
    onCopy: withRows(copy),
  };
  return { menu, listeners };
}
