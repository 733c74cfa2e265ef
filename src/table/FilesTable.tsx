import { useCallback, useLayoutEffect, useState } from 'react';
import type { Asked } from '../address/parameters.ts';
import { recallScroll, rememberScroll } from '../address/useAddress.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import { useRenewOnReturn } from '../links/useRenewOnReturn.ts';
import { RowsTable } from './RowsTable.tsx';
import { usePrinting } from './usePrinting.ts';
import { useRangeInSight, viewportOf } from './useRangeInSight.ts';
import { useScroller } from './useScroller.ts';
import { indexesToDraw, rowsInSight } from './windowing.ts';

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
  const { scroller, findScroller, body, findBody, rowHeight } = useScroller();
  const [focused, setFocused] = useState<number | null>(null);
  const rows = files.length;
  const inSightNow = useRangeInSight(scroller, body, rowHeight, rows);
  const range = usePrinting() ? { first: 0, end: rows } : inSightNow;
  useRenewOnReturn(
    useCallback(() => {
      const sight = rowsInSight(viewportOf(scroller, body, rowHeight, files.length));
      return files.slice(sight.first, sight.end);
    }, [scroller, body, rowHeight, files]),
  );
  useKeptScroll(scroller, isStale ? null : files);

  return (
    <RowsTable
      asked={asked}
      names={names}
      findScroller={findScroller}
      findBody={findBody}
      bodyStyle={{ height: rows * rowHeight }}
      files={files}
      fileAt={(index) => files[index]}
      rows={rows}
      offset={offset}
      count={count}
      indexes={indexesToDraw(range, Math.min(focused ?? range.first, rows - 1))}
      topOf={(index) => index * rowHeight}
      isStale={isStale}
      focus={{ focused, setFocused }}
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
