/** The size of all rows and of the viewport. Heights are in CSS pixels. */
export interface Extent {
  count: number;
  rowHeight: number;
  /** The height of the viewport: the part of the window in which rows are visible. */
  height: number;
}

/** A scroll position, in CSS pixels. */
export interface Place {
  /** How far the rows' element is scrolled; negative if it begins below the viewport's top. */
  top: number;
  /** By how much the rows have scrolled further than their element: whole pixels, 0 if all rows fit in it. */
  shift: number;
}

/**
 * The maximum height of the rows' element, in CSS pixels. Firefox collapses elements taller than 17,895,697 px.
 * Chromium limits them to 33,554,432 px. Compositors use 32-bit floats, which are exact to the pixel up to 2²³.
 */
const MAX_HEIGHT = 8_000_000;

/** The rows within this distance of either end, in pixels, are where they would be without the maximum height. */
const NATURAL = 100_000;

/** The height of the rows' element. */
export function heightOf({ count, rowHeight }: Pick<Extent, 'count' | 'rowHeight'>): number {
  return Math.min(count * rowHeight, MAX_HEIGHT);
}

/** The row's distance from the element's top, at a position with this `shift`. */
export function topOf(
  extent: Pick<Extent, 'count' | 'rowHeight'>,
  shift: number,
  index: number,
): number {
  // A focused row stays in the document even if it is far from the viewport. It must not make the element taller.
  const maxTop = heightOf(extent) - extent.rowHeight;
  return Math.max(0, Math.min(index * extent.rowHeight - shift, maxTop));
}

/**
 * The position with `passed` pixels of rows above the viewport. Of the possible positions, it is the one at which the
 * scroll bar shows best which share of the rows is above.
 */
export function placeAt(extent: Extent, passed: number): Place {
  const hidden = hiddenIn(extent);
  const last = maxPassed(extent);
  const share = (passed - NATURAL) / (last - 2 * NATURAL);
  const shift = hidden === 0 ? 0 : Math.round(hidden * Math.max(0, Math.min(share, 1)));
  return { top: passed - shift, shift };
}

/** How many pixels of rows are above the viewport when row `index` is at its top, or as close to it as possible. */
export function passedAt(extent: Extent, index: number): number {
  return Math.max(0, Math.min(index * extent.rowHeight, maxPassed(extent)));
}

/**
 * The position after the element was scrolled to `top`. A small step moves the rows by the same distance. A large step
 * is a drag or a jump of the scroll bar, and leads to the same share of all rows. At the ends of the element are the
 * first and the last row. If the result has a different `top`, the caller must scroll there: small steps came close to
 * an end of the element while there are more rows to scroll through.
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
  const distanceToEnd = Math.min(top, bottom - top);
  const isFar = Math.abs(settled.top - top) > (isAtEnd ? 0 : distanceToEnd / 2);
  return isFar ? settled : { top, shift };
}

/** The position that keeps the same row at the top after the row height, the count or the viewport has changed. */
export function refitted(before: Extent, place: Place, after: Extent): Place {
  const passed = place.top + place.shift;
  if (passed <= 0) return { top: passed, shift: 0 };
  return placeAt(after, (passed / before.rowHeight) * after.rowHeight);
}

/** The visible rows. Does not count a row of which only one pixel is visible: browsers round positions. */
export function rowsVisibleAt({ count, rowHeight, height }: Extent, { top, shift }: Place): Range {
  const passed = top + shift;
  const first = Math.floor((passed + 1) / rowHeight);
  const end = Math.ceil((passed + height - 1) / rowHeight);
  const clampedFirst = Math.max(0, Math.min(first, count - 1));
  return { first: clampedFirst, end: Math.max(clampedFirst, Math.min(end, count)) };
}

/** By how many pixels the rows are taller than their element. */
function hiddenIn(extent: Extent): number {
  return extent.count * extent.rowHeight - heightOf(extent);
}

/** How many pixels of rows are above the viewport when the last row is at its bottom. */
function maxPassed({ count, rowHeight, height }: Extent): number {
  return Math.max(0, count * rowHeight - height);
}

/** The values that determine which rows are visible. Heights are in CSS pixels. */
export interface Viewport {
  /** How far the rows' top edge is above the viewport's; negative if it is below. */
  scrolled: number;
  height: number;
  rowHeight: number;
  /** How many rows there are. */
  count: number;
}

/** How many rows to render above and below the visible ones, so that scrolling shows no gap before the next frame. */
const OVERSCAN = 6;

/** Rows from `first` up to, not including, `end`. */
export interface Range {
  first: number;
  end: number;
}

/** The rows of which at least one pixel is visible. */
export function visibleRows({ scrolled, height, rowHeight, count }: Viewport): Range {
  const first = Math.max(0, Math.min(count, Math.floor(scrolled / rowHeight)));
  const end = Math.max(first, Math.min(count, Math.ceil((scrolled + height) / rowHeight)));
  return { first, end };
}

/** The rows to render: the visible ones and the overscan. Their number is the same at every position. */
export function rangeToRender({ scrolled, height, rowHeight, count }: Viewport): Range {
  const slots = Math.min(count, Math.ceil(height / rowHeight) + 1 + 2 * OVERSCAN);
  const start = Math.floor(scrolled / rowHeight) - OVERSCAN;
  const first = Math.max(0, Math.min(start, count - slots));
  return { first, end: first + slots };
}

/** How many rows are in both ranges. */
export function overlapOf(one: Range, other: Range): number {
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.first, other.first));
}
