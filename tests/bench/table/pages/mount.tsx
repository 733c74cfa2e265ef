import './page.css';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { DataFile } from '../../../../src/api/schemas.ts';
import { type Motion, move } from './move.ts';
import { makeRows, prepareRows } from './rows.ts';

/** The rows of a page: all in memory, or a number of rows that are created on demand. */
export type Rows = { files: readonly DataFile[]; count: number } | { files: null; count: number };

export interface Shown {
  view: (rows: Rows) => ReactNode;
  /** Selects the scroll container. */
  scroller: string;
  /** Selects the rows; null if the table renders to a canvas. */
  row: string | null;
  /** Returns the index of a row, from 0. */
  indexOf: (row: Element) => number;
}

/** Values for the measuring script. */
interface Opened {
  /** ms for creating the rows, which do not count as time of the table. */
  preparing: number;
  /** ms from the navigation to the first visible row. */
  firstRow: number;
  /** ms from the creation of the rows to the first visible row. */
  dataToFirstRow: number;
}

declare global {
  interface Window {
    opened: Promise<Opened>;
    move: (name: string) => Promise<Motion>;
  }
}

/** Shows the number of rows in the URL (`?rows=…`). With `&ondemand`, rows are created on demand. */
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

/** ms after which a table without a row counts as broken. */
const PATIENCE = 120_000;

/** Resolves in the frame after the first row or the canvas was rendered. */
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
