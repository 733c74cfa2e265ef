import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bins, binDays } from '../../../src/features/facets/binDays.ts';

const seed = 20_250_902;
const DAY_MS = 86_400_000;
/** The first and the last day that a `Date` can tell. */
const EDGE = 100_000_000;

const facet = (value: fc.Arbitrary<number>) =>
  fc.record({ value, count: fc.integer({ min: 1, max: 1e6 }) });

/** Days near each other, years apart, and at the ends of time. */
const days = fc
  .oneof(
    fc.integer({ min: -800, max: 800 }),
    fc.integer({ min: -20_000, max: 60_000 }),
    fc.integer({ min: -EDGE, max: EDGE }),
  )
  .chain((start) =>
    fc.oneof(
      ...[3, 200, 5_000, 100_000, 2 * EDGE].map((span) =>
        fc.uniqueArray(facet(fc.integer({ min: start, max: Math.min(EDGE, start + span) })), {
          selector: ({ value }) => value,
          maxLength: 40,
        }),
      ),
    ),
  )
  .map((some) => some.toSorted((a, b) => a.value - b.value));
const most = fc.integer({ min: 60, max: 400 });

const spans: Record<string, [number, number]> = {
  'day 1': [1, 1],
  'month 1': [28, 31],
  'year 1': [365, 366],
};

function displayName({ unit: { of, step } }: Bins): string {
  return `${of} ${step}`;
}

describe('bins of days', () => {
  test('hold every day exactly once, one after another', () => {
    fc.assert(
      fc.property(days, most, (some, limit) => {
        const { bins } = binDays(some, limit);
        for (const [i, bin] of bins.entries()) {
          expect(bin.before).toBeGreaterThan(bin.from);
          if (i > 0) expect(bin.from).toBe(bins[i - 1]?.before);
          const inside = some.filter(({ value }) => value >= bin.from && value < bin.before);
          expect(bin.count).toBe(inside.reduce((sum, { count }) => sum + count, 0));
        }
        const total = some.reduce((sum, { count }) => sum + count, 0);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(total);
        // The first and the last are there because a file is in them.
        for (const bin of [bins[0], bins.at(-1)])
          if (bin !== undefined) expect(bin.count).not.toBe(0);
      }),
      { seed, numRuns: 800 },
    );
  });

  test('are whole units of the calendar in UTC, few and no coarser than they must be', () => {
    fc.assert(
      fc.property(days, most, (some, limit) => {
        const made = binDays(some, limit);
        expect(made.bins.length).toBeLessThanOrEqual(limit);
        for (const { from, before } of made.bins) {
          const [least, longest] = spans[displayName(made)] ?? [
            365 * made.unit.step,
            366 * made.unit.step,
          ];
          expect(before - from).toBeGreaterThanOrEqual(least);
          expect(before - from).toBeLessThanOrEqual(longest);
          const start = new Date(from * DAY_MS);
          // Where the first unit begins before the first date there is.
          if (Number.isNaN(start.getTime())) continue;
          if (made.unit.of !== 'day') expect(start.getUTCDate()).toBe(1);
          if (made.unit.of !== 'year') continue;
          expect(start.getUTCMonth()).toBe(0);
          expect(Math.abs(start.getUTCFullYear() % made.unit.step)).toBe(0);
        }
        const span = (some.at(-1)?.value ?? 0) - (some[0]?.value ?? 0) + 1;
        if (displayName(made) === 'month 1') expect(span).toBeGreaterThan(limit);
        if (displayName(made) === 'year 1') expect(span).toBeGreaterThan((limit - 2) * 28);
      }),
      { seed, numRuns: 800 },
    );
  });

  test('are days for a season, months for some years, years and decades beyond', () => {
    const day = (text: string) => ({ value: Date.parse(text) / DAY_MS, count: 1 });
    const named = (...texts: string[]) => {
      const made = binDays(texts.map(day));
      return `${made.bins.length} × ${displayName(made)}`;
    };
    expect(named('2022-11-15')).toBe('1 × day 1');
    expect(named('2022-11-15', '2023-02-01')).toBe('79 × day 1');
    expect(named('2022-06-30', '2023-02-01')).toBe('9 × month 1');
    expect(named('2015-12-31', '2025-01-01')).toBe('110 × month 1');
    expect(named('1999-12-31', '2025-01-01')).toBe('27 × year 1');
    expect(named('1799-12-31', '2025-01-01')).toBe('24 × year 10');
  });

  test('of no days are none', () => {
    expect(binDays([]).bins).toEqual([]);
  });
});
