import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useRef,
  useState,
} from 'react';
import type { Asked } from '../address/parameters.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import { cellText } from './cellText.ts';
import { focusBeside, focusHeadingOf, openRow, rowAround } from './rowFocus.ts';
import { useRowSelection } from './useRowSelection.ts';

/** The index of the row that has the focus; null where none has. */
export interface Focus {
  focused: number | null;
  setFocused: (index: number | null) => void;
}

interface Rows {
  /** The file in a row; null or undefined where there is none, or none yet. */
  fileAt: (index: number) => DataFile | null | undefined;
  /** How many rows there are. */
  rows: number;
  /** Where the first row stands in the whole result. */
  offset: number;
  asked: Asked;
  names: Names;
  /** The rows are those of another question or page: there is nothing to do with them. */
  isStale: boolean;
  focus: Focus;
  /** Brings a row into sight; without it, the browser can. */
  reveal?: (index: number) => void;
}

/** How long it is said that something was copied, in ms. */
const SAID_MS = 4000;

/**
 * What the mouse and the keyboard do in the rows, for the element around them all: no row has
 * listeners of its own. `copied` is the text copied last, for a moment, or null. Which row has the
 * focus is noted, since it must stay in the document wherever the others are.
 */
export function useRowActions({
  fileAt,
  rows,
  offset,
  asked,
  names,
  isStale,
  focus: { setFocused },
  reveal,
}: Rows) {
  const { pick, extend } = useRowSelection(fileAt, asked);
  const [copied, setCopied] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const indexOf = (row: HTMLElement) => Number(row.getAttribute('aria-rowindex')) - offset - 2;

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const { target } = event;
    const row = rowAround(target);
    if (row === null || isStale || !(target instanceof HTMLElement)) return;
    if (isToSelect(target)) pick(indexOf(row), event.shiftKey);
    else if (target.closest('a, button') === null && isPlain(event) && !hasTextSelected()) {
      openRow(row);
    }
  };

  const onMouseDown = (event: MouseEvent<HTMLElement>) => {
    const { target } = event;
    // Otherwise the browser would select the text between two clicks.
    if (!event.shiftKey || !(target instanceof HTMLElement) || !isToSelect(target)) return;
    event.preventDefault();
    target.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key];
    const row = rowAround(event.target);
    if (by === undefined || row === null || !(event.target instanceof Element)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = indexOf(row);
    const isThere = index + by >= 0 && index + by < rows;
    const { target, shiftKey } = event;
    if (shiftKey && !isThere) return;
    event.preventDefault();
    if (shiftKey && !isStale) extend(index, index + by);
    if (!isThere) {
      if (by < 0) focusHeadingOf(target);
    } else if (!focusBeside(row, target, by)) {
      // The next row is not drawn: either the focus was scrolled out of sight, or the keys came
      // faster than the rows.
      if (reveal === undefined) row.scrollIntoView({ block: 'nearest' });
      else reveal(index + by);
      afterDrawing(() => focusBeside(row, target, by));
    }
  };

  const onCopy = (event: ClipboardEvent<HTMLElement>) => {
    const { activeElement } = document;
    const row = rowAround(activeElement);
    const file = row === null ? undefined : fileAt(indexOf(row));
    if (file === undefined || file === null || hasTextSelected()) return;
    const column = activeElement?.closest('td')?.dataset['column'] ?? '';
    // A download link stands for nothing but its address, and only the link has the newest one.
    const address = activeElement instanceof HTMLAnchorElement ? activeElement.href : '';
    const text = column === 'download' ? address : cellText(column, file, names);
    if (text === '') return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
    setCopied(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(null), SAID_MS);
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const row = event.target.closest('tr');
    if (row !== null) setFocused(indexOf(row));
  };

  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    if (!currentTarget.contains(relatedTarget)) setFocused(null);
  };

  const listeners = { onClick, onMouseDown, onKeyDown, onCopy, onFocus, onBlur };
  return { copied, listeners };
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
