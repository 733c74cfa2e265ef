import { useSyncExternalStore } from 'react';

/** The rows on the screen: from `first` up to, not including, `end`, counted from 0. */
export interface VisibleRange {
  first: number;
  end: number;
  /** Where scrolling rests, the address follows; until then it is behind. */
  isMoving: boolean;
}

let sight: VisibleRange | null = null;
const listeners = new Set<() => void>();

/** Tells the page which rows of one long scroll are on the screen; null when there is none. */
export function setVisibleRange(seen: VisibleRange | null): void {
  const isSame =
    seen?.first === sight?.first && seen?.end === sight?.end && seen?.isMoving === sight?.isMoving;
  if (isSame) return;
  sight = seen;
  for (const listener of listeners) listener();
}

/** Where in one long scroll the reader is at this moment; null where there is none. */
export function useVisibleRange(): VisibleRange | null {
  return useSyncExternalStore(subscribe, () => sight);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
