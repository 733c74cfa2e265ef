import { currentAddress, go } from '../address/useAddress.ts';
import { noteSight } from '../address/useSight.ts';
import {
  type Extent,
  passedAt,
  type Place,
  placeAt,
  refitted,
  rowsSeen,
  scrolledTo,
} from './longScroll.ts';
import type { Stand } from './rowLayer.ts';
import { type Range, rangeInSight, sharedBy } from './windowing.ts';

/** What of a long scroll is to be drawn. */
export interface Drawn extends Stand {
  /** The rows in sight where scrolling came to rest last: the only ones worth asking for. */
  rested: Range;
}

/** How long scrolling rests, in ms, before its rows are asked for and the address follows. */
const REST_MS = 120;

const nowhere: Range = { first: 0, end: 0 };

/**
 * One long scroll: follows its scroller, moves it, and keeps the address and `useSight` abreast.
 * `isOwn` tells that the scroller scrolls nothing but the table, whose heading then covers its top;
 * on a phone it scrolls the page, and the rows begin further down.
 */
export function followScroll(isOwn: boolean) {
  let attached: { scroller: HTMLElement; body: HTMLElement; mover: () => void } | null = null;
  let extent: Extent = { count: 0, rowHeight: 1, height: 0 };
  let place: Place = { top: 0, shift: 0 };
  let drawn: Drawn = { ...nowhere, shift: 0, rested: nowhere };
  let base = 0;
  // The offset that was written into the address from here, and of which result: no news, then.
  let written: number | null = null;
  let followed = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  const listeners = new Set<() => void>();
  let told = drawn;
  let isWanted = (_: Range) => false;

  const scrolledNow = () => (attached?.scroller.scrollTop ?? 0) - base;

  const measure = () => {
    if (attached === null) return extent.height;
    const { scroller, body } = attached;
    const from = body.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    const origin = Math.round(from + scroller.scrollTop);
    base = isOwn ? 0 : origin;
    return Math.max(1, scroller.clientHeight - (isOwn ? origin : 0));
  };

  const tell = () => {
    told = drawn;
    for (const listener of listeners) listener();
  };

  const publish = (isMoving: boolean) => {
    const seen = rowsSeen(extent, place);
    noteSight({ ...seen, isMoving });
    const { count, rowHeight, height } = extent;
    const scrolled = place.top + place.shift;
    // Of rows that fly past, those around them would be drawn for nothing.
    const isFlying = isMoving && sharedBy(seen, drawn) < (seen.end - seen.first) / 2;
    const { first, end } = isFlying ? seen : rangeInSight({ scrolled, height, rowHeight, count });
    const rested = isMoving ? drawn.rested : seen;
    const isSame =
      first === drawn.first &&
      end === drawn.end &&
      place.shift === drawn.shift &&
      rested.first === drawn.rested.first &&
      rested.end === drawn.rested.end;
    if (isSame && (isMoving || told === drawn)) return;
    drawn = { first, end, shift: place.shift, rested };
    attached?.mover();
    if (!isMoving || isWanted(drawn)) tell();
  };

  const stand = (at: Place) => {
    place = at;
    if (attached === null || Math.abs(scrolledNow() - at.top) < 1) return;
    attached.scroller.scrollTop = at.top + base;
  };

  const rest = () => {
    stand(placeAt(extent, place.top + place.shift));
    const { first } = rowsSeen(extent, place);
    const { offset } = currentAddress().asked;
    const there = rowsSeen(extent, placeAt(extent, passedAt(extent, offset)));
    publish(false);
    // The last rows cannot be at the top: whoever asked for one of them has what was asked.
    if (first === there.first) return;
    written = first;
    go({ offset: first }, 'replace');
  };

  const stop = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };

  const move = () => {
    stop();
    // Where the page is slow, the next step may be waiting for its frame: that is no rest.
    timer = setTimeout(() => {
      frame = requestAnimationFrame(rest);
    }, REST_MS);
    publish(true);
  };

  const onScroll = () => {
    const top = scrolledNow();
    if (top === place.top) return;
    stand(scrolledTo(extent, place, top));
    move();
  };

  const fit = (to: Partial<Extent>) => {
    const after = { ...extent, ...to, height: measure() };
    const at = refitted(extent, place, after);
    extent = after;
    // Rows stay where they are while what is above them grows; unless it is what is looked at.
    if (at.top > 0) stand(at);
    else place = { top: scrolledNow(), shift: 0 };
    move();
  };

  return {
    drawn: () => drawn,
    attach: (scroller: HTMLElement, body: HTMLElement, mover: () => void) => {
      attached = { scroller, body, mover };
      const resizes = new ResizeObserver(() => fit({}));
      // What the scroller scrolls is as tall as all that is above the rows, and the rows.
      for (const element of [scroller, ...scroller.children]) resizes.observe(element);
      scroller.addEventListener('scroll', onScroll, { passive: true });
      return () => {
        attached = null;
        resizes.disconnect();
        scroller.removeEventListener('scroll', onScroll);
        stop();
        noteSight(null);
      };
    },
    fit,
    /** What was drawn when it was news last, for whoever needs not follow every step. */
    told: () => told,
    /** Calls back where scrolling rests, and on the way where `tellWhen` says so of the rows drawn. */
    listen: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tellWhen: (test: (range: Range) => boolean) => {
      isWanted = test;
      if (told !== drawn && test(drawn)) tell();
    },
    /** Goes where the address says, unless it has only followed; another `result` is always gone to. */
    follow: (offset: number, result: string) => {
      const isNews = offset !== written || result !== followed;
      followed = result;
      if (!isNews) return;
      written = null;
      // On a phone the first row comes with the page's head, as on any other page.
      if (offset === 0) stand({ top: -base, shift: 0 });
      else stand(placeAt(extent, passedAt(extent, offset)));
      move();
    },
    /** Brings a row into sight, wherever it is. */
    reveal: (index: number) => {
      const { rowHeight, height } = extent;
      const passed = place.top + place.shift;
      const above = index * rowHeight;
      const below = above + rowHeight - height;
      if (passed > above || passed < below) {
        stand(placeAt(extent, Math.max(0, passed > above ? above : below)));
        move();
      }
    },
    /** The rows on the screen now. */
    seen: () => rowsSeen(extent, place),
  };
}
