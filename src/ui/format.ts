import { sanitizeText } from './sanitizeText.ts';

// Numbers are in English, like the page. Dates and times are in the locale of the user.
const numbers = new Intl.NumberFormat('en');
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const times = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const months = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** Shown for dates that `Date` cannot parse: the API may return invalid ones, or years out of its range. */
const UNKNOWN = 'unknown date';

function isInvalid(iso: string): boolean {
  return Number.isNaN(Date.parse(iso));
}

/** Formats `15803` as `15,803`. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** Formats a number with its noun: `1 file`, `31 files`. */
export function formatCount(value: number, one: string, many = `${one}s`): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`;
}

/** Cache of formatted days, by days since 1970: many rows of a table have the same day. */
const formattedDays = new Map<number, string>();

/** Formats an ISO time as its day in UTC, like the date filters. */
export function formatDay(iso: string): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return UNKNOWN;
  const day = Math.floor(ms / 86_400_000);
  const text = formattedDays.get(day) ?? days.format(ms);
  formattedDays.set(day, text);
  return text;
}

/** Formats an ISO time as its month in UTC. */
export function formatMonth(iso: string): string {
  return isInvalid(iso) ? UNKNOWN : months.format(new Date(iso));
}

/** Formats an ISO time as its day in the user's format, followed by the exact time in UTC. */
export function formatMoment(iso: string): string {
  return `${formatDay(iso)} (${formatUtc(iso)})`;
}

/** Formats an ISO time exactly: `2022-11-15 18:33:22.000 UTC`. Returns the sanitized text if it is invalid. */
export function formatUtc(iso: string): string {
  if (isInvalid(iso)) return sanitizeText(iso);
  return new Date(iso).toISOString().replace('T', ' ').replace('Z', ' UTC');
}

/** Formats a time (ms since the epoch) as hours and minutes in the user's time zone. */
export function formatTime(ms: number): string {
  return times.format(ms);
}

/** Formats a duration in seconds roughly: `22 s`, `3 min`. */
export function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}

/** Formats the range of `length` rows from `offset` (from 0): `8,026–8,030 of 15,803`. */
export function formatRange(offset: number, length: number, count: number): string {
  if (length === 0) return `0 of ${formatNumber(count)}`;
  const first = formatNumber(offset + 1);
  const last = formatNumber(offset + length);
  return `${first === last ? first : `${first}–${last}`} of ${formatNumber(count)}`;
}
