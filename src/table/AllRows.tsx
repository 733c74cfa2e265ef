import {
  type CSSProperties,
  useCallback,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { ALL_AT_A_TIME, type Asked } from '../address/parameters.ts';
import { questionOf } from '../address/questionOf.ts';
import type { Names } from '../listing/describe.ts';
import { useRenewOnReturn } from '../links/useRenewOnReturn.ts';
import { useAllRows } from '../queries/allRows.ts';
import { useSource } from '../queries/useSource.ts';
import { Button } from '../ui/Button.tsx';
import styles from './AllRows.module.css';
import { type Drawn, followScroll } from './followScroll.ts';
import { Hole } from './Hole.tsx';
import { heightOf, topOf } from './longScroll.ts';
import { RowsTable } from './RowsTable.tsx';
import { usePrinting } from './usePrinting.ts';
import { useScroller } from './useScroller.ts';
import { indexesToDraw, type Range } from './windowing.ts';

interface AllRowsProps {
  asked: Asked;
  names: Names;
  /** How many files the result has. */
  count: number;
  /** There may be more: only a part of the list has been looked through. */
  isSoFar: boolean;
  /** The page that the first row in sight is on is on its way. */
  isBusy: boolean;
}

interface RuledStyle extends CSSProperties {
  '--row': string;
  '--from': string;
}

const none: Range = { first: 0, end: 0 };
const nothingDrawn: Drawn = { ...none, shift: 0, rested: none };

/** Every row of the result in one scroll, however many there are. Rows that fly past are not asked for. */
export function AllRows({ asked, names, count, isSoFar, isBusy }: AllRowsProps) {
  const source = useSource();
  const { scroller, findScroller, body, findBody, rowHeight, isPhone } = useScroller();
  const scroll = useMemo(
    () => (scroller === null || body === null ? null : followScroll(scroller, body, !isPhone)),
    [scroller, body, isPhone],
  );
  const inSight = useSyncExternalStore(
    scroll?.subscribe ?? subscribeToNothing,
    scroll?.drawn ?? (() => nothingDrawn),
  );
  const [focused, setFocused] = useState<number | null>(null);

  // Both synchronise with the scroller: what is in it, and where the address says that it stands.
  useLayoutEffect(() => scroll?.fit({ count, rowHeight }), [scroll, count, rowHeight]);
  const result = useMemo(() => {
    const { filters, ordering } = questionOf(asked);
    return JSON.stringify([source.name, filters, ordering]);
  }, [source, asked]);
  useLayoutEffect(() => scroll?.follow(asked.offset, result), [scroll, asked.offset, result]);

  const isPrinting = usePrinting();
  const page = asked.offset - (asked.offset % ALL_AT_A_TIME);
  // Ten million rows are for no printer.
  const range = isPrinting ? { first: page, end: Math.min(count, page + ALL_AT_A_TIME) } : inSight;
  const indexes = indexesToDraw(range, Math.min(focused ?? range.first, count - 1)).filter(
    (index) => index < count,
  );
  const rows = useAllRows(source, asked, {
    drawn: indexes,
    rested: indexesOf(inSight.rested).filter((index) => index < count),
    isBusy,
  });
  const { fileAt } = rows;
  useRenewOnReturn(
    useCallback(() => {
      const seen = indexesOf(scroll?.seen() ?? none).map(fileAt);
      return seen.filter((file) => file !== null && file !== undefined);
    }, [scroll, fileAt]),
  );
  const ruled: RuledStyle = {
    height: heightOf({ count, rowHeight }),
    '--row': `${rowHeight}px`,
    '--from': `${-(inSight.shift % rowHeight)}px`,
  };
  const place = (index: number) => topOf({ count, rowHeight }, inSight.shift, index);

  return (
    <RowsTable
      asked={asked}
      names={names}
      findScroller={findScroller}
      findBody={findBody}
      bodyStyle={ruled}
      bodyClass={styles['ruled']}
      files={rows.files}
      fileAt={fileAt}
      rows={count}
      offset={0}
      count={isSoFar ? null : count}
      indexes={indexes}
      topOf={place}
      renderHole={(index, shown) => (
        <Hole
          key={index}
          top={place(index)}
          rowIndex={index + 2}
          shown={shown}
          isWithheld={fileAt(index) === null}
        />
      )}
      isStale={false}
      focus={{ focused, setFocused }}
      {...(scroll !== null && { reveal: scroll.reveal })}
    >
      {rows.retry !== null && (
        <p role="alert" className={styles['failure']}>
          Some of these rows could not be listed. <Button onClick={rows.retry}>Retry</Button>
        </p>
      )}
    </RowsTable>
  );
}

function indexesOf({ first, end }: Range): number[] {
  return Array.from({ length: end - first }, (_, place) => first + place);
}

function subscribeToNothing(): () => void {
  return () => {};
}
