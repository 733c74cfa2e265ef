import { formatDay, formatMonth } from '../../ui/format.ts';
import type { Bin, Unit } from './binDays.ts';

const DAY_MS = 86_400_000;
// What the address can say: four digits for the year.
const FIRST = Date.parse('0000-01-01') / DAY_MS;
const LAST = Date.parse('9999-12-31') / DAY_MS;

/** Some bins in a row, by the places of the first and the last of them. */
export interface Range {
  first: number;
  last: number;
}

/** Some days in a row, since 1970 in UTC; infinite where they are open at an end. */
export interface Days {
  first: number;
  last: number;
}

/** A day (since 1970, UTC) as `YYYY-MM-DD`, held within the years that have four digits. */
export function dayText(day: number): string {
  const held = Math.min(LAST, Math.max(FIRST, day));
  return new Date(held * DAY_MS).toISOString().slice(0, 10);
}

/** The day (since 1970, UTC) that `YYYY-MM-DD` says. */
export function readDay(text: string): number {
  return Date.parse(text) / DAY_MS;
}

/** Where a day begins among bins, 0 to their number; one outside is held to the nearer end. */
export function positionOf(bins: readonly Bin[], day: number): number {
  const place = bins.findIndex(({ before }) => day < before);
  const bin = bins[place];
  if (bin === undefined) return bins.length;
  return place + Math.max(0, (day - bin.from) / (bin.before - bin.from));
}

/** A bin in words: `15 Nov 2022`, `Nov 2022`, `2022`, `2020–2029`. */
export function nameBin({ from, before }: Bin, { of, step }: Unit): string {
  const first = dayText(from);
  if (of === 'day') return formatDay(first);
  if (of === 'month') return formatMonth(first);
  const year = Number(first.slice(0, 4));
  return step === 1 ? String(year) : `${year}–${Number(dayText(before - 1).slice(0, 4))}`;
}

/** Some days in words; those of one whole bin by its name. */
export function nameDays(first: number, last: number): string {
  const from = formatDay(dayText(first));
  return first === last ? from : `${from} – ${formatDay(dayText(last))}`;
}

/** The days of some bins; null where there are no such bins. */
export function daysIn(bins: readonly Bin[], { first, last }: Range): Days | null {
  const [from, to] = [bins[first], bins[last]];
  return from === undefined || to === undefined ? null : { first: from.from, last: to.before - 1 };
}
