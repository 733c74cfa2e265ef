import { useCallback, useMemo } from 'react';
import type { Asked } from '../address/parameters.ts';
import { recallScroll, rememberScroll } from '../address/useAddress.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import { useRenewOnReturn } from '../links/useRenewOnReturn.ts';
import { followPage } from './followPage.ts';
import { RowsTable } from './RowsTable.tsx';
import { usePrinting } from './usePrinting.ts';
import { useScroller } from './useScroller.ts';

interface FilesTableProps {
  files: readonly DataFile[];
  /** Where the files stand in the whole result. */
  offset: number;
  /** How many files the whole result has; null while that is not known. */
  count: number | null;
  asked: Asked;
  names: Names;
  /** The rows are those of the page before. */
  isStale: boolean;
}

/** The rows of a page, of which only those in sight are in the document. */
export function FilesTable({ files, offset, count, asked, names, isStale }: FilesTableProps) {
  const found = useScroller();
  const { rowHeight } = found;
  const rows = files.length;
  // Where the rows are scrolled to is kept in the browser's history.
  const scroll = useMemo(() => followPage(rememberScroll), []);
  const isPrinting = usePrinting();
  useRenewOnReturn(
    useCallback(() => {
      const { first, end } = scroll.seen();
      return files.slice(first, end);
    }, [scroll, files]),
  );
  // Back and Forward bring files where they were scrolled to; a new page starts at its top.
  const news = isStale ? null : files;
  const place = useCallback(() => {
    if (news !== null) scroll.goTo(recallScroll());
  }, [scroll, news]);

  return (
    <RowsTable
      asked={asked}
      names={names}
      found={found}
      scroll={scroll}
      place={place}
      printed={isPrinting ? { first: 0, end: rows } : null}
      height={rows * rowHeight}
      fileAt={(index) => files[index]}
      rows={rows}
      offset={offset}
      count={count}
      topOf={(index) => index * rowHeight}
      isStale={isStale}
    />
  );
}
