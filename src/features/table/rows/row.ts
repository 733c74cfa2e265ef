import type { DataFile } from '../../../api/schemas.ts';
import { displayName } from '../../../domain/dataFile.ts';
import { createElement, setAttribute } from '../../../ui/dom.ts';
import type { CellRenderer, RenderContext } from './cells.ts';
import styles from './Row.module.css';

/** A visible column: what the row renderer needs of it. */
export interface RenderedColumn {
  id: string;
  cellRenderer: CellRenderer;
}

/** A row's element, and the function that shows a file in it: null for placeholders. */
export interface RenderedRow {
  tr: HTMLTableRowElement;
  update: ((file: DataFile, context: RenderContext, isSelected: boolean) => void) | null;
}

/** Creates an empty row. Call its `update` to show a file in it. */
export function createRow(columns: readonly RenderedColumn[]): RenderedRow {
  const tr = createElement('tr', styles['row'], { role: 'row' });
  // Has no listener: the interactions handle the clicks of all rows, because Shift selects a range of rows.
  const checkbox = createElement('input', '', { type: 'checkbox' });
  appendCell(tr, 'select').append(checkbox);
  const cells = columns.map(({ id, cellRenderer }) => cellRenderer.create(appendCell(tr, id)));
  return {
    tr,
    update: (file, context, isSelected) => {
      checkbox.checked = isSelected;
      setAttribute(checkbox, 'aria-label', `Select ${displayName(file)}`);
      setAttribute(tr, 'data-selected', String(isSelected));
      for (const cell of cells) cell.update(file, context);
    },
  };
}

/** Creates a row without a file: one that is loading, or one that the server redacted (`isRedacted`). */
export function createPlaceholder(
  columns: readonly RenderedColumn[],
  isRedacted: boolean,
): RenderedRow {
  const tr = createElement('tr', styles['row'], { role: 'row', 'aria-busy': String(!isRedacted) });
  appendCell(tr, 'select');
  for (const { id } of columns) {
    const cell = appendCell(tr, id);
    if (!isRedacted) cell.append(createElement('span', styles['bar']));
    else if (id === 'file') {
      const title =
        'The server counts this file, and does not show it, to keep a hidden membership hidden.';
      const text = createElement('i', styles['redacted'], { title });
      text.textContent = 'not shown by the server';
      cell.append(text);
    }
  }
  return { tr, update: null };
}

function appendCell(tr: HTMLTableRowElement, column: string): HTMLTableCellElement {
  const cell = createElement('td', '', { role: 'cell', 'data-column': column });
  tr.append(cell);
  return cell;
}
