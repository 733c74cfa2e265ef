import { useTable } from '@tanstack/react-table';
import { type CSSProperties, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Asked } from '../address/parameters.ts';
import { recallScroll, rememberScroll } from '../address/useAddress.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import { useRenewOnReturn } from '../links/useRenewOnReturn.ts';
import { PHONE, useMedia } from '../ui/useMedia.ts';
import { columns, features } from './columns.tsx';
import styles from './FilesTable.module.css';
import { Headings } from './Headings.tsx';
import paper from './paper.module.css';
import { Row } from './Row.tsx';
import { useRangeInSight, viewportOf } from './useRangeInSight.ts';
import { usePrinting } from './usePrinting.ts';
import { rowsInSight } from './windowing.ts';

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

const ROW_HEIGHT = 52;
const CARD_HEIGHT = 92;

interface GridStyle extends CSSProperties {
  '--columns': string;
}
const gridStyle: GridStyle = {
  '--columns': columns.map(({ meta }) => meta?.width ?? '1fr').join(' '),
};

/** The rows of a page, of which only those in sight are in the document. */
export function FilesTable({ files, offset, count, asked, names, isStale }: FilesTableProps) {
  const isPhone = useMedia(PHONE);
  const rowHeight = isPhone ? CARD_HEIGHT : ROW_HEIGHT;
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  // The same function for as long as the place is: a new one would be told at every rendering.
  const findScroller = useCallback(
    (wrapper: HTMLDivElement | null) => {
      // On a phone the whole page scrolls, the filters with the rows.
      setScroller(isPhone ? (wrapper?.closest<HTMLElement>('#root') ?? null) : wrapper);
    },
    [isPhone],
  );
  const body = useRef<HTMLTableSectionElement>(null);
  const table = useTable({
    features,
    columns,
    data: files,
    getRowId: (file) => String(file.id),
    meta: { names, search: asked.search },
  });
  const { rows } = table.getRowModel();
  const inSightNow = useRangeInSight(scroller, body, rowHeight, rows.length);
  const { first, end } = usePrinting() ? { first: 0, end: rows.length } : inSightNow;
  useRenewOnReturn(
    useCallback(() => {
      const sight = rowsInSight(viewportOf(scroller, body.current, rowHeight, files.length));
      return files.slice(sight.first, sight.end);
    }, [scroller, rowHeight, files]),
  );
  useKeptScroll(scroller, isStale ? null : files);

  // A ring of rows: a row that leaves at one edge comes back at the other as the next one.
  const slots = end - first;
  const inSight = rows.slice(first, end).map((row, place) => ({ row, index: first + place }));

  return (
    <div ref={findScroller} className={`${styles['scroller']} ${paper['paper']}`} data-scroller>
      <table
        role="table"
        aria-label="Public data files"
        aria-rowcount={count === null ? -1 : count + 1}
        aria-busy={isStale}
        className={styles['table']}
        style={gridStyle}
      >
        <Headings table={table} asked={asked} />
        <tbody
          ref={body}
          role="rowgroup"
          className={styles['body']}
          style={{ height: rows.length * rowHeight }}
        >
          {inSight.map(({ row, index }) => (
            <Row
              key={index % slots}
              row={row}
              names={names}
              search={asked.search}
              top={index * rowHeight}
              rowIndex={offset + index + 2}
            />
          ))}
        </tbody>
      </table>
    </div>
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
