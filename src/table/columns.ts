import { metaHelper, tableFeatures } from '@tanstack/react-table';
import type { OrderingField } from '../listing/filters.ts';
import { drawCells, type Fill } from './drawCells.ts';
import { shapes } from './layout.ts';
import { type ColumnId, columnIds } from './settings.ts';

interface ColumnMeta {
  /** The field that the heading puts the rows in order by; none where there is no order. */
  ordering: OrderingField | undefined;
  /** Draws into a cell what the column has in each row. */
  draw: (cell: HTMLElement) => Fill;
}

export const features = tableFeatures({ columnMeta: metaHelper<ColumnMeta>() });

/** A column as TanStack Table takes it. */
export interface Column {
  id: ColumnId;
  header: string;
  meta: ColumnMeta;
}

const orderings: Partial<Record<ColumnId, OrderingField>> = {
  file: 'basename',
  datatypes: 'datatype',
  project: 'project',
  member: 'username',
  created: 'created',
  id: 'id',
};

const columns: readonly Column[] = columnIds.map((id) => ({
  id,
  header: shapes[id].title,
  meta: { ordering: orderings[id], draw: drawCells[id] },
}));

/** The columns `shown`, in that order. */
export function columnsOf(shown: readonly ColumnId[]): Column[] {
  return shown.flatMap((id) => columns.filter((column) => column.id === id));
}
