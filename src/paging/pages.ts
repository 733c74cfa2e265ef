import { formatNumber } from '../ui/format.ts';

/** Where the paging controls lead: offsets, or null where there is nothing to go to. */
export interface Pages {
  first: number | null;
  previous: number | null;
  next: number | null;
  last: number | null;
  /** The number of the page that `offset` lies on, from 1. */
  page: number;
  /** How many pages there are, at least 1; null while that is not known. */
  pages: number | null;
}

/** Computes offsets; the API's own `next` and `previous` point to another host. */
export function pagesOf(
  { limit, offset }: { limit: number; offset: number },
  count: number | null,
): Pages {
  const page = Math.floor(offset / limit) + 1;
  const first = offset > 0 ? 0 : null;
  if (count === null) {
    const previous = offset > 0 ? Math.max(0, offset - limit) : null;
    return { first, previous, next: null, last: null, page, pages: null };
  }
  const lastOffset = Math.max(0, Math.floor((count - 1) / limit) * limit);
  return {
    first,
    previous: offset > 0 ? Math.min(Math.max(0, offset - limit), lastOffset) : null,
    next: offset + limit < count ? offset + limit : null,
    last: offset < lastOffset ? lastOffset : null,
    page,
    pages: Math.floor(lastOffset / limit) + 1,
  };
}

/** `8,026–8,030 of 15,803`. */
export function rangeText(offset: number, received: number, count: number): string {
  if (received === 0) return `0 of ${formatNumber(count)}`;
  const first = formatNumber(offset + 1);
  const last = formatNumber(offset + received);
  return `${first === last ? first : `${first}–${last}`} of ${formatNumber(count)}`;
}
