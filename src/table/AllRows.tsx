import { useCallback, useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import { ALL_AT_A_TIME, type Asked } from '../address/parameters.ts';
import { questionOf } from '../address/questionOf.ts';
import type { Names } from '../listing/describe.ts';
import { useRenewOnReturn } from '../links/useRenewOnReturn.ts';
import { useAllRows } from '../queries/allRows.ts';
import { useSource } from '../session/SessionProvider.tsx';
import { Button } from '../ui/Button.tsx';
import styles from './AllRows.module.css';
import { drawHole } from './drawHole.ts';
import { followScroll } from './followScroll.ts';
import { heightOf, topOf } from './longScroll.ts';
import { RowsTable } from './RowsTable.tsx';
import { usePrinting } from './usePrinting.ts';
import { useScroller } from './useScroller.ts';
import type { Range } from './windowing.ts';

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

/** Every row of the result in one scroll, however many there are. Rows that fly past are not asked for. */
export function AllRows({ asked, names, count, isSoFar, isBusy }: AllRowsProps) {
  const source = useSource();
  const found = useScroller();
  const { rowHeight, isPhone } = found;
  const scroll = useMemo(() => followScroll(!isPhone), [isPhone]);
  const inSight = useSyncExternalStore(scroll.listen, scroll.told);

  const result = useMemo(() => {
    const { filters, ordering } = questionOf(asked);
    return JSON.stringify([source.name, filters, ordering]);
  }, [source, asked]);
  const place = useCallback(
    () => scroll.follow(asked.offset, result),
    [scroll, asked.offset, result],
  );

  const isPrinting = usePrinting();
  const page = asked.offset - (asked.offset % ALL_AT_A_TIME);
  // Ten million rows are for no printer.
  const printed = isPrinting ? { first: page, end: Math.min(count, page + ALL_AT_A_TIME) } : null;
  const rows = useAllRows(asked, {
    drawn: indexesOf(printed ?? inSight, count),
    rested: indexesOf(inSight.rested, count),
    isBusy,
  });
  const { fileAt, isToDraw } = rows;
  // Synchronises with the scroller: rows at hand go past without anything being asked for.
  useLayoutEffect(() => scroll.tellWhen(({ first, end }) => isToDraw(first, end)));
  useRenewOnReturn(
    useCallback(() => {
      const seen = indexesOf(scroll.seen(), count).map(fileAt);
      return seen.filter((file) => file !== null && file !== undefined);
    }, [scroll, fileAt, count]),
  );
  return (
    <RowsTable
      asked={asked}
      names={names}
      found={found}
      scroll={scroll}
      place={place}
      printed={printed}
      height={heightOf({ count, rowHeight })}
      fileAt={fileAt}
      rows={count}
      offset={0}
      count={isSoFar ? null : count}
      topOf={(index, { shift }) => topOf({ count, rowHeight }, shift, index)}
      drawHole={drawHole}
      isStale={false}
      reveal={scroll.reveal}
    >
      {rows.retry !== null && (
        <p role="alert" className={styles['failure']}>
          Some of these rows could not be listed. <Button onClick={rows.retry}>Retry</Button>
        </p>
      )}
    </RowsTable>
  );
}

function indexesOf({ first, end }: Range, count: number): number[] {
  const length = Math.max(0, Math.min(end, count) - first);
  return Array.from({ length }, (_, place) => first + place);
}
