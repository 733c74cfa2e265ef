import { sanitizeText } from './sanitizeText.ts';

// Numbers and words are English, as the page is; only dates follow the reader.
const numbers = new Intl.NumberFormat('en');
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const times = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const months = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** The API may give a date that is in no calendar, or beyond all years that `Date` knows. */
const UNKNOWN = 'unknown date';

function isNever(iso: string): boolean {
  return Number.isNaN(Date.parse(iso));
}

/** `15803` as `15,803`. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** `1 file`, `31 files`. */
export function formatCount(value: number, one: string, many = `${one}s`): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`;
}

/** Days in words by their number: a table shows the same ones in row after row. */
const known = new Map<number, string>();

/** An ISO moment as its day in UTC, the day that the date filters mean. */
export function formatDay(iso: string): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return UNKNOWN;
  const day = Math.floor(ms / 86_400_000);
  const words = known.get(day) ?? days.format(ms);
  known.set(day, words);
  return words;
}

/** An ISO moment as its month in UTC. */
export function formatMonth(iso: string): string {
  return isNever(iso) ? UNKNOWN : months.format(new Date(iso));
}

/** An ISO moment as the reader writes it, with the exact one in UTC behind. */
export function formatMoment(iso: string): string {
  return `${formatDay(iso)} (${formatUtc(iso)})`;
}

/** An ISO moment exactly: `2022-11-15 18:33:22.000 UTC`; the sanitized text where it is no moment. */
export function formatUtc(iso: string): string {
  if (isNever(iso)) return sanitizeText(iso);
  return new Date(iso).toISOString().replace('T', ' ').replace('Z', ' UTC');
}

/** A moment (ms since the epoch) as the reader's clock shows it. */
export function formatTime(ms: number): string {
  return times.format(ms);
}

/** Seconds in words, roughly: `22 s`, `3 min`. */
export function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}

/** The range of `length` rows that begins at `offset`, from 0: `8,026–8,030 of 15,803`. */
export function formatRange(offset: number, length: number, count: number): string {
  if (length === 0) return `0 of ${formatNumber(count)}`;
  const first = formatNumber(offset + 1);
  const last = formatNumber(offset + length);
  return `${first === last ? first : `${first}–${last}`} of ${formatNumber(count)}`;
}
