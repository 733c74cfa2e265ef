import type { ReactTable } from '@tanstack/react-table';
import { AddressLink } from '../address/AddressLink.tsx';
import type { Asked } from '../address/parameters.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Ordering, OrderingField } from '../listing/filters.ts';
import type { features } from './columns.tsx';
import styles from './FilesTable.module.css';

interface HeadingsProps {
  table: ReactTable<typeof features, DataFile>;
  asked: Asked;
}

/** The heading of each column; following it puts the rows in its order, the other way, and back. */
export function Headings({ table, asked }: HeadingsProps) {
  return (
    <thead role="rowgroup" className={styles['head']}>
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id} role="row" aria-rowindex={1}>
          {group.headers.map((header) => {
            const field = header.column.columnDef.meta?.ordering;
            return (
              <th
                key={header.id}
                role="columnheader"
                scope="col"
                aria-sort={field === undefined ? undefined : directionOf(asked.ordering, field)}
                data-column={header.column.id}
              >
                {field === undefined ? (
                  <table.FlexRender header={header} />
                ) : (
                  <AddressLink changes={{ ordering: nextOrdering(asked.ordering, field) }}>
                    <table.FlexRender header={header} />
                  </AddressLink>
                )}
              </th>
            );
          })}
        </tr>
      ))}
    </thead>
  );
}

function directionOf(ordering: Ordering | null, field: OrderingField) {
  if (ordering === field) return 'ascending';
  return ordering === `-${field}` ? 'descending' : 'none';
}

/** Ascending, then descending, then the server's own order again. */
function nextOrdering(ordering: Ordering | null, field: OrderingField): Ordering | null {
  if (ordering === field) return `-${field}`;
  return ordering === `-${field}` ? null : field;
}
