import type { Stand } from './rowLayer.ts';
import { type Range, rangeInSight, rowsInSight } from './windowing.ts';

/** What moves rows: the scroll of a page, or one of all rows. */
export interface Scroll {
  /** The rows to draw, and where. */
  drawn: () => Stand;
  /**
   * Follows a scroller from now on, in which the rows stand in `body`; gives the way to stop. Calls
   * back with every step at which other rows have to be drawn, before these are painted.
   */
  attach: (scroller: HTMLElement, body: HTMLElement, mover: () => void) => () => void;
  /** Takes other rows, or rows of another height in CSS pixels. */
  fit: (rows: { count: number; rowHeight: number }) => void;
}

/**
 * The rows of a page that can be seen in what they scroll in. Synchronised with the scroller's
 * position and the sizes of it and the rows; `keep` is told where it is scrolled to.
 */
export function followPage(keep: (scrolled: number) => void) {
  let at: { scroller: HTMLElement; body: HTMLElement } | null = null;
  // Where the rows begin in what is scrolled, CSS pixels: asked of the browser when sizes change,
  // not with every step of scrolling.
  let origin = 0;
  let extent = { rowHeight: 1, count: 0, height: 0 };
  let drawn: Stand = { first: 0, end: 0, shift: 0 };

  /** Looks where the rows are now. Gives whether others have to be drawn. */
  const look = (): boolean => {
    const scrolled = (at?.scroller.scrollTop ?? 0) - origin;
    const { first, end } = rangeInSight({ ...extent, scrolled });
    if (first === drawn.first && end === drawn.end) return false;
    drawn = { first, end, shift: 0 };
    return true;
  };

  const measure = () => {
    if (at === null) return;
    // Not by offsets: what these are relative to differs between a phone's page and a table's own.
    const from = at.body.getBoundingClientRect().top - at.scroller.getBoundingClientRect().top;
    origin = at.scroller.scrollTop + from;
    extent.height = at.scroller.clientHeight;
  };

  return {
    drawn: () => drawn,
    attach: (scroller: HTMLElement, body: HTMLElement, mover: () => void) => {
      at = { scroller, body };
      const move = () => {
        if (look()) mover();
      };
      const onScroll = () => {
        keep(scroller.scrollTop);
        move();
      };
      const resizes = new ResizeObserver(() => {
        measure();
        move();
      });
      for (const element of [scroller, ...scroller.children]) resizes.observe(element);
      scroller.addEventListener('scroll', onScroll, { passive: true });
      return () => {
        at = null;
        resizes.disconnect();
        scroller.removeEventListener('scroll', onScroll);
      };
    },
    fit: (rows: { count: number; rowHeight: number }) => {
      extent = { ...extent, ...rows };
      measure();
      look();
    },
    /** Scrolls to where the rows are to be seen from, CSS pixels. */
    goTo: (scrolled: number) => {
      at?.scroller.scrollTo(0, scrolled);
      look();
    },
    /** The rows on the screen now. */
    seen: (): Range => {
      measure();
      return rowsInSight({ ...extent, scrolled: (at?.scroller.scrollTop ?? 0) - origin });
    },
  };
}
