import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bins, binDays } from '../../../src/features/facets/binDays.ts';

const seed = 20_250_902;
const DAY_MS = 86_400_000;
/** A `Date` can represent this many days before and after 1970-01-01. */
const EDGE = 100_000_000;

const facet = (value: fc.Arbitrary<number>) =>
  fc.record({ value, count: fc.integer({ min: 1, max: 1e6 }) });

/** Days that are close together, years apart, or at the ends of the range of `Date`. */
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
const limits = fc.integer({ min: 60, max: 400 });

const spans: Record<string, [number, number]> = {
  'day 1': [1, 1],
  'month 1': [28, 31],
  'year 1': [365, 366],
};

function unitOf({ unit: { of, step } }: Bins): string {
  return `${of} ${step}`;
}

describe('bins of days', () => {
  test('are consecutive and contain every day exactly once', () => {
    fc.assert(
      fc.property(days, limits, (some, limit) => {
        const { bins } = binDays(some, limit);
        for (const [i, bin] of bins.entries()) {
          expect(bin.before).toBeGreaterThan(bin.from);
          if (i > 0) expect(bin.from).toBe(bins[i - 1]?.before);
          const inside = some.filter(({ value }) => value >= bin.from && value < bin.before);
          expect(bin.count).toBe(inside.reduce((sum, { count }) => sum + count, 0));
        }
        const total = some.reduce((sum, { count }) => sum + count, 0);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(total);
        // The first and the last bin contain files.
        for (const bin of [bins[0], bins.at(-1)])
          if (bin !== undefined) expect(bin.count).not.toBe(0);
      }),
      { seed, numRuns: 800 },
    );
  });

  test('are calendar units in UTC, at most as many as the limit, and no coarser than necessary', () => {
    fc.assert(
      fc.property(days, limits, (some, limit) => {
        const result = binDays(some, limit);
        expect(result.bins.length).toBeLessThanOrEqual(limit);
        for (const { from, before } of result.bins) {
          const [shortest, longest] = spans[unitOf(result)] ?? [
            365 * result.unit.step,
            366 * result.unit.step,
          ];
          expect(before - from).toBeGreaterThanOrEqual(shortest);
          expect(before - from).toBeLessThanOrEqual(longest);
          const start = new Date(from * DAY_MS);
          // The first unit may begin before the first possible `Date`.
          if (Number.isNaN(start.getTime())) continue;
          if (result.unit.of !== 'day') expect(start.getUTCDate()).toBe(1);
          if (result.unit.of !== 'year') continue;
          expect(start.getUTCMonth()).toBe(0);
          expect(Math.abs(start.getUTCFullYear() % result.unit.step)).toBe(0);
        }
        const span = (some.at(-1)?.value ?? 0) - (some[0]?.value ?? 0) + 1;
        if (unitOf(result) === 'month 1') expect(span).toBeGreaterThan(limit);
        if (unitOf(result) === 'year 1') expect(span).toBeGreaterThan((limit - 2) * 28);
      }),
      { seed, numRuns: 800 },
    );
  });

  test('are days, months, years or decades, depending on the span', () => {
    const day = (text: string) => ({ value: Date.parse(text) / DAY_MS, count: 1 });
    const named = (...texts: string[]) => {
      const result = binDays(texts.map(day));
      return `${result.bins.length} × ${unitOf(result)}`;
    };
    expect(named('2022-11-15')).toBe('1 × day 1');
    expect(named('2022-11-15', '2023-02-01')).toBe('79 × day 1');
    expect(named('2022-06-30', '2023-02-01')).toBe('9 × month 1');
    expect(named('2015-12-31', '2025-01-01')).toBe('110 × month 1');
    expect(named('1999-12-31', '2025-01-01')).toBe('27 × year 1');
    expect(named('1799-12-31', '2025-01-01')).toBe('24 × year 10');
  });

  test('do not exist without days', () => {
    expect(binDays([]).bins).toEqual([]);
  });
});
