import { useTable } from '@tanstack/react-table';
import { type CSSProperties, type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import type { Asked } from '../address/parameters.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import { countSelected, isSelected } from '../listing/selection.ts';
import { useRefreshedLinks } from '../queries/links.ts';
import { useSession } from '../session/SessionProvider.tsx';
import { columnsOf, features } from './columns.ts';
import type { Scroll } from './followPage.ts';
import styles from './RowsTable.module.css';
import { Headings } from './Headings.tsx';
import { gridColumns, leastWidth } from './layout.ts';
import paper from './paper.module.css';
import { createRowLayer, type Look } from './rowLayer.ts';
import { createLeader } from './rowLinks.ts';
import { useRowActions } from './useRowActions.ts';
import { useSelection } from './useSelection.ts';
import { useSettings } from './useSettings.ts';
import { useShownColumns } from './useShownColumns.ts';
import { type Scroller, scrollerOf } from './useScroller.ts';
import type { Range } from './windowing.ts';
import { FileMenu } from './FileMenu.tsx';

/** Rows that are moved by script, of which only some are in the document. */
interface RowsTableProps extends Pick<Look, 'rows' | 'offset' | 'fileAt' | 'topOf' | 'drawHole'> {
  asked: Asked;
  names: Names;
  found: Scroller;
  scroll: Scroll;
  /** Scrolls to where the rows are to be seen from, before any is drawn; another one does so again. */
  place: () => void;
  /** The rows to draw where those in sight are not enough, on paper. */
  printed: Range | null;
  /** Of the element of the rows, which is that of all rows together, CSS pixels. */
  height: number;
  /** How many files the whole result has; null while that is not known. */
  count: number | null;
  /** The rows are those of the page before. */
  isStale: boolean;
  reveal?: (index: number) => void;
  /** What is said beside the rows. */
  children?: ReactNode;
}

interface GridStyle extends CSSProperties {
  '--columns': string;
  '--least': string;
}

const noFiles: DataFile[] = [];

/** The table: headings, and such rows as are to be drawn, which is done without React. */
export function RowsTable(props: RowsTableProps) {
  const { asked, names, count, found, scroll, place, rows } = props;
  const { height, printed, isStale, children } = props;
  const { wrapper, body, rowHeight, isPhone } = found;
  const { density, widths } = useSettings();
  const shown = useShownColumns();
  const columns = useMemo(() => columnsOf(shown), [shown]);
  const session = useSession();
  const selection = useSelection(session.source, asked);
  const renewals = useRefreshedLinks();
  const { menu, listeners } = useRowActions({ ...props, session });
  const table = useTable({ features, columns, data: noFiles });
  const gridStyle: GridStyle = {
    '--columns': gridColumns(shown, widths),
    '--least': `${leastWidth(shown, widths)}px`,
  };
  const page = useMemo(
    () => ({
      names,
      search: asked.search,
      lead: createLeader(),
      renewals,
    }),
    [names, asked, renewals],
  );

  // All four synchronise with the rows in the document, which are not React's, and with what scrolls them.
  const layer = useRef<ReturnType<typeof createRowLayer>>(null);
  useLayoutEffect(() => {
    const scroller = scrollerOf(wrapper.current, isPhone);
    if (scroller === null || body.current === null) return;
    const drawn = (layer.current ??= createRowLayer(body.current));
    const detach = scroll.attach(scroller, body.current, () => drawn.move(scroll.drawn()));
    return () => {
      detach();
      drawn.stop();
    };
  }, [scroll, wrapper, body, isPhone]);
  useLayoutEffect(() => scroll.fit({ count: rows, rowHeight }), [scroll, rows, rowHeight]);
  useLayoutEffect(place, [place]);
  useLayoutEffect(() => {
    const look = { ...props, columns, page, isSelected: (id: number) => isSelected(selection, id) };
    const at = printed === null ? scroll.drawn() : { ...printed, shift: 0 };
    layer.current?.show(look, at, printed !== null);
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
        <Headings {...{ table, asked, shown, widths, count }} />
        <tbody
          ref={body}
          role="rowgroup"
          className={styles['body']}
          style={{ height }}
          {...listeners}
        />
      </table>
      {/* Whoever copies writes into it. */}
      <span role="status" aria-label="Cell copied" className={styles['copied']} data-copied />
      {menu !== null && <FileMenu key={menu.file.id} {...menu} />}
      {children}
    </div>
  );
}
