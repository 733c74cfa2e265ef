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
  sharedBy,
} from './geometry.ts';

export interface VirtualRange extends RenderedRange {
  /** The visible rows at the last rest: the app requests only these. */
  rested: Range;
}

/** How long scrolling must pause, in ms, before the app requests the rows and updates the URL. */
const REST_MS = 120;

const nothing: Range = { first: 0, end: 0 };

/**
 * The scroll of all rows, however many there are. Synchronises with the scroller, moves it, and updates the URL and
 * `useSight`. `isOwn` means that the scroller contains only the table, whose header then covers its top; on a phone it
 * contains the whole page, and the rows begin further down.
 */
export function createVirtualScroll(isOwn: boolean) {
  let attached: { scroller: HTMLElement; body: HTMLElement; onRange: () => void } | null = null;
  let extent: Extent = { count: 0, rowHeight: 1, height: 0 };
  let place: Place = { top: 0, shift: 0 };
  let range: VirtualRange = { ...nothing, shift: 0, rested: nothing };
  let base = 0;
  // The offset that this scroll has written into the URL, and its result. Such a URL needs no scrolling.
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
    base = isOwn ? 0 : origin;
    return Math.max(1, scroller.clientHeight - (isOwn ? origin : 0));
  };

  const notify = () => {
    snapshot = range;
    for (const listener of listeners) listener();
  };

  const updateRange = (isMoving: boolean) => {
    const seen = rowsVisibleAt(extent, place);
    setVisibleRange({ ...seen, isMoving });
    const { count, rowHeight, height } = extent;
    const scrolled = place.top + place.shift;
    // During fast scrolling, the rows around the visible ones would be rendered in vain.
    const isFast = isMoving && sharedBy(seen, range) < (seen.end - seen.first) / 2;
    const { first, end } = isFast ? seen : rangeToRender({ scrolled, height, rowHeight, count });
    const rested = isMoving ? range.rested : seen;
    const isSame =
      first === range.first &&
      end === range.end &&
      place.shift === range.shift &&
      rested.first === range.rested.first &&
      rested.end === range.rested.end;
    if (isSame && (isMoving || snapshot === range)) return;
    range = { first, end, shift: place.shift, rested };
    attached?.onRange();
    if (!isMoving || mustNotify(range)) notify();
  };

  const moveTo = (to: Place) => {
    place = to;
    if (attached === null || Math.abs(scrolledNow() - to.top) < 1) return;
    attached.scroller.scrollTop = to.top + base;
  };

  const rest = () => {
    moveTo(placeAt(extent, place.top + place.shift));
    const { first } = rowsVisibleAt(extent, place);
    const { offset } = currentParams().params;
    const atOffset = rowsVisibleAt(extent, placeAt(extent, passedAt(extent, offset)));
    updateRange(false);
    // The last rows cannot scroll to the top. A URL with the offset of one of them is right as it is.
    if (first === atOffset.first) return;
    writtenOffset = first;
    navigate({ offset: first }, 'replace');
  };

  const cancelRest = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };

  const handleMove = () => {
    cancelRest();
    // In a slow page, the next step of scrolling may be waiting for its frame; then this is not a rest.
    timer = setTimeout(() => {
      frame = requestAnimationFrame(rest);
    }, REST_MS);
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
    // The visible rows stay in place while content above the rows grows, unless that content is visible too.
    if (to.top > 0) moveTo(to);
    else place = { top: scrolledNow(), shift: 0 };
    handleMove();
  };

  return {
    range: () => range,
    attach: (scroller: HTMLElement, body: HTMLElement, onRange: () => void) => {
      attached = { scroller, body, onRange };
      const resizes = new ResizeObserver(() => fit({}));
      // Also the children: the scrolled content is as tall as the rows and everything above them.
      for (const element of [scroller, ...scroller.children]) resizes.observe(element);
      scroller.addEventListener('scroll', handleScroll, { passive: true });
      return () => {
        attached = null;
        resizes.disconnect();
        scroller.removeEventListener('scroll', handleScroll);
        cancelRest();
        setVisibleRange(null);
      };
    },
    fit,
    /** The range at the last notification, for subscribers. */
    snapshot: () => snapshot,
    /** Calls back when scrolling rests, and during scrolling if the test of `notifyIf` passes. */
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notifyIf: (test: (range: Range) => boolean) => {
      mustNotify = test;
      if (snapshot !== range && test(range)) notify();
    },
    /** Scrolls to the URL's offset, unless this scroll has written it. Always scrolls if the `result` is another one. */
    followUrl: (offset: number, result: string) => {
      const isNew = offset !== writtenOffset || result !== followedResult;
      followedResult = result;
      if (!isNew) return;
      writtenOffset = null;
      // On a phone, the first row scrolls into view together with the top of the page.
      if (offset === 0) moveTo({ top: -base, shift: 0 });
      else moveTo(placeAt(extent, passedAt(extent, offset)));
      handleMove();
    },
    /** Scrolls to a row, if it is not completely visible. */
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
