/** What decides which rows can be seen: heights in CSS pixels. */
export interface Viewport {
  /** How far the rows' top edge has moved above the viewport's; negative where it is below. */
  scrolled: number;
  height: number;
  rowHeight: number;
  /** How many rows there are. */
  count: number;
}

/** Rows kept above and below those in sight, so that none is blank when the next frame comes. */
const OVERSCAN = 6;

/** Rows from `first` up to, not including, `end`. */
export interface Range {
  first: number;
  end: number;
}

/** The rows of which at least a pixel can be seen. */
export function rowsInSight({ scrolled, height, rowHeight, count }: Viewport): Range {
  const first = Math.max(0, Math.min(count, Math.floor(scrolled / rowHeight)));
  const end = Math.max(first, Math.min(count, Math.ceil((scrolled + height) / rowHeight)));
  return { first, end };
}

/**
 * The rows to draw: those in sight and some around them, as many wherever the viewport stands.
 */
export function rangeInSight({ scrolled, height, rowHeight, count }: Viewport): Range {
  const slots = Math.min(count, Math.ceil(height / rowHeight) + 1 + 2 * OVERSCAN);
  const wanted = Math.floor(scrolled / rowHeight) - OVERSCAN;
  const first = Math.max(0, Math.min(wanted, count - slots));
  return { first, end: first + slots };
}

/** How many rows are in both. */
export function sharedBy(one: Range, other: Range): number {
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.first, other.first));
}
