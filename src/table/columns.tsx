import {
  createColumnHelper,
  type DisplayColumnDef,
  metaHelper,
  tableFeatures,
} from '@tanstack/react-table';
import { AddressLink } from '../address/AddressLink.tsx';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import type { OrderingField } from '../listing/filters.ts';
import { DownloadLink } from '../links/DownloadLink.tsx';
import { RowMenu } from '../links/RowMenu.tsx';
import {
  CreatedCell,
  DataTypesCell,
  ExtensionCell,
  FileCell,
  MemberCell,
  TagsCell,
} from './cells.tsx';
import { shapes } from './layout.ts';
import { SelectEntry } from './SelectEntry.tsx';
import { type ColumnId, columnIds } from './settings.ts';

interface ColumnMeta {
  /** The field that the heading puts the rows in order by; none where there is no order. */
  ordering?: OrderingField;
}

interface TableMeta {
  names: Names;
  search: string;
}

export const features = tableFeatures({
  columnMeta: metaHelper<ColumnMeta>(),
  tableMeta: metaHelper<TableMeta>(),
});

type Column = Pick<DisplayColumnDef<typeof features, DataFile>, 'meta' | 'cell'>;

const definitions: Record<ColumnId, Column> = {
  file: {
    meta: { ordering: 'basename' },
    cell: ({ row, table }) => (
      <FileCell file={row.original} search={table.options.meta?.search ?? ''} />
    ),
  },
  datatypes: {
    meta: { ordering: 'datatype' },
    cell: ({ row, table }) => (
      <DataTypesCell file={row.original} names={table.options.meta?.names} />
    ),
  },
  project: {
    meta: { ordering: 'project' },
    cell: ({ row, table }) => {
      const id = row.original.source_project;
      const title = table.options.meta?.names.project(id) ?? String(id);
      return (
        <AddressLink changes={{ source_project_id: [id] }} title={title}>
          {title}
        </AddressLink>
      );
    },
  },
  member: {
    meta: { ordering: 'username' },
    cell: ({ row }) => <MemberCell file={row.original} />,
  },
  created: {
    meta: { ordering: 'created' },
    cell: ({ row }) => <CreatedCell created={row.original.created} />,
  },
  tags: {
    cell: ({ row, table }) => (
      <TagsCell file={row.original} search={table.options.meta?.search ?? ''} />
    ),
  },
  id: {
    meta: { ordering: 'id' },
    cell: ({ row }) => (
      <AddressLink changes={{ file: row.original.id }}>{row.original.id}</AddressLink>
    ),
  },
  ext: { cell: ({ row }) => <ExtensionCell file={row.original} /> },
  download: {
    cell: ({ row }) => (
      <>
        <DownloadLink file={row.original} />
        <RowMenu file={row.original}>
          <SelectEntry file={row.original} />
        </RowMenu>
      </>
    ),
  },
};

const helper = createColumnHelper<typeof features, DataFile>();
const columns = columnIds.map((id) =>
  helper.display({ ...definitions[id], id, header: shapes[id].title }),
);

/** The columns `shown`, in that order, as TanStack Table takes them. */
export function columnsOf(shown: readonly ColumnId[]) {
  return shown.flatMap((id) => columns.filter((column) => column.id === id));
}
