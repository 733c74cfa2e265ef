import { formatNumber } from '../../ui/format.ts';

/** Formats the range of rows on a page: `8,026–8,030 of 15,803`. */
export function rangeText(offset: number, received: number, count: number): string {
  if (received === 0) return `0 of ${formatNumber(count)}`;
  const first = formatNumber(offset + 1);
  const last = formatNumber(offset + received);
  return `${first === last ? first : `${first}–${last}`} of ${formatNumber(count)}`;
}
