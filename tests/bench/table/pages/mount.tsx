import './page.css';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { DataFile } from '../../../../src/api/schemas.ts';
import { type Motion, move } from './move.ts';
import { makeRows, prepareRows } from './rows.ts';

/** What a page shows: all rows at hand, or so many that are made when they are asked for. */
export type Rows = { files: readonly DataFile[]; count: number } | { files: null; count: number };

export interface Shown {
  view: (rows: Rows) => ReactNode;
  /** The element that scrolls, once it is there. */
  scroller: string;
  /** A row; null where rows are drawn on a canvas and nothing can be asked of them. */
  row: string | null;
  /** The index of a row, 0 for the first one. */
  indexOf: (row: Element) => number;
}

/** What the measuring script reads off the page. */
interface Opened {
  /** ms that making rows took, which is nobody's fault. */
  preparing: number;
  /** ms since the navigation when the first row could be seen. */
  firstRow: number;
  /** ms from the rows being there to the first one being seen. */
  dataToFirstRow: number;
}

declare global {
  interface Window {
    opened: Promise<Opened>;
    move: (name: string) => Promise<Motion>;
  }
}

/** Shows as many rows as the address says (`?rows=…`, with `&ondemand` none of them beforehand). */
export function mount(shown: Shown): void {
  const query = new URLSearchParams(window.location.search);
  const count = Number(query.get('rows'));
  const began = performance.now();
  prepareRows();
  const rows = query.has('ondemand') ? { files: null, count } : { files: makeRows(count), count };
  const ready = performance.now();
  const root = document.querySelector('#root');
  if (root === null) throw new Error('The page has no element #root.');
  createRoot(root).render(shown.view(rows));
  window.opened = seen(shown).then((firstRow) => ({
    preparing: ready - began,
    firstRow,
    dataToFirstRow: firstRow - ready,
  }));
  window.move = (name) => move(shown, name, count);
}

/** ms after which a table without a row is one that does not work. */
const PATIENCE = 120_000;

/** When the first row is there, or the canvas: the frame after it was drawn. */
async function seen({ row }: Shown): Promise<number> {
  while (performance.now() < PATIENCE) {
    await new Promise(requestAnimationFrame);
    const found = document.querySelector(row ?? 'canvas');
    if (found === null || (row !== null && found.textContent === '')) continue;
    await new Promise(requestAnimationFrame);
    return performance.now();
  }
  throw new Error(`No row is ${row}.`);
}
