import { memo } from 'react';
import styles from './AllRows.module.css';
import row from './Row.module.css';
import type { ColumnId } from './settings.ts';

interface HoleProps {
  /** CSS pixels from the top of the rows. */
  top: number;
  /** The row's place in the whole result, the heading being 1. */
  rowIndex: number;
  shown: readonly ColumnId[];
  /** There will be no file: the server counts one, and does not show it. */
  isWithheld: boolean;
}

/** A row whose file is not there: not yet, or, to keep a hidden membership hidden, not at all. */
export const Hole = memo(function Hole({ top, rowIndex, shown, isWithheld }: HoleProps) {
  return (
    <tr
      role="row"
      aria-rowindex={rowIndex}
      aria-busy={!isWithheld}
      className={row['row']}
      style={{ transform: `translateY(${top}px)` }}
    >
      {['select', ...shown].map((id) => (
        <td key={id} role="cell" data-column={id}>
          {isWithheld
            ? id === 'file' && (
                <i
                  className={styles['withheld']}
                  title="The server counts this file, and does not show it, to keep a hidden membership hidden."
                >
                  not shown by the server
                </i>
              )
            : id !== 'select' && <span className={styles['bar']} />}
        </td>
      ))}
    </tr>
  );
});
