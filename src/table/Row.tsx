import { FlexRender, type Row as TableRow } from '@tanstack/react-table';
import { memo } from 'react';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import { nameOf } from '../listing/nameOf.ts';
import type { features } from './columns.tsx';
import styles from './Row.module.css';
import type { ColumnId } from './settings.ts';

interface RowProps {
  row: TableRow<typeof features, DataFile>;
  /** Cells are read off the table; these tell the row when they change. */
  names: Names;
  search: string;
  shown: readonly ColumnId[];
  isSelected: boolean;
  /** CSS pixels from the top of the rows. */
  top: number;
  /** The row's place in the whole result, the heading being 1. */
  rowIndex: number;
}

export const Row = memo(function Row({ row, isSelected, top, rowIndex }: RowProps) {
  return (
    <tr
      role="row"
      aria-rowindex={rowIndex}
      data-selected={isSelected}
      className={styles['row']}
      style={{ transform: `translateY(${top}px)` }}
    >
      <td role="cell" data-column="select">
        {/* The rows together listen for clicks: a range may begin in another one. */}
        <input
          type="checkbox"
          checked={isSelected}
          readOnly
          aria-label={`Select ${nameOf(row.original)}`}
        />
      </td>
      {row.getAllCells().map((cell) => (
        <td key={cell.id} role="cell" data-column={cell.column.id}>
          <FlexRender cell={cell} />
        </td>
      ))}
    </tr>
  );
});
