import type { Stand } from './rowLayer.ts';
import { type Range, rangeInSight, rowsInSight, type Viewport } from './windowing.ts';

/** What moves rows: the scroll of a page, or one of all rows. */
export interface Scroll {
  /** The rows to draw, and where. */
  drawn: () => Stand;
  /** Calls back with every step at which other rows have to be drawn, before these are painted. */
  subscribe: (mover: () => void) => () => void;
  /** Takes other rows, or rows of another height in CSS pixels. */
  fit: (rows: { count: number; rowHeight: number }) => void;
}

/**
 * The rows of a page in `body` that can be seen in `scroller`. Synchronised with the scroller's
 * position and both elements' sizes.
 */
export function followPage(scroller: HTMLElement, body: HTMLElement) {
  // Where the rows begin in what is scrolled, CSS pixels: asked of the browser when sizes change,
  // not with every step of scrolling.
  let origin = 0;
  let extent = { rowHeight: 1, count: 0, height: 0 };
  let drawn: Stand = { first: 0, end: 0, shift: 0 };

  /** Looks where the rows are now. Gives whether others have to be drawn. */
  const look = (): boolean => {
    const { first, end } = rangeInSight({ ...extent, scrolled: scroller.scrollTop - origin });
    if (first === drawn.first && end === drawn.end) return false;
    drawn = { first, end, shift: 0 };
    return true;
  };

  const viewport = (): Viewport => ({
    ...extent,
    // Not by offsets: what these are relative to differs between a phone's page and a table's own.
    scrolled: scroller.getBoundingClientRect().top - body.getBoundingClientRect().top,
  });

  return {
    drawn: () => drawn,
    subscribe: (mover: () => void) => {
      const move = () => {
        if (look()) mover();
      };
      const resizes = new ResizeObserver(() => {
        origin = scroller.scrollTop - viewport().scrolled;
        extent.height = scroller.clientHeight;
        move();
      });
      for (const element of [scroller, ...scroller.children]) resizes.observe(element);
      scroller.addEventListener('scroll', move, { passive: true });
      return () => {
        resizes.disconnect();
        scroller.removeEventListener('scroll', move);
      };
    },
    fit: (rows: { count: number; rowHeight: number }) => {
      extent = { ...rows, height: scroller.clientHeight };
      look();
    },
    /** The rows on the screen now. */
    seen: (): Range => rowsInSight(viewport()),
  };
}
