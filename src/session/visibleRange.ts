import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** The rows of "All rows" on the screen: from `first` up to, not including, `end`, counted from 0. */
export interface VisibleRange {
  first: number;
  end: number;
  /** The user is scrolling. The URL follows when scrolling settles. */
  isMoving: boolean;
}

/** Null unless the page shows all rows in one scroll. */
const visibleRange = createStore<VisibleRange | null>(() => null);

export function setVisibleRange(next: VisibleRange | null): void {
  const last = visibleRange.getState();
  const isSame =
    next?.first === last?.first && next?.end === last?.end && next?.isMoving === last?.isMoving;
  if (!isSame) visibleRange.setState(next, true);
}

/** The rows on the screen at this moment; null unless the page shows all rows in one scroll. */
export function useVisibleRange(): VisibleRange | null {
  return useStore(visibleRange);
}
