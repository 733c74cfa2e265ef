import type { DataFile } from '../../../api/schemas.ts';
import { displayName } from '../../../domain/dataFile.ts';
import { createElement, setAttribute } from '../../../ui/dom.ts';
import type { CellRenderer, RenderContext } from './cells.ts';
import styles from './Row.module.css';

/** A visible column, as rows need it. */
export interface RenderedColumn {
  id: string;
  cellRenderer: CellRenderer;
}

/** A row's element. `update` shows a file in it; placeholders have none. */
export interface RenderedRow {
  tr: HTMLTableRowElement;
  update: ((file: DataFile, context: RenderContext, isSelected: boolean) => void) | null;
}

/** Creates a row that shows no file yet. */
export function createRow(columns: readonly RenderedColumn[]): RenderedRow {
  const tr = createElement('tr', styles['row'], { role: 'row' });
  // Has no listener: `interactions` handles clicks for all rows, because Shift selects across rows.
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

/** Creates a row without a file: one that is loading, or one that the server does not show. */
export function createPlaceholder(
  columns: readonly RenderedColumn[],
  isWithheld: boolean,
): RenderedRow {
  const tr = createElement('tr', styles['row'], { role: 'row', 'aria-busy': String(!isWithheld) });
  appendCell(tr, 'select');
  for (const { id } of columns) {
    const cell = appendCell(tr, id);
    if (!isWithheld) cell.append(createElement('span', styles['bar']));
    else if (id === 'file') {
      const title =
        'The server counts this file, and does not show it, to keep a hidden membership hidden.';
      const text = createElement('i', styles['withheld'], { title });
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
