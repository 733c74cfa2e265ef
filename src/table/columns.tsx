import { createColumnHelper, metaHelper, tableFeatures } from '@tanstack/react-table';
import { AddressLink } from '../address/AddressLink.tsx';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import type { OrderingField } from '../listing/filters.ts';
import { DownloadLink } from '../links/DownloadLink.tsx';
import { RowMenu } from '../links/RowMenu.tsx';
import { describeMetadata } from '../listing/metadata.ts';
import { formatDay } from '../ui/format.ts';
import styles from './cells.module.css';
import { Marked } from './Marked.tsx';

interface ColumnMeta {
  /** The field that the heading puts the rows in order by; none where there is no order. */
  ordering?: OrderingField;
  /** The column's width in a grid. */
  width: string;
}

interface TableMeta {
  names: Names;
  search: string;
}

export const features = tableFeatures({
  columnMeta: metaHelper<ColumnMeta>(),
  tableMeta: metaHelper<TableMeta>(),
});

const helper = createColumnHelper<typeof features, DataFile>();

export const columns = helper.columns([
  helper.display({
    id: 'file',
    header: 'File',
    meta: { ordering: 'basename', width: 'minmax(14rem, 3fr)' },
    cell: ({ row, table }) => (
      <FileCell file={row.original} search={table.options.meta?.search ?? ''} />
    ),
  }),
  helper.display({
    id: 'datatypes',
    header: 'Data types',
    meta: { ordering: 'datatype', width: 'minmax(8rem, 1.4fr)' },
    cell: ({ row, table }) => (
      <DataTypesCell file={row.original} names={table.options.meta?.names} />
    ),
  }),
  helper.display({
    id: 'project',
    header: 'Project',
    meta: { ordering: 'project', width: 'minmax(7rem, 1.2fr)' },
    cell: ({ row, table }) => {
      const id = row.original.source_project;
      return (
        <AddressLink changes={{ source_project_id: [id] }}>
          {table.options.meta?.names.project(id) ?? id}
        </AddressLink>
      );
    },
  }),
  helper.display({
    id: 'member',
    header: 'Member',
    meta: { ordering: 'username', width: 'minmax(6.5rem, 1fr)' },
    cell: ({ row }) => <MemberCell file={row.original} />,
  }),
  helper.display({
    id: 'created',
    header: 'Created',
    meta: { ordering: 'created', width: '7.5rem' },
    cell: ({ row }) => <CreatedCell created={row.original.created} />,
  }),
  helper.display({
    id: 'tags',
    header: 'Tags',
    meta: { width: 'minmax(7rem, 1.2fr)' },
    cell: ({ row, table }) => (
      <TagsCell file={row.original} search={table.options.meta?.search ?? ''} />
    ),
  }),
  helper.display({
    id: 'download',
    header: 'Download',
    meta: { width: '8.75rem' },
    cell: ({ row }) => (
      <>
        <DownloadLink file={row.original} />
        <RowMenu file={row.original} />
      </>
    ),
  }),
]);

function FileCell({ file, search }: { file: DataFile; search: string }) {
  const { description } = describeMetadata(file.metadata);
  return (
    <>
      <AddressLink changes={{ file: file.id }} className={styles['name']} title={file.basename}>
        {file.basename === '' ? (
          <i className={styles['none']}>file {file.id}, without a name</i>
        ) : (
          <bdi>
            <Marked text={file.basename} search={search} />
          </bdi>
        )}
      </AddressLink>
      {description !== '' && (
        <span className={styles['description']} title={description}>
          <Marked text={description.slice(0, 300)} search={search} />
        </span>
      )}
    </>
  );
}

function DataTypesCell({ file, names }: { file: DataFile; names: Names | undefined }) {
  const [first = 0] = file.datatypes;
  return (
    // Names that come after ids make the line anew: nothing in it is pushed aside.
    <span className={styles['line']} key={names?.dataType(first)}>
      {file.datatypes.map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <AddressLink changes={{ datatype_id: [id], include_children: false }}>
            {names?.dataType(id) ?? id}
          </AddressLink>
        </span>
      ))}
    </span>
  );
}

function MemberCell({ file }: { file: DataFile }) {
  const { username } = file.user;
  if (username === null) {
    return (
      <i
        className={styles['none']}
        title="This member does not show the membership in the project."
      >
        hidden
      </i>
    );
  }
  return <AddressLink changes={{ username: [username] }}>{username}</AddressLink>;
}

function CreatedCell({ created }: { created: string }) {
  return (
    <time dateTime={created} title={new Date(created).toISOString().replace('T', ' ')}>
      {formatDay(created)}
    </time>
  );
}

function TagsCell({ file, search }: { file: DataFile; search: string }) {
  return (
    <span className={styles['line']}>
      {describeMetadata(file.metadata)
        .tags.slice(0, 12)
        .map((tag) => (
          <AddressLink key={tag} changes={{ tag: [tag] }} className={styles['tag']}>
            <Marked text={tag} search={search} />
          </AddressLink>
        ))}
    </span>
  );
}
