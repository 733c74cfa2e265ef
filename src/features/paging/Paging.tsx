import type {
  RowData,
  Table_RowPagination,
  TableFeatures,
  TableState_RowPagination,
} from '@tanstack/react-table';
import { useState } from 'react';
import { pageSize, type SearchParams } from '../../url/searchParams.ts';
import { navigate } from '../../url/navigation.ts';
import { useVisibleRange } from '../../session/visibleRange.ts';
import { Button } from '../../ui/Button.tsx';
import { formatNumber, formatRange } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Paging.module.css';

/** The part of a TanStack Table that the paging controls use. */
interface PagedTable extends Pick<
  Table_RowPagination<TableFeatures, RowData>,
  | 'firstPage'
  | 'getCanLastPage'
  | 'getCanNextPage'
  | 'getCanPreviousPage'
  | 'getPageCount'
  | 'getRowCount'
  | 'lastPage'
  | 'nextPage'
  | 'previousPage'
  | 'setPageIndex'
> {
  state: TableState_RowPagination;
}

interface PagingProps {
  table: PagedTable;
  params: SearchParams;
  /** The position of the first row in the whole result, from 0. */
  offset: number;
  /** How many files match; null while this is unknown. */
  count: number | null;
  /** How many rows the server has sent for the page. */
  received: number;
}

const sizes = [25, 50, 100, 250, 500, 1000];

export function Paging({ table, params, offset, count, received }: PagingProps) {
  const isAll = params.limit === 'all';
  const { pageIndex, pageSize: size } = table.state.pagination;
  const canGoBack = table.getCanPreviousPage();
  // The second condition: at an offset that is not a multiple of the page size, a page can contain the last row before
  // the last page begins.
  const canGoForward = table.getCanNextPage() && params.offset + size < table.getRowCount();
  return (
    <footer className={styles['paging']}>
      {isAll ? (
        <VisibleRangeStatus count={count} />
      ) : (
        <span role="status" aria-label="Range">
          {count === null ? '' : formatRange(offset, received, count)}
        </span>
      )}
      <nav aria-label="Pages">
        <Step label="First page" icon="first" isEnabled={canGoBack} step={table.firstPage} />
        <Step
          label="Previous page"
          icon="previous"
          isEnabled={canGoBack}
          step={table.previousPage}
        />
        {isAll ? (
          <NumberField
            label="Go to row"
            word="Row"
            value={params.offset + 1}
            max={count}
            // The user sees one page of all rows; the table has pages of 100 rows.
            onSubmit={(row) => navigate({ offset: row - 1 })}
          />
        ) : (
          <NumberField
            label="Page"
            word="Page"
            value={Math.floor(pageIndex) + 1}
            max={count === null ? null : Math.max(1, table.getPageCount())}
            onSubmit={(page) => table.setPageIndex(page - 1)}
          />
        )}
        <Step label="Next page" icon="next" isEnabled={canGoForward} step={table.nextPage} />
        <Step
          label="Last page"
          icon="last"
          isEnabled={table.getCanLastPage()}
          step={table.lastPage}
        />
      </nav>
      <RowsPerPage params={params} />
    </footer>
  );
}

/** The range of the visible rows. Screen readers announce it when scrolling settles. */
function VisibleRangeStatus({ count }: { count: number | null }) {
  const range = useVisibleRange();
  const text =
    count === null || range === null
      ? ''
      : formatRange(range.first, range.end - range.first, count);
  return (
    <span role="status" aria-label="Range" aria-busy={range?.isMoving ?? false}>
      {text}
    </span>
  );
}

/** The URL's `limit`, which may be `all`. On a phone, the filter bar contains it. */
export function RowsPerPage({ params }: { params: SearchParams }) {
  return (
    <label className={styles['size']}>
      <span>Rows per page</span>
      <select
        value={params.limit}
        onChange={(event) => {
          if (event.target.value === 'all') {
            navigate({ limit: 'all' });
            return;
          }
          const limit = Number(event.target.value);
          // The first visible row stays on the page.
          navigate({ limit, offset: Math.floor(params.offset / limit) * limit });
        }}
      >
        {[...new Set([...sizes, pageSize(params)])]
          .toSorted((a, b) => a - b)
          .map((size) => (
            <option key={size} value={size}>
              {formatNumber(size)}
            </option>
          ))}
        <option value="all">All rows</option>
      </select>
    </label>
  );
}

interface StepProps {
  label: string;
  icon: 'first' | 'previous' | 'next' | 'last';
  isEnabled: boolean;
  step: () => void;
}

function Step({ label, icon, isEnabled, step }: StepProps) {
  return (
    <Button
      variant="icon"
      aria-label={label}
      title={label}
      // Not `disabled`: a button that disables itself would lose the focus.
      aria-disabled={!isEnabled}
      onClick={() => {
        if (isEnabled) step();
      }}
    >
      <Icon name={icon} />
    </Button>
  );
}

interface NumberFieldProps {
  label: string;
  word: string;
  value: number;
  /** The highest number; null while this is unknown. */
  max: number | null;
  onSubmit: (value: number) => void;
}

/** Shows the current page or row, and goes to the one that the user enters. */
function NumberField({ label, word, value, max, onSubmit }: NumberFieldProps) {
  // The text that the user is typing; null if the field shows `value`.
  const [draft, setDraft] = useState<string | null>(null);
  const submit = () => {
    const entered = /^\d+$/.test(draft?.trim() ?? '') ? Number(draft) : value;
    const target = Math.min(Math.max(entered, 1), max ?? Infinity);
    setDraft(null);
    if (target !== value) onSubmit(target);
  };
  return (
    <label>
      <span className={styles['word']}>{word} </span>
      <input
        inputMode="numeric"
        aria-label={label}
        value={draft ?? String(value)}
        size={Math.max(3, String(max ?? value).length)}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') submit();
          if (event.key === 'Escape') setDraft(null);
        }}
        onBlur={submit}
      />
      <span className={styles['of']}>{max !== null && ` of ${formatNumber(max)}`}</span>
    </label>
  );
}
