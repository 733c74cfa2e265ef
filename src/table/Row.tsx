import { FlexRender, type Row as TableRow } from '@tanstack/react-table';
import { memo } from 'react';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import type { features } from './columns.tsx';
import styles from './FilesTable.module.css';

interface RowProps {
  row: TableRow<typeof features, DataFile>;
  /** Cells read names and search off the table; these tell the row when they change. */
  names: Names;
  search: string;
  /** CSS pixels from the top of the rows. */
  top: number;
  /** The row's place in the whole result, the heading being 1. */
  rowIndex: number;
}

export const Row = memo(function Row({ row, top, rowIndex }: RowProps) {
  return (
    <tr
      role="row"
      aria-rowindex={rowIndex}
      className={styles['row']}
      style={{ transform: `translateY(${top}px)` }}
    >
      {row.getAllCells().map((cell) => (
        <td key={cell.id} role="cell" data-column={cell.column.id}>
          <FlexRender cell={cell} />
        </td>
      ))}
    </tr>
  );
});
