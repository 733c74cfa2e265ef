import { Link, isPlainClick } from '../../url/Link.tsx';
import type { SearchParams } from '../../url/searchParams.ts';
import { ColumnResizeHandle } from './ColumnResizeHandle.tsx';
import { type FileHeader, type FileTable, titleOf } from './columns.ts';
import { SelectAll } from './selection/SelectAll.tsx';
import styles from './TableHeader.module.css';
import { orderingOf } from './useFilesTable.ts';

interface TableHeaderProps {
  table: FileTable;
  params: SearchParams;
  /** How many files match; null while this is unknown. */
  count: number | null;
}

export function TableHeader({ table, params, count }: TableHeaderProps) {
  return (
    <thead role="rowgroup" className={styles['head']}>
      <tr role="row" aria-rowindex={1}>
        <th role="columnheader" scope="col" aria-label="Select" data-column="select">
          <SelectAll params={params} count={count} />
        </th>
        {table.getLeafHeaders().map((header) => (
          <ColumnHeader key={header.id} table={table} header={header} />
        ))}
      </tr>
    </thead>
  );
}

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

/** A column's heading. The heading of a sortable column links to the next order: ascending, descending, unsorted. */
function ColumnHeader({ table, header }: { table: FileTable; header: FileHeader }) {
  const { column } = header;
  const title = titleOf(column);
  const sorted = column.getIsSorted();
  const next = column.getNextSortingOrder();
  const toggle = column.getToggleSortingHandler();
  return (
    <th
      role="columnheader"
      scope="col"
      aria-label={title}
      aria-sort={column.getCanSort() ? (sorted ? ariaSort[sorted] : 'none') : undefined}
      data-column={column.id}
    >
      {column.getCanSort() ? (
        <Link
          changes={{
            ordering: orderingOf(next === false ? [] : [{ id: column.id, desc: next === 'desc' }]),
          }}
          onClick={(event) => {
            // The browser handles other clicks: for example, Ctrl opens the link in a new tab.
            if (!isPlainClick(event)) return;
            event.preventDefault();
            toggle?.(event);
          }}
        >
          {title}
        </Link>
      ) : (
        title
      )}
      {column.getCanResize() && <ColumnResizeHandle table={table} header={header} />}
    </th>
  );
}
