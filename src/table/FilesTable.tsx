import { useCallback, useLayoutEffect, useMemo } from 'react';
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
  const { scroller, body, rowHeight } = found;
  const rows = files.length;
  const scroll = useMemo(
    () => (scroller === null || body === null ? null : followPage(scroller, body)),
    [scroller, body],
  );
  const isPrinting = usePrinting();
  useRenewOnReturn(
    useCallback(() => {
      const sight = scroll?.seen() ?? { first: 0, end: 0 };
      return files.slice(sight.first, sight.end);
    }, [scroll, files]),
  );
  useKeptScroll(scroller, isStale ? null : files);

  return (
    <RowsTable
      asked={asked}
      names={names}
      {...found}
      scroll={scroll}
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

/**
 * Keeps how far the rows are scrolled in the browser's history, and goes back there when Back or
 * Forward bring `files` again; a new page starts at its top. Synchronises with the scroller.
 */
function useKeptScroll(scroller: HTMLElement | null, files: readonly DataFile[] | null): void {
  useLayoutEffect(() => {
    if (scroller === null || files === null) return;
    scroller.scrollTo(0, recallScroll());
  }, [scroller, files]);

  useLayoutEffect(() => {
    if (scroller === null) return;
    const keep = () => rememberScroll(scroller.scrollTop);
    scroller.addEventListener('scroll', keep, { passive: true });
    return () => scroller.removeEventListener('scroll', keep);
  }, [scroller]);
}
