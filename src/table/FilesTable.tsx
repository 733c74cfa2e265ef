import { useTable } from '@tanstack/react-table';
import { type CSSProperties, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Asked } from '../address/parameters.ts';
import { recallScroll, rememberScroll } from '../address/useAddress.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import { countSelected, isSelected } from '../listing/selection.ts';
import { useRenewOnReturn } from '../links/useRenewOnReturn.ts';
import { useSource } from '../queries/useSource.ts';
import { PHONE, useMedia } from '../ui/useMedia.ts';
import { columnsOf, features } from './columns.tsx';
import styles from './FilesTable.module.css';
import { Headings } from './Headings.tsx';
import { gridColumns, leastWidth } from './layout.ts';
import paper from './paper.module.css';
import { Row } from './Row.tsx';
import { usePrinting } from './usePrinting.ts';
import { useRangeInSight, viewportOf } from './useRangeInSight.ts';
import { useRowActions } from './useRowActions.ts';
import { useSelection } from './useSelection.ts';
import { useSettings } from './useSettings.ts';
import { useShownColumns } from './useShownColumns.ts';
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

/** CSS pixels; the stylesheet has the same. */
const ROW_HEIGHTS = { comfortable: 52, compact: 36 };
const CARD_HEIGHT = 92;

interface GridStyle extends CSSProperties {
  '--columns': string;
  '--least': string;
}

/** The rows of a page, of which only those in sight are in the document. */
export function FilesTable({ files, offset, count, asked, names, isStale }: FilesTableProps) {
  const isPhone = useMedia(PHONE);
  const { density, widths } = useSettings();
  const rowHeight = isPhone ? CARD_HEIGHT : ROW_HEIGHTS[density];
  const shown = useShownColumns();
  const columns = useMemo(() => columnsOf(shown), [shown]);
  const source = useSource();
  const selection = useSelection(source, asked);
  const { copied, focused, listeners } = useRowActions({
    files,
    offset,
    source,
    asked,
    names,
    isStale,
  });
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

  const indexes = indexesToDraw({ first, end }, Math.min(focused ?? first, rows.length - 1));
  const drawn = indexes.flatMap((index) => {
    const row = rows[index];
    return row === undefined ? [] : [{ row, index }];
  });
  const gridStyle: GridStyle = {
    '--columns': gridColumns(shown, widths),
    '--least': `${leastWidth(shown, widths)}px`,
  };

  return (
    <div ref={findScroller} className={`${styles['scroller']} ${paper['paper']}`} data-scroller>
      <table
        role="table"
        aria-label="Public data files"
        aria-rowcount={count === null ? -1 : count + 1}
        aria-busy={isStale}
        className={styles['table']}
        data-density={density}
        data-selecting={countSelected(selection, count) !== 0}
        style={gridStyle}
      >
        <Headings table={table} asked={asked} shown={shown} widths={widths} count={count} />
        <tbody
          ref={body}
          role="rowgroup"
          className={styles['body']}
          style={{ height: rows.length * rowHeight }}
          {...listeners}
        >
          {drawn.map(({ row, index }) => (
            <Row
              key={index}
              row={row}
              names={names}
              search={asked.search}
              shown={shown}
              isSelected={isSelected(selection, row.original.id)}
              top={index * rowHeight}
              rowIndex={offset + index + 2}
            />
          ))}
        </tbody>
      </table>
      <span role="status" aria-label="Cell copied" className={styles['copied']}>
        {copied !== null && <>Copied {copied}</>}
      </span>
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
