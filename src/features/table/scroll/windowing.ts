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
