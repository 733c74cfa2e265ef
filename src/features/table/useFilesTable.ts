import {
  functionalUpdate,
  type PaginationState,
  type SortingState,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { type SearchParams, pageSize } from '../../url/searchParams.ts';
import { navigate } from '../../url/navigation.ts';
import type { DataFile } from '../../api/schemas.ts';
import type { Ordering } from '../../domain/filters.ts';
import { columnDefinition, columns, features, type FileTable } from './columns.ts';
import {
  changeColumnOrder,
  changeColumnSizing,
  changeColumnVisibility,
  useColumnState,
} from './columnState.ts';

interface Page {
  /** The rows of the page. */
  files: readonly DataFile[];
  /** How many files match; null while this is unknown. */
  count: number | null;
}

/**
 * The TanStack Table instance of the page. The header, the columns panel, the rows and the paging controls read from it
 * and call its methods. All of its state is controlled: the URL owns sorting and pagination, the settings the columns.
 */
export function useFilesTable(params: SearchParams, { files, count }: Page): FileTable {
  const columnState = useColumnState();
  const sorting = useMemo(() => sortingOf(params.ordering), [params.ordering]);
  const { offset } = params;
  const size = pageSize(params);
  const pagination = useMemo(() => paginationOf({ offset, size }), [offset, size]);
  const table: FileTable = useTable({
    features,
    columns,
    data: files,
    // While the count is unknown, there is no next page.
    rowCount: count ?? 0,
    getRowId: (file) => String(file.id),
    state: { ...columnState, sorting, pagination },
    manualSorting: true,
    enableMultiSort: false,
    sortDescFirst: false,
    onSortingChange: (updater) =>
      navigate({ ordering: orderingOf(functionalUpdate(updater, sorting)) }),
    manualPagination: true,
    onPaginationChange: (updater: Updater<PaginationState>) =>
      navigate({ offset: offsetOf(functionalUpdate(updater, pagination), count) }),
    columnResizeMode: 'onChange',
    onColumnOrderChange: changeColumnOrder,
    onColumnVisibilityChange: (updater) =>
      changeColumnVisibility(updater, columnState.columnVisibility),
    onColumnSizingChange: (updater) =>
      changeColumnSizing(updater, table.atoms.columnResizing.get()),
  });
  return table;
}

/** Converts the URL's `ordering` to a sorting state: one column, or none for the server's order. */
function sortingOf(ordering: Ordering | null): SortingState {
  const isDescending = ordering?.startsWith('-') ?? false;
  const field = isDescending ? ordering?.slice(1) : ordering;
  return columns
    .filter(({ id }) => columnDefinition(id)?.meta.ordering === field)
    .map(({ id }) => ({ id, desc: isDescending }));
}

/** Converts a sorting state to the URL's `ordering`; null for the server's order. */
export function orderingOf(sorting: SortingState): Ordering | null {
  const [first] = sorting;
  const field = first === undefined ? undefined : columnDefinition(first.id)?.meta.ordering;
  if (field === undefined) return null;
  return first?.desc === true ? `-${field}` : field;
}

/**
 * Converts the URL's offset and `size`, the rows per page, to a pagination state. The offset need not be a multiple of
 * the size: `offset=40&limit=25` is page index 1.6. The table's methods work with fractions: one page back is 0.6
 * (offset 15), and one page before that is 0.
 */
function paginationOf({ offset, size }: { offset: number; size: number }): PaginationState {
  return { pageIndex: offset / size, pageSize: size };
}

/** Converts a pagination state to an offset. A page past the end of `count` files becomes the last page. */
function offsetOf({ pageIndex, pageSize: size }: PaginationState, count: number | null): number {
  // Rounded, because the product of a fractional index and the size is not exact.
  const offset = Math.round(pageIndex * size);
  if (count === null || offset < count) return offset;
  return Math.max(0, Math.floor((count - 1) / size) * size);
}
