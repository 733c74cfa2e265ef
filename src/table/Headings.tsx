import type { ReactTable } from '@tanstack/react-table';
import { AddressLink } from '../address/AddressLink.tsx';
import type { Asked } from '../address/parameters.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Ordering, OrderingField } from '../listing/filters.ts';
import type { features } from './columns.ts';
import styles from './Headings.module.css';
import { shapes } from './layout.ts';
import { SelectAll } from './SelectAll.tsx';
import type { ColumnId, Settings } from './settings.ts';
import { Separator } from './Separator.tsx';

interface HeadingsProps {
  table: ReactTable<typeof features, DataFile>;
  asked: Asked;
  shown: readonly ColumnId[];
  widths: Settings['widths'];
  /** How many files the whole result has. */
  count: number | null;
}

/** The heading of each column; following it puts the rows in its order, the other way, and back. */
export function Headings({ table, asked, shown, widths, count }: HeadingsProps) {
  return (
    <thead role="rowgroup" className={styles['head']}>
      <tr role="row" aria-rowindex={1}>
        <th role="columnheader" scope="col" aria-label="Select" data-column="select">
          <SelectAll asked={asked} count={count} />
        </th>
        {shown.map((id) => {
          const field = table.getColumn(id)?.columnDef.meta?.ordering;
          const { title } = shapes[id];
          return (
            <th
              key={id}
              role="columnheader"
              scope="col"
              aria-label={title}
              aria-sort={field === undefined ? undefined : directionOf(asked.ordering, field)}
              data-column={id}
            >
              {field === undefined ? (
                title
              ) : (
                <AddressLink changes={{ ordering: nextOrdering(asked.ordering, field) }}>
                  {title}
                </AddressLink>
              )}
              {id !== 'download' && <Separator id={id} width={widths[id]} />}
            </th>
          );
        })}
      </tr>
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
