/** All rows, and the viewport. Heights are in CSS pixels. */
export interface Extent {
  count: number;
  rowHeight: number;
  /** The height of the viewport: the part of the window in which rows are visible. */
  height: number;
}

/** A position of the scroll. */
export interface Place {
  /** How far the rows' element is scrolled; negative if it begins below the viewport's top. */
  top: number;
  /** How much further the rows have scrolled than their element: whole pixels, 0 if all rows fit in it. */
  shift: number;
}

/**
 * The maximum height of the rows' element. Firefox collapses an element taller than 17,895,697 px, Chromium limits it to
 * 33,554,432 px, and compositors compute with 32-bit floats, which are exact to the pixel up to 2²³.
 */
const TALLEST = 8_000_000;

/** At both ends, this many pixels of the element have their rows where they would be without the maximum. */
const NATURAL = 100_000;

/** The height of the rows' element. */
export function heightOf({ count, rowHeight }: Pick<Extent, 'count' | 'rowHeight'>): number {
  return Math.min(count * rowHeight, TALLEST);
}

/** The row's distance from the element's top, at a position with this `shift`. */
export function topOf(
  extent: Pick<Extent, 'count' | 'rowHeight'>,
  shift: number,
  index: number,
): number {
  // A focused row stays in the document, however far away it is; it must not make the element taller.
  const most = heightOf(extent) - extent.rowHeight;
  return Math.max(0, Math.min(index * extent.rowHeight - shift, most));
}

/** The position with `passed` pixels of rows above the viewport, at which the scroll bar shows the share best. */
export function placeAt(extent: Extent, passed: number): Place {
  const hidden = hiddenIn(extent);
  const last = furthest(extent);
  const share = (passed - NATURAL) / (last - 2 * NATURAL);
  const shift = hidden === 0 ? 0 : Math.round(hidden * Math.max(0, Math.min(share, 1)));
  return { top: passed - shift, shift };
}

/** How many pixels of rows are above the viewport if row `index` is at its top, or as near to it as possible. */
export function passedAt(extent: Extent, index: number): number {
  return Math.max(0, Math.min(index * extent.rowHeight, furthest(extent)));
}

/**
 * The position after the element was scrolled to `top`. A small step moves the rows by the same distance. A large step is
 * a drag or a jump of the scroll bar, and leads to the same share of all rows. The ends are the first and the last row.
 * If the result has another `top`, the caller must scroll there: small steps have reached an end of the element before
 * the rows have reached theirs.
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

/** The position with the same row at the top, after a change of row height, number of rows or viewport. */
export function refitted(before: Extent, place: Place, after: Extent): Place {
  const passed = place.top + place.shift;
  if (passed <= 0) return { top: passed, shift: 0 };
  return placeAt(after, (passed / before.rowHeight) * after.rowHeight);
}

/** The visible rows. Ignores a row of which only one pixel is visible, because browsers round positions. */
export function rowsVisibleAt({ count, rowHeight, height }: Extent, { top, shift }: Place): Range {
  const passed = top + shift;
  const first = Math.floor((passed + 1) / rowHeight);
  const end = Math.ceil((passed + height - 1) / rowHeight);
  const least = Math.max(0, Math.min(first, count - 1));
  return { first: least, end: Math.max(least, Math.min(end, count)) };
}

/** By how many pixels the rows exceed their element. */
function hiddenIn(extent: Extent): number {
  return extent.count * extent.rowHeight - heightOf(extent);
}

/** How many pixels of rows are above the viewport when the last row is at its bottom. */
function furthest({ count, rowHeight, height }: Extent): number {
  return Math.max(0, count * rowHeight - height);
}

/** What decides which rows are visible. Heights are in CSS pixels. */
export interface Viewport {
  /** How far the rows' top edge is above the viewport's; negative if it is below. */
  scrolled: number;
  height: number;
  rowHeight: number;
  /** How many rows there are. */
  count: number;
}

/** How many rows to render above and below the visible ones, so that the next frame shows no gap. */
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

/** The rows to render: the visible ones and some around them; the same number at every position. */
export function rangeToRender({ scrolled, height, rowHeight, count }: Viewport): Range {
  const slots = Math.min(count, Math.ceil(height / rowHeight) + 1 + 2 * OVERSCAN);
  const wanted = Math.floor(scrolled / rowHeight) - OVERSCAN;
  const first = Math.max(0, Math.min(wanted, count - slots));
  return { first, end: first + slots };
}

/** How many rows are in both. */
export function sharedBy(one: Range, other: Range): number {
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.first, other.first));
}
