import { currentParams, navigate } from '../../../url/navigation.ts';
import { setVisibleRange } from '../../../session/visibleRange.ts';
import type { RenderedRange } from '../rows/rowRenderer.ts';
import {
  type Extent,
  passedAt,
  type Place,
  placeAt,
  type Range,
  rangeToRender,
  refitted,
  rowsVisibleAt,
  scrolledTo,
  overlapOf,
} from './geometry.ts';

export interface VirtualRange extends RenderedRange {
  /** The rows that were visible when scrolling last paused. The app requests only these. */
  settled: Range;
}

/** How long scrolling must pause, in ms, before the app requests the rows and updates the URL. */
const SETTLE_MS = 120;

const emptyRange: Range = { first: 0, end: 0 };

/**
 * Virtual scrolling through all rows, up to millions. Follows and moves the scroller, and updates the URL and the
 * visible range of the session. `isTableScroller`: the scroller contains only the table, whose sticky header covers its
 * top. On a phone, the scroller contains the whole page, and the rows begin further down.
 */
export function createVirtualScroll(isTableScroller: boolean) {
  let attached: { scroller: HTMLElement; body: HTMLElement; onRange: () => void } | null = null;
  let extent: Extent = { count: 0, rowHeight: 1, height: 0 };
  let place: Place = { top: 0, shift: 0 };
  let range: VirtualRange = { ...emptyRange, shift: 0, settled: emptyRange };
  // The scroll position, in CSS pixels, at which the first row is at the top of the viewport.
  let base = 0;
  // The offset that this scroll has written into the URL. The rows are already there.
  let writtenOffset: number | null = null;
  let followedResult = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  const listeners = new Set<() => void>();
  let snapshot = range;
  let mustNotify = (_: Range) => false;

  const scrolledNow = () => (attached?.scroller.scrollTop ?? 0) - base;

  const measureHeight = () => {
    if (attached === null) return extent.height;
    const { scroller, body } = attached;
    const from = body.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    const origin = Math.round(from + scroller.scrollTop);
    base = isTableScroller ? 0 : origin;
    return Math.max(1, scroller.clientHeight - (isTableScroller ? origin : 0));
  };

  const notify = () => {
    snapshot = range;
    for (const listener of listeners) listener();
  };

  const updateRange = (isMoving: boolean) => {
    const visible = rowsVisibleAt(extent, place);
    setVisibleRange({ ...visible, isMoving });
    const { count, rowHeight, height } = extent;
    const scrolled = place.top + place.shift;
    // During fast scrolling, overscan rows would leave the screen before the user sees them.
    const isFast = isMoving && overlapOf(visible, range) < (visible.end - visible.first) / 2;
    const { first, end } = isFast ? visible : rangeToRender({ scrolled, height, rowHeight, count });
    const settled = isMoving ? range.settled : visible;
    const isSame =
      first === range.first &&
      end === range.end &&
      place.shift === range.shift &&
      settled.first === range.settled.first &&
      settled.end === range.settled.end;
    if (isSame && (isMoving || snapshot === range)) return;
    range = { first, end, shift: place.shift, settled };
    attached?.onRange();
    if (!isMoving || mustNotify(range)) notify();
  };

  const moveTo = (to: Place) => {
    place = to;
    if (attached === null || Math.abs(scrolledNow() - to.top) < 1) return;
    attached.scroller.scrollTop = to.top + base;
  };

  const settle = () => {
    moveTo(placeAt(extent, place.top + place.shift));
    const { first } = rowsVisibleAt(extent, place);
    const { offset } = currentParams().params;
    const atOffset = rowsVisibleAt(extent, placeAt(extent, passedAt(extent, offset)));
    updateRange(false);
    // The last rows cannot scroll to the top, so the URL may have the offset of a lower row. Keep it.
    if (first === atOffset.first) return;
    writtenOffset = first;
    navigate({ offset: first }, 'replace');
  };

  const cancelSettle = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };

  const handleMove = () => {
    cancelSettle();
    // On a busy page, the next scroll event may still be waiting for its frame; it cancels this one.
    timer = setTimeout(() => {
      frame = requestAnimationFrame(settle);
    }, SETTLE_MS);
    updateRange(true);
  };

  const handleScroll = () => {
    const top = scrolledNow();
    if (top === place.top) return;
    moveTo(scrolledTo(extent, place, top));
    handleMove();
  };

  const fit = (changes: Partial<Extent>) => {
    const after = { ...extent, ...changes, height: measureHeight() };
    const to = refitted(extent, place, after);
    extent = after;
    // Keeps the visible rows in place while content above them grows, unless that content is visible too.
    if (to.top > 0) moveTo(to);
    else place = { top: scrolledNow(), shift: 0 };
    handleMove();
  };

  return {
    range: () => range,
    attach: (scroller: HTMLElement, body: HTMLElement, onRange: () => void) => {
      attached = { scroller, body, onRange };
      const resizes = new ResizeObserver(() => fit({}));
      // The children too: their heights change with the rows and with the content above them.
      for (const element of [scroller, ...scroller.children]) resizes.observe(element);
      scroller.addEventListener('scroll', handleScroll, { passive: true });
      return () => {
        attached = null;
        resizes.disconnect();
        scroller.removeEventListener('scroll', handleScroll);
        cancelSettle();
        setVisibleRange(null);
      };
    },
    fit,
    /** The range at the last notification, for subscribers. */
    snapshot: () => snapshot,
    /** Calls `listener` when scrolling settles, and during scrolling if the test of `notifyIf` passes. */
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Sets the test that decides whether to notify subscribers during scrolling. */
    notifyIf: (test: (range: Range) => boolean) => {
      mustNotify = test;
      if (snapshot !== range && test(range)) notify();
    },
    /** Scrolls to the URL's offset, unless this scroll has written it for the same `result`. */
    followUrl: (offset: number, result: string) => {
      const isNew = offset !== writtenOffset || result !== followedResult;
      followedResult = result;
      if (!isNew) return;
      writtenOffset = null;
      // On a phone, offset 0 scrolls to the top of the page, not only to the first row.
      if (offset === 0) moveTo({ top: -base, shift: 0 });
      else moveTo(placeAt(extent, passedAt(extent, offset)));
      handleMove();
    },
    /** Scrolls to a row if it is not completely visible. */
    reveal: (index: number) => {
      const { rowHeight, height } = extent;
      const passed = place.top + place.shift;
      const above = index * rowHeight;
      const below = above + rowHeight - height;
      if (passed > above || passed < below) {
        moveTo(placeAt(extent, Math.max(0, passed > above ? above : below)));
        handleMove();
      }
    },
    /** The rows on the screen. */
    visibleRange: () => rowsVisibleAt(extent, place),
  };
}
