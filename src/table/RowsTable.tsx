import { useTable } from '@tanstack/react-table';
import { type CSSProperties, type ReactNode, useMemo } from 'react';
import type { Asked } from '../address/parameters.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import { countSelected, isSelected } from '../listing/selection.ts';
import { useSource } from '../queries/useSource.ts';
import { columnsOf, features } from './columns.tsx';
import styles from './RowsTable.module.css';
import { Headings } from './Headings.tsx';
import { gridColumns, leastWidth } from './layout.ts';
import paper from './paper.module.css';
import { Row } from './Row.tsx';
import type { ColumnId } from './settings.ts';
import { type Focus, useRowActions } from './useRowActions.ts';
import { useSelection } from './useSelection.ts';
import { useSettings } from './useSettings.ts';
import { useShownColumns } from './useShownColumns.ts';

/** Rows that are moved by script, of which only some are in the document. */
interface RowsTableProps {
  asked: Asked;
  names: Names;
  /** Takes the element that scrolls the rows, where these have one of their own. */
  findScroller: (wrapper: HTMLDivElement | null) => void;
  /** Takes the element of the rows. */
  findBody: (body: HTMLElement | null) => void;
  /** How the element of the rows looks: at least its height, which is that of all rows together. */
  bodyStyle: CSSProperties;
  bodyClass?: string | undefined;
  /** The files at hand, in their order. */
  files: readonly DataFile[];
  /** The file in a row; null or undefined where there is none to show, and a hole is. */
  fileAt: (index: number) => DataFile | null | undefined;
  /** How many rows there are. */
  rows: number;
  /** Where the first row stands in the whole result. */
  offset: number;
  /** How many files the whole result has; null while that is not known. */
  count: number | null;
  /** The rows to draw. */
  indexes: readonly number[];
  /** CSS pixels from the top of the rows' element. */
  topOf: (index: number) => number;
  renderHole?: (index: number, shown: readonly ColumnId[]) => ReactNode;
  /** The rows are those of the page before. */
  isStale: boolean;
  focus: Focus;
  reveal?: (index: number) => void;
  /** What is said beside the rows. */
  children?: ReactNode;
}

interface GridStyle extends CSSProperties {
  '--columns': string;
  '--least': string;
}

/** Not within the component: a table's options may outlive it, and would hold all that it sees. */
const getRowId = (file: DataFile) => String(file.id);

/** The table: headings, and such rows as are to be drawn. */
export function RowsTable(props: RowsTableProps) {
  const { asked, names, files, offset, count, fileAt, findScroller, findBody } = props;
  const { bodyStyle, bodyClass, indexes, topOf, renderHole, isStale, children } = props;
  const { density, widths } = useSettings();
  const shown = useShownColumns();
  const columns = useMemo(() => columnsOf(shown), [shown]);
  const source = useSource();
  const selection = useSelection(source, asked);
  const { copied, listeners } = useRowActions({ ...props, source });
  const table = useTable({
    features,
    columns,
    data: files,
    getRowId,
    meta: { names, search: asked.search },
  });
  const { rowsById } = table.getRowModel();
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
          ref={findBody}
          role="rowgroup"
          className={`${styles['body']} ${bodyClass ?? ''}`}
          style={bodyStyle}
          {...listeners}
        >
          {indexes.map((index) => {
            const row = rowsById[String(fileAt(index)?.id)];
            if (row === undefined) return renderHole?.(index, shown);
            return (
              <Row
                key={index}
                row={row}
                names={names}
                search={asked.search}
                shown={shown}
                isSelected={isSelected(selection, row.original.id)}
                top={topOf(index)}
                rowIndex={offset + index + 2}
              />
            );
          })}
        </tbody>
      </table>
      <span role="status" aria-label="Cell copied" className={styles['copied']}>
        {copied !== null && <>Copied {copied}</>}
      </span>
      {children}
    </div>
  );
}
