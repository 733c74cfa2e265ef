import { useCallback, useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import { fileQueryOf, ROWS_PER_REQUEST, type SearchParams } from '../../../url/searchParams.ts';
import type { Names } from '../../../domain/describe.ts';
import { useRenewOnReturn } from '../../downloads/downloads.ts';
import { useAllRows } from '../../../queries/allRows.ts';
import { useSource } from '../../../session/SessionProvider.tsx';
import { Button } from '../../../ui/Button.tsx';
import type { FileTable } from '../columns.ts';
import { RowsTable } from '../RowsTable.tsx';
import styles from './AllRows.module.css';
import { usePrinting, useScroller } from './useScroller.ts';
import { createVirtualScroll } from './virtualScroll.ts';
import { heightOf, type Range, topOf } from './geometry.ts';

interface AllRowsProps {
  table: FileTable;
  params: SearchParams;
  names: Names;
  /** How many files match. */
  count: number;
  /** Only a part of the list has been searched, so more files may match. */
  isPartial: boolean;
  /** The page with the first visible row is loading. */
  isBusy: boolean;
}

/**
 * All rows of the result in one scroll. The app requests only the rows at which scrolling settles. They cannot be the
 * data of the table's row model: of ten million rows, most are never loaded.
 */
export function AllRows({ table, params, names, count, isPartial, isBusy }: AllRowsProps) {
  const source = useSource();
  const scroller = useScroller();
  const { rowHeight, isPhone } = scroller;
  const scroll = useMemo(() => createVirtualScroll(!isPhone), [isPhone]);
  const range = useSyncExternalStore(scroll.subscribe, scroll.snapshot);

  const result = useMemo(() => {
    const { filters, ordering } = fileQueryOf(params);
    return JSON.stringify([source.name, filters, ordering]);
  }, [source, params]);
  const restoreScroll = useCallback(
    () => scroll.followUrl(params.offset, result),
    [scroll, params.offset, result],
  );

  const isPrinting = usePrinting();
  const page = params.offset - (params.offset % ROWS_PER_REQUEST);
  // Prints one page: no printer should get ten million rows.
  const printedRange = isPrinting
    ? { first: page, end: Math.min(count, page + ROWS_PER_REQUEST) }
    : null;
  const rows = useAllRows(params, {
    rendered: indexesOf(printedRange ?? range, count),
    settled: indexesOf(range.settled, count),
    isBusy,
  });
  const { fileAt, needsRender } = rows;
  // Synchronises with the scroller. Scrolling through loaded rows must not render React components.
  useLayoutEffect(() => scroll.notifyIf(({ first, end }) => needsRender(first, end)));
  useRenewOnReturn(
    useCallback(() => {
      const files = indexesOf(scroll.visibleRange(), count).map(fileAt);
      return files.filter((file) => file !== null && file !== undefined);
    }, [scroll, fileAt, count]),
  );
  return (
    <RowsTable
      table={table}
      params={params}
      names={names}
      scroller={scroller}
      scroll={scroll}
      restoreScroll={restoreScroll}
      printedRange={printedRange}
      height={heightOf({ count, rowHeight })}
      fileAt={fileAt}
      rowCount={count}
      offset={0}
      count={isPartial ? null : count}
      topOf={(index, { shift }) => topOf({ count, rowHeight }, shift, index)}
      isStale={false}
      reveal={scroll.reveal}
    >
      {rows.retry !== null && (
        <p role="alert" className={styles['failure']}>
          Some of these rows could not be listed. <Button onClick={rows.retry}>Retry</Button>
        </p>
      )}
    </RowsTable>
  );
}

function indexesOf({ first, end }: Range, count: number): number[] {
  const length = Math.max(0, Math.min(end, count) - first);
  return Array.from({ length }, (_, place) => first + place);
}
