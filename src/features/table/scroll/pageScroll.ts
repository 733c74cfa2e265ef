import type { RenderedRange } from '../rows/rowRenderer.ts';
import { type Range, rangeToRender, visibleRows } from './geometry.ts';

/** Decides which rows to render, as the user scrolls a page of rows, or all rows. */
export interface Scroll {
  /** The rows to render now. */
  range: () => RenderedRange;
  /**
   * Starts following `scroller`, which contains the rows' `body`. Calls `onRange` before the browser paints a position
   * with a different range. Returns a function that stops following.
   */
  attach: (scroller: HTMLElement, body: HTMLElement, onRange: () => void) => () => void;
  /** Sets the number of rows and the row height, in CSS pixels. */
  fit: (rows: { count: number; rowHeight: number }) => void;
}

/**
 * Windowed scrolling through one page of rows. Follows the scroller's position and the sizes of the scroller and its
 * content. Calls `onScroll` with each position, in CSS pixels.
 */
export function createPageScroll(onScroll: (scrolled: number) => void) {
  let attached: { scroller: HTMLElement; body: HTMLElement } | null = null;
  // The rows' distance from the top of the scrolled content, in CSS pixels. Measuring forces a layout, so it happens
  // when sizes change and not with each step of scrolling.
  let origin = 0;
  let extent = { rowHeight: 1, count: 0, height: 0 };
  let range: RenderedRange = { first: 0, end: 0, shift: 0 };

  /** Returns whether the range has changed. */
  const updateRange = (): boolean => {
    const scrolled = (attached?.scroller.scrollTop ?? 0) - origin;
    const { first, end } = rangeToRender({ ...extent, scrolled });
    if (first === range.first && end === range.end) return false;
    range = { first, end, shift: 0 };
    return true;
  };

  const measure = () => {
    if (attached === null) return;
    const { scroller, body } = attached;
    // Not `offsetTop`: on a phone, where the whole page scrolls, it would be relative to another element.
    const from = body.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    origin = scroller.scrollTop + from;
    extent.height = scroller.clientHeight;
  };

  return {
    range: () => range,
    attach: (scroller: HTMLElement, body: HTMLElement, onRange: () => void) => {
      attached = { scroller, body };
      const handleScroll = () => {
        onScroll(scroller.scrollTop);
        if (updateRange()) onRange();
      };
      const resizes = new ResizeObserver(() => {
        measure();
        if (updateRange()) onRange();
      });
      for (const element of [scroller, ...scroller.children]) resizes.observe(element);
      scroller.addEventListener('scroll', handleScroll, { passive: true });
      return () => {
        attached = null;
        resizes.disconnect();
        scroller.removeEventListener('scroll', handleScroll);
      };
    },
    fit: (rows: { count: number; rowHeight: number }) => {
      extent = { ...extent, ...rows };
      measure();
      updateRange();
    },
    /** Scrolls to a position, in CSS pixels. */
    scrollTo: (scrolled: number) => {
      attached?.scroller.scrollTo(0, scrolled);
      updateRange();
    },
    /** The rows on the screen. */
    visibleRange: (): Range => {
      measure();
      return visibleRows({ ...extent, scrolled: (attached?.scroller.scrollTop ?? 0) - origin });
    },
  };
}
