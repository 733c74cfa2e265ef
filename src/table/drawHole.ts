import { createElement } from '../ui/dom.ts';
import styles from './AllRows.module.css';
import type { Column } from './columns.ts';
import { addCell, type DrawnRow } from './drawRow.ts';
import row from './Row.module.css';

/** Draws a row whose file is not there: not yet, or (`isWithheld`), to keep a hidden membership hidden, not at all. */
export function drawHole(columns: readonly Column[], isWithheld: boolean): DrawnRow {
  const tr = createElement('tr', row['row'], { role: 'row', 'aria-busy': String(!isWithheld) });
  addCell(tr, 'select');
  for (const { id } of columns) {
    const cell = addCell(tr, id);
    if (!isWithheld) cell.append(createElement('span', styles['bar']));
    else if (id === 'file') {
      const title =
        'The server counts this file, and does not show it, to keep a hidden membership hidden.';
      const words = createElement('i', styles['withheld'], { title });
      words.textContent = 'not shown by the server';
      cell.append(words);
    }
  }
  return { tr, fill: null };
}
