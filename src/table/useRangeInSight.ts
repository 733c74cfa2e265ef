import { useCallback, useRef, useSyncExternalStore } from 'react';
import { type Range, rangeInSight, type Viewport } from './windowing.ts';

/**
 * The rows of `body` that can be seen in `scroller`. Synchronised with the scroller's position
 * and both elements' sizes; renders only when a row comes into sight or leaves it.
 */
export function useRangeInSight(
  scroller: HTMLElement | null,
  body: HTMLElement | null,
  rowHeight: number,
  count: number,
): Range {
  const last = useRef<Range>({ first: 0, end: 0 });
  // Where the rows begin in what is scrolled, CSS pixels: asked of the browser when sizes change,
  // not with every step of scrolling.
  const origin = useRef(0);
  const subscribe = useCallback(
    (listener: () => void) => {
      if (scroller === null) return () => {};
      const measure = () => {
        const { scrolled } = viewportOf(scroller, body, 1, 0);
        origin.current = scroller.scrollTop - scrolled;
        listener();
      };
      const resizes = new ResizeObserver(measure);
      for (const element of [scroller, ...scroller.children]) resizes.observe(element);
      scroller.addEventListener('scroll', listener, { passive: true });
      return () => {
        resizes.disconnect();
        scroller.removeEventListener('scroll', listener);
      };
    },
    [scroller, body],
  );
  return useSyncExternalStore(subscribe, () => {
    const scrolled = (scroller?.scrollTop ?? 0) - origin.current;
    const height = scroller?.clientHeight ?? window.innerHeight;
    const range = rangeInSight({ scrolled, height, rowHeight, count });
    // The same range must be the same object, or React would render without end.
    if (range.first !== last.current.first || range.end !== last.current.end) last.current = range;
    return last.current;
  });
}

/** Where the rows of `body` stand in `scroller` now. */
export function viewportOf(
  scroller: HTMLElement | null,
  body: HTMLElement | null,
  rowHeight: number,
  count: number,
): Viewport {
  return {
    // Not by offsets: what these are relative to differs between a phone's page and a table's own.
    scrolled:
      scroller === null || body === null
        ? 0
        : scroller.getBoundingClientRect().top - body.getBoundingClientRect().top,
    height: scroller?.clientHeight ?? window.innerHeight,
    rowHeight,
    count,
  };
}
