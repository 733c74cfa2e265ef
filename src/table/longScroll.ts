import type { Range } from './windowing.ts';

/** The rows of a long scroll and the window they are seen through; heights in CSS pixels. */
export interface Extent {
  count: number;
  rowHeight: number;
  /** Of the part of the window that rows can be seen in. */
  height: number;
}

/** Where a long scroll stands. */
export interface Place {
  /** How far the element of the rows is scrolled; negative where it begins below the window's top. */
  top: number;
  /** How much further the rows have gone than the element has: whole pixels, 0 where all fit in it. */
  shift: number;
}

/**
 * The tallest that an element of rows gets. Firefox collapses one taller than 17,895,697 px,
 * Chromium ends at 33,554,432; and the compositors' numbers of 32 bits tell pixels apart up to 2²³.
 */
const TALLEST = 8_000_000;

/** At both ends, so much of the element has its rows just where they would be without a limit. */
const NATURAL = 100_000;

/** The height of the element that the rows stand in. */
export function heightOf({ count, rowHeight }: Pick<Extent, 'count' | 'rowHeight'>): number {
  return Math.min(count * rowHeight, TALLEST);
}

/** Where the row stands in the element, in a place with that `shift`. */
export function topOf(
  extent: Pick<Extent, 'count' | 'rowHeight'>,
  shift: number,
  index: number,
): number {
  // A row that is kept, though scrolled far away, must not make the element any longer.
  const most = heightOf(extent) - extent.rowHeight;
  return Math.max(0, Math.min(index * extent.rowHeight - shift, most));
}

/** The place where `passed` pixels of rows are above the window: where the scroll bar tells it best. */
export function placeAt(extent: Extent, passed: number): Place {
  const hidden = hiddenIn(extent);
  const last = furthest(extent);
  const share = (passed - NATURAL) / (last - 2 * NATURAL);
  const shift = hidden === 0 ? 0 : Math.round(hidden * Math.max(0, Math.min(share, 1)));
  return { top: passed - shift, shift };
}

/** How many pixels of rows are above the window where `index` is at its top, or as near to it as may be. */
export function passedAt(extent: Extent, index: number): number {
  return Math.max(0, Math.min(index * extent.rowHeight, furthest(extent)));
}

/**
 * The place after the element was scrolled to `top`. Small steps move the rows by just as much.
 * A large one is a drag or a jump of the scroll bar, which stands for its share of all rows. The
 * very ends are the first and the last row. Where the answer has another `top`, the scroller has to
 * be put there: small steps have used up its way to an end before the rows got there.
 */
export function scrolledTo(extent: Extent, before: Place, top: number): Place {
  const hidden = hiddenIn(extent);
  if (hidden === 0) return { top, shift: 0 };
  const bottom = heightOf(extent) - extent.height;
  if (top <= 0) return { top, shift: 0 };
  if (top >= bottom) return { top, shift: hidden };
  if (Math.abs(top - before.top) > Math.max(4000, 2 * extent.height)) {
    const share = (top - NATURAL) / (bottom - 2 * NATURAL);
    return { top, shift: Math.round(hidden * Math.max(0, Math.min(share, 1))) };
  }
  const { shift } = before;
  const settled = placeAt(extent, top + shift);
  const isAtEnd = settled.shift === 0 || settled.shift === hidden;
  const way = Math.min(top, bottom - top);
  const isFar = Math.abs(settled.top - top) > (isAtEnd ? 0 : way / 2);
  return isFar ? settled : { top, shift };
}

/** The place with the same row at the top, in rows of another height, number or window. */
export function refitted(before: Extent, place: Place, after: Extent): Place {
  const passed = place.top + place.shift;
  if (passed <= 0) return { top: passed, shift: 0 };
  return placeAt(after, (passed / before.rowHeight) * after.rowHeight);
}

/** The rows to be seen. A row of which there is but a line, because browsers round, is not. */
export function rowsSeen({ count, rowHeight, height }: Extent, { top, shift }: Place): Range {
  const passed = top + shift;
  const first = Math.floor((passed + 1) / rowHeight);
  const end = Math.ceil((passed + height - 1) / rowHeight);
  const least = Math.max(0, Math.min(first, count - 1));
  return { first: least, end: Math.max(least, Math.min(end, count)) };
}

/** By how much the rows are longer than their element. */
function hiddenIn(extent: Extent): number {
  return extent.count * extent.rowHeight - heightOf(extent);
}

/** How many pixels of rows are above the window when the last row is at its bottom. */
function furthest({ count, rowHeight, height }: Extent): number {
  return Math.max(0, count * rowHeight - height);
}
