import type { Facet } from '../../domain/facets.ts';
import { formatDay, formatMonth } from '../../ui/format.ts';

const DAY_MS = 86_400_000;

/** A unit of the calendar: some days, months or years. */
export interface Unit {
  of: 'day' | 'month' | 'year';
  /** More than 1 only for years: decades and longer. */
  step: number;
}

/** Some days in a row, as days since 1970 in UTC, and the files created on them. */
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
 * Sorts days into bins without a gap from the first day's to the last one's, empty ones among
 * them: each one whole unit of the calendar in UTC, of the finest unit that makes at most `most`
 * bins (but never coarser than 10,000 years). No days, no bins.
 * @param days days since 1970 in UTC, ascending, each once
 * @param most 60 or more, which 10,000 years hold to for every date there is
 */
export function binDays(days: readonly Facet<number>[], most = 160): Bins {
  const [first, last] = [days[0], days.at(-1)];
  const unit = units.find(
    (each) =>
      first === undefined ||
      last === undefined ||
      numberOf(last.value, each) - numberOf(first.value, each) < most,
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

/** The number of the unit that a day is in, counted from 1970 for days, from year 0 for all else. */
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
 * Days from 1970-01-01 to the first of a month (0 to 11) in the Gregorian calendar. `Date` cannot
 * tell: the unit of the earliest day there is may begin before the earliest date there is.
 * See days_from_civil in https://howardhinnant.github.io/date_algorithms.html
 */
function firstOfMonth(year: number, month: number): number {
  // The year begins in March, so that a leap day is its last.
  const fromMarch = month < 2 ? year - 1 : year;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 10) % 12) + 2) / 5);
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

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
