import type { Facet } from '../../domain/facets.ts';
import { formatDay, formatMonth } from '../../ui/format.ts';

const DAY_MS = 86_400_000;

/** A calendar unit: days, months or years. */
export interface Unit {
  of: 'day' | 'month' | 'year';
  /** The number of years in the unit; 1 for days and months. */
  step: number;
}

/** A range of days, as days since 1970 in UTC, and the number of files created in it. */
export interface Bin {
  from: number;
  /** The day after the last one. */
  before: number;
  count: number;
}

export interface Bins {
  unit: Unit;
  bins: Bin[];
}

const units: Unit[] = [
  { of: 'day', step: 1 },
  { of: 'month', step: 1 },
  ...[1, 10, 100, 1000, 10_000].map((step): Unit => ({ of: 'year', step })),
];

/**
 * Sorts days into consecutive bins, from that of the first day to that of the last; some may be empty. Each bin is
 * one calendar unit in UTC. The unit is the finest one with at most `maxBins` bins (at most 10,000 years). Without
 * days, there are no bins.
 * @param days days since 1970 in UTC, ascending, without duplicates
 * @param maxBins at least 60, the number of bins of 10,000 years in the range of `Date`
 */
export function binDays(days: readonly Facet<number>[], maxBins = 160): Bins {
  const [first, last] = [days[0], days.at(-1)];
  const unit = units.find(
    (each) =>
      first === undefined ||
      last === undefined ||
      numberOf(last.value, each) - numberOf(first.value, each) < maxBins,
  ) ?? { of: 'year', step: 10_000 };
  if (first === undefined || last === undefined) return { unit, bins: [] };
  const start = numberOf(first.value, unit);
  const bins = Array.from({ length: numberOf(last.value, unit) - start + 1 }, (_, index) => ({
    from: firstDayOf(start + index, unit),
    before: firstDayOf(start + index + 1, unit),
    count: 0,
  }));
  for (const { value, count } of days) {
    const bin = bins[numberOf(value, unit) - start];
    if (bin !== undefined) bin.count += count;
  }
  return { unit, bins };
}

/** The number of the unit that contains a day, counted from 1970 for days and from year 0 for other units. */
function numberOf(day: number, { of, step }: Unit): number {
  if (of === 'day') return day;
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  return of === 'month' ? year * 12 + date.getUTCMonth() : Math.floor(year / step);
}

function firstDayOf(number: number, { of, step }: Unit): number {
  if (of === 'day') return number;
  if (of === 'month')
    return firstOfMonth(Math.floor(number / 12), number - Math.floor(number / 12) * 12);
  return firstOfMonth(number * step, 0);
}

/**
 * Returns the days from 1970-01-01 to the first of a month (0 to 11) in the Gregorian calendar. Does not use `Date`,
 * because the unit of the earliest possible `Date` may begin before it.
 * Source: days_from_civil in https://howardhinnant.github.io/date_algorithms.html
 */
function firstOfMonth(year: number, month: number): number {
  // Years begin in March, so that the leap day is the last day.
  const fromMarch = month < 2 ? year - 1 : year;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 10) % 12) + 2) / 5);
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

// The URL parameters allow years of four digits.
const FIRST = Date.parse('0000-01-01') / DAY_MS;
const LAST = Date.parse('9999-12-31') / DAY_MS;

/** A range of bins, by the indexes of the first and the last one. */
export interface Range {
  first: number;
  last: number;
}

/** A range of days since 1970 in UTC, both included; infinite if there is no limit. */
export interface Days {
  first: number;
  last: number;
}

/** Formats a day (since 1970, UTC) as `YYYY-MM-DD`, limited to years of four digits. */
export function dayText(day: number): string {
  const clamped = Math.min(LAST, Math.max(FIRST, day));
  return new Date(clamped * DAY_MS).toISOString().slice(0, 10);
}

/** Parses `YYYY-MM-DD` as a day since 1970 in UTC. */
export function readDay(text: string): number {
  return Date.parse(text) / DAY_MS;
}

/** The position at which a day begins, from 0 to the number of bins. Days outside are limited to the ends. */
export function positionOf(bins: readonly Bin[], day: number): number {
  const place = bins.findIndex(({ before }) => day < before);
  const bin = bins[place];
  if (bin === undefined) return bins.length;
  return place + Math.max(0, (day - bin.from) / (bin.before - bin.from));
}

/** Formats a bin: `15 Nov 2022`, `Nov 2022`, `2022`, `2020–2029`. */
export function nameBin({ from, before }: Bin, { of, step }: Unit): string {
  const first = dayText(from);
  if (of === 'day') return formatDay(first);
  if (of === 'month') return formatMonth(first);
  const year = Number(first.slice(0, 4));
  return step === 1 ? String(year) : `${year}–${Number(dayText(before - 1).slice(0, 4))}`;
}

/** Formats a range of days: `15 Nov 2022 – 3 Dec 2022`. */
export function nameDays(first: number, last: number): string {
  const from = formatDay(dayText(first));
  return first === last ? from : `${from} – ${formatDay(dayText(last))}`;
}

/** The days of a range of bins; null if there are no such bins. */
export function daysIn(bins: readonly Bin[], { first, last }: Range): Days | null {
  const [from, to] = [bins[first], bins[last]];
  return from === undefined || to === undefined ? null : { first: from.from, last: to.before - 1 };
}
