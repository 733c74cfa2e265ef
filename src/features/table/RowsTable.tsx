import { type CSSProperties, type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { settings } from '../../session/settings.ts';
import type { SearchParams } from '../../url/searchParams.ts';
import type { DataFile } from '../../api/schemas.ts';
import type { Names } from '../../domain/describe.ts';
import { countSelected, isSelected } from '../../domain/selection.ts';
import { newest, useRefreshedLinks } from '../../queries/links.ts';
import { useSession } from '../../session/SessionProvider.tsx';
import type { FileTable } from './columns.ts';
import { gridTemplateColumns, minTableWidth } from './columnState.ts';
import paper from './paper.module.css';
import styles from './RowsTable.module.css';
import { FileMenu } from './rows/FileMenu.tsx';
import { createSetLink } from './rows/links.ts';
import { useRowInteractions } from './rows/interactions.ts';
import { createRowRenderer, type RenderInput } from './rows/rowRenderer.ts';
import type { Scroll } from './scroll/pageScroll.ts';
import { type Scroller, scrollerOf } from './scroll/useScroller.ts';
import type { Range } from './scroll/geometry.ts';
import { useSelection } from '../../session/selection.ts';
import { TableHeader } from './TableHeader.tsx';

interface RowsTableProps extends Pick<RenderInput, 'rowCount' | 'offset' | 'fileAt' | 'topOf'> {
  table: FileTable;
  params: SearchParams;
  names: Names;
  scroller: Scroller;
  scroll: Scroll;
  /** Scrolls to the initial position, before any row is rendered. If the function changes, the table scrolls again. */
  restoreScroll: () => void;
  /** The rows to print; null unless the browser is printing. */
  printedRange: Range | null;
  /** The height of the rows' element, in CSS pixels. */
  height: number;
  /** How many files match; null while this is unknown. */
  count: number | null;
  /** The rows are those of the previous page. */
  isStale: boolean;
  reveal?: (index: number) => void;
  /** Messages about the rows, shown over them. */
  children?: ReactNode;
}

interface GridStyle extends CSSProperties {
  '--columns': string;
  '--min-width': string;
}

/** The table element. React renders the header; `createRowRenderer` renders the rows. */
export function RowsTable(props: RowsTableProps) {
  const { table, params, names, count, scroller, scroll, restoreScroll, rowCount } = props;
  const { height, printedRange, isStale, children } = props;
  const { wrapper, body, rowHeight, isPhone } = scroller;
  const density = useStore(settings, (state) => state.table.density);
  const session = useSession();
  const selection = useSelection(session.source, params);
  const renewals = useRefreshedLinks();
  const { menu, listeners } = useRowInteractions({ ...props, session });
  const visible = table.getVisibleLeafColumns();
  const columns = useMemo(
    () =>
      visible.flatMap(({ id, columnDef: { meta } }) =>
        meta === undefined ? [] : [{ id, cellRenderer: meta.cellRenderer }],
      ),
    [visible],
  );
  const gridStyle: GridStyle = {
    '--columns': gridTemplateColumns(visible, table.state.columnSizing),
    '--min-width': `${minTableWidth(visible.map((column) => column.getSize()))}px`,
  };
  const context = useMemo(
    () => ({
      names,
      search: params.search,
      setLink: createSetLink(),
      latest: (file: DataFile) => newest(renewals, file),
    }),
    [names, params, renewals],
  );

  // All four synchronise with the rows in the document, which React does not render, and with their scroller.
  const renderer = useRef<ReturnType<typeof createRowRenderer>>(null);
  useLayoutEffect(() => {
    const element = scrollerOf(wrapper.current, isPhone);
    if (element === null || body.current === null) return;
    const rows = (renderer.current ??= createRowRenderer(body.current));
    const detach = scroll.attach(element, body.current, () => rows.setRange(scroll.range()));
    return () => {
      detach();
      rows.dispose();
    };
  }, [scroll, wrapper, body, isPhone]);
  useLayoutEffect(() => scroll.fit({ count: rowCount, rowHeight }), [scroll, rowCount, rowHeight]);
  useLayoutEffect(restoreScroll, [restoreScroll]);
  useLayoutEffect(() => {
    const input = {
      ...props,
      columns,
      context,
      isSelected: (id: number) => isSelected(selection, id),
    };
    const range = printedRange === null ? scroll.range() : { ...printedRange, shift: 0 };
    renderer.current?.update(input, range, printedRange !== null);
  });

  return (
    <div ref={wrapper} className={`${styles['scroller']} ${paper['paper']}`} data-scroller>
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
        <TableHeader table={table} params={params} count={count} />
        <tbody
          ref={body}
          role="rowgroup"
          className={styles['body']}
          style={{ height }}
          {...listeners}
        />
      </table>
      {/* The row interactions set the text of this element. */}
      <span role="status" aria-label="Cell copied" className={styles['copied']} data-copied />
      {menu !== null && <FileMenu key={menu.file.id} {...menu} />}
      {children}
    </div>
  );
}
