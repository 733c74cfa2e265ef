import { useCallback, useMemo } from 'react';
import type { SearchParams } from '../../../url/searchParams.ts';
import { recallScroll, rememberScroll } from '../../../url/navigation.ts';
import type { Names } from '../../../domain/describe.ts';
import { useRenewOnReturn } from '../../downloads/downloads.ts';
import type { FileTable } from '../columns.ts';
import { RowsTable } from '../RowsTable.tsx';
import { createPageScroll } from './pageScroll.ts';
import { usePrinting, useScroller } from './useScroller.ts';

interface PageRowsProps {
  table: FileTable;
  /** The position of the first row in the whole result, from 0. */
  offset: number;
  /** How many files match; null while this is unknown. */
  count: number | null;
  params: SearchParams;
  names: Names;
  /** The rows are those of the previous page. */
  isStale: boolean;
}

/** The rows of one page, from the table's row model. Only the visible ones are in the document. */
export function PageRows({ table, offset, count, params, names, isStale }: PageRowsProps) {
  const scroller = useScroller();
  const { rowHeight } = scroller;
  const { rows } = table.getRowModel();
  // The history entry stores the scroll position.
  const scroll = useMemo(() => createPageScroll(rememberScroll), []);
  const isPrinting = usePrinting();
  useRenewOnReturn(
    useCallback(() => {
      const { first, end } = scroll.visibleRange();
      return rows.slice(first, end).map(({ original }) => original);
    }, [scroll, rows]),
  );
  // Back and Forward restore the scroll position of the page; a new page starts at its top.
  const newRows = isStale ? null : rows;
  const restoreScroll = useCallback(() => {
    if (newRows !== null) scroll.scrollTo(recallScroll());
  }, [scroll, newRows]);

  return (
    <RowsTable
      table={table}
      params={params}
      names={names}
      scroller={scroller}
      scroll={scroll}
      restoreScroll={restoreScroll}
      printedRange={isPrinting ? { first: 0, end: rows.length } : null}
      height={rows.length * rowHeight}
      fileAt={(index) => rows[index]?.original}
      rowCount={rows.length}
      offset={offset}
      count={count}
      topOf={(index) => index * rowHeight}
      isStale={isStale}
    />
  );
}
