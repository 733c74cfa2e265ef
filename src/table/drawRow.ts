import type { DataFile } from '../api/schemas.ts';
import { nameOf } from '../listing/nameOf.ts';
import { createElement, setAttribute } from '../ui/dom.ts';
import type { Column } from './columns.ts';
import type { Page } from './drawCells.ts';
import styles from './Row.module.css';

/** A row in the document, and the way to show another file in it. */
export interface DrawnRow {
  tr: HTMLTableRowElement;
  /** Fills it; null for one that stands where no file is. */
  fill: ((file: DataFile, page: Page, isSelected: boolean) => void) | null;
}

/** Draws a row with these columns, without a file as yet. */
export function drawRow(columns: readonly Column[]): DrawnRow {
  const tr = createElement('tr', styles['row'], { role: 'row' });
  // The rows together listen for clicks: a range may begin in another one.
  const box = createElement('input', '', { type: 'checkbox' });
  addCell(tr, 'select').append(box);
  const fills = columns.map(({ id, meta }) => meta.draw(addCell(tr, id)));
  return {
    tr,
    fill: (file, page, isSelected) => {
      box.checked = isSelected;
      setAttribute(box, 'aria-label', `Select ${nameOf(file)}`);
      setAttribute(tr, 'data-selected', String(isSelected));
      for (const fill of fills) fill(file, page);
    },
  };
}

/** Adds an empty cell at the end of a row. */
export function addCell(tr: HTMLTableRowElement, column: string): HTMLTableCellElement {
  const cell = createElement('td', '', { role: 'cell', 'data-column': column });
  tr.append(cell);
  return cell;
}
