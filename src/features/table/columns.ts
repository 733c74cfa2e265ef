import {
  type Column,
  type ColumnDef,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  type Header,
  metaHelper,
  type ReactTable,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { DataFile } from '../../api/schemas.ts';
import type { Names } from '../../domain/describe.ts';
import type { OrderingField } from '../../domain/filters.ts';
import { describeMetadata } from '../../domain/metadata.ts';
import { displayName } from '../../domain/dataFile.ts';
import { extensionOf } from '../../domain/text.ts';
import { formatUtc } from '../../ui/format.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import {
  type CellRenderer,
  createdCell,
  dataTypesCell,
  downloadCell,
  fileCell,
  linkCell,
  tagsCell,
} from './rows/cells.ts';

/** Column properties that TanStack Table does not define. */
interface ColumnMeta {
  /** Renders the column's cells in the rows, without React. */
  cellRenderer: CellRenderer;
  /** The cell's complete text, for copying and for the tooltip; empty if there is nothing to copy. */
  text: (file: DataFile, names: Names) => string;
  /** The tooltip, if it differs from the sanitized text. */
  tooltip?: (file: DataFile) => string;
  /** The value of the URL's `ordering` that sorts by this column. Columns without one cannot be sorted. */
  ordering?: OrderingField;
  /** The column's share of the free space, in `fr`. A column without `flex` keeps its `size`. */
  flex?: number;
  /** When the window is too narrow for all columns, those with the lowest numbers are hidden first. */
  hidePriority?: number;
  /** Hidden until the user shows the column. */
  isExtra?: boolean;
  /** Always the last column, at the end of the row. */
  isLast?: boolean;
}

/** Only the features that the table uses, because each adds code to the first chunk. */
export const features = tableFeatures({
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowPaginationFeature,
  rowSortingFeature,
  columnMeta: metaHelper<ColumnMeta>(),
});

/** The table model, which owns columns, sorting and pagination. */
export type FileTable = ReactTable<typeof features, DataFile>;
export type FileColumn = Column<typeof features, DataFile>;
export type FileHeader = Header<typeof features, DataFile>;
type FileColumnDef = ColumnDef<typeof features, DataFile> & { id: string; meta: ColumnMeta };

/** Limits of a column's width after resizing, in CSS pixels. */
export const widthLimits = { minSize: 64, maxSize: 960 };

/** All columns, in the default order. `size`: the minimum width in CSS pixels, until the user resizes the column. */
export const columns = [
  {
    id: 'file',
    header: 'File',
    accessorKey: 'basename',
    size: 160,
    enableHiding: false,
    meta: {
      flex: 3,
      ordering: 'basename',
      cellRenderer: fileCell,
      text: (file) => file.basename || displayName(file),
      tooltip: (file) => {
        const { description } = describeMetadata(file.metadata);
        return `${displayName(file)}\n${sanitizeText(description, TOOLTIP_LENGTH)}`.trimEnd();
      },
    },
  },
  {
    id: 'datatypes',
    header: 'Data types',
    accessorKey: 'datatypes',
    size: 120,
    meta: {
      flex: 1.4,
      hidePriority: 2,
      ordering: 'datatype',
      cellRenderer: dataTypesCell,
      text: ({ datatypes }, names) => datatypes.map((id) => names.dataType(id) ?? id).join(', '),
    },
  },
  {
    id: 'project',
    header: 'Project',
    accessorKey: 'source_project',
    size: 104,
    meta: {
      flex: 1.2,
      hidePriority: 3,
      ordering: 'project',
      cellRenderer: linkCell(({ source_project: id }, { names }) => {
        const title = names.project(id) ?? String(id);
        return ['source_project_id', id, { source_project_id: [id] }, title];
      }),
      text: ({ source_project: id }, names) => names.project(id) ?? String(id),
    },
  },
  {
    id: 'member',
    header: 'Member',
    accessorFn: ({ user }) => user.username,
    size: 96,
    meta: {
      flex: 1,
      ordering: 'username',
      cellRenderer: linkCell(
        ({ user: { username } }) => {
          if (username === null) return null;
          return ['username', username, { username: [username] }, sanitizeText(username)];
        },
        { text: 'hidden', title: 'This member does not show the membership in the project.' },
      ),
      text: ({ user }) => user.username ?? '',
    },
  },
  {
    id: 'created',
    header: 'Created',
    accessorKey: 'created',
    size: 104,
    meta: {
      hidePriority: 4,
      ordering: 'created',
      cellRenderer: createdCell,
      text: ({ created }) => created,
      tooltip: ({ created }) => formatUtc(created),
    },
  },
  {
    id: 'tags',
    header: 'Tags',
    size: 120,
    meta: {
      flex: 1.2,
      hidePriority: 1,
      cellRenderer: tagsCell,
      text: ({ metadata }) => describeMetadata(metadata).tags.join(', '),
    },
  },
  {
    id: 'id',
    header: 'ID',
    accessorKey: 'id',
    size: 88,
    meta: {
      isExtra: true,
      ordering: 'id',
      cellRenderer: linkCell(({ id }) => ['file', id, { file: id }, String(id)]),
      text: ({ id }) => String(id),
    },
  },
  {
    id: 'ext',
    header: 'Extension',
    size: 88,
    meta: {
      isExtra: true,
      cellRenderer: linkCell(({ basename }) => {
        const ext = extensionOf(basename);
        return ext === '' ? null : ['ext', ext, { ext: [ext] }, ext];
      }),
      text: ({ basename }) => extensionOf(basename),
    },
  },
  {
    id: 'download',
    header: 'Download',
    size: 136,
    enableHiding: false,
    enableResizing: false,
    meta: { isLast: true, cellRenderer: downloadCell, text: () => '' },
  },
] as const satisfies readonly FileColumnDef[];

export type ColumnId = (typeof columns)[number]['id'];

/** The definitions by id, with their common type. */
const definitions: ReadonlyMap<string, FileColumnDef> = new Map(
  columns.map((column) => [column.id, column]),
);

/** The definition of a column; undefined for the checkbox column, which is not part of the model. */
export function columnDefinition(id: string): FileColumnDef | undefined {
  return definitions.get(id);
}

export const columnIds: readonly ColumnId[] = columns.map(({ id }) => id);

export function isColumnId(value: unknown): value is ColumnId {
  return columnIds.some((id) => id === value);
}

/** A column's title: its header, which is always a string. */
export function titleOf({ id, columnDef }: FileColumn): string {
  return typeof columnDef.header === 'string' ? columnDef.header : id;
}

/** Maximum number of characters: longer tooltips are unreadable and slow down the browser. */
const TOOLTIP_LENGTH = 2000;

/** The complete text of a cell, including what does not fit; empty if the column has none. */
export function cellText(column: string, file: DataFile, names: Names): string {
  return definitions.get(column)?.meta.text(file, names) ?? '';
}

/** The tooltip of a cell, sanitized; empty if it has none. */
export function cellTooltip(column: string, file: DataFile, names: Names): string {
  const meta = definitions.get(column)?.meta;
  return meta?.tooltip?.(file) ?? sanitizeText(cellText(column, file, names), TOOLTIP_LENGTH);
}
