import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangeToRender, type Viewport } from '../../../src/features/table/scroll/geometry.ts';
import { seed } from '../../domain/arbitraries.ts';

const viewport: fc.Arbitrary<Viewport> = fc.record({
  scrolled: fc.oneof(
    fc.integer({ min: -2000, max: 60_000 }),
    fc.double({ min: -2000, max: 4e7, noNaN: true }),
  ),
  height: fc.oneof(fc.nat({ max: 4000 }), fc.double({ min: 0, max: 4000, noNaN: true })),
  rowHeight: fc.constantFrom(1, 28, 33.5, 44, 57.333),
  count: fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 1_000_000 })),
});

describe('The rows to render', () => {
  test('include all visible rows and the overscan', () => {
    let checked = 0;
    fc.assert(
      fc.property(viewport, (view) => {
        const { first, end } = rangeToRender(view);
        const { scrolled, height, rowHeight, count } = view;
        const top = Math.max(0, Math.floor(scrolled / rowHeight));
        const bottom = Math.min(count - 1, Math.ceil((scrolled + height) / rowHeight) - 1);
        if (top > bottom) return;
        checked++;
        expect(first).toBeLessThanOrEqual(top);
        expect(end).toBeGreaterThan(bottom);
        // The overscan, unless an end of the list is near.
        expect(first).toBeLessThanOrEqual(Math.max(0, top - 6));
        expect(end).toBeGreaterThanOrEqual(Math.min(count, bottom + 1 + 6));
      }),
      { seed, numRuns: 3000 },
    );
    expect(checked).toBeGreaterThan(500);
  });

  test('are existing rows', () => {
    fc.assert(
      fc.property(viewport, (view) => {
        const { first, end } = rangeToRender(view);
        expect(Number.isInteger(first)).toBe(true);
        expect(Number.isInteger(end)).toBe(true);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(first);
        expect(end).toBeLessThanOrEqual(view.count);
      }),
      { seed, numRuns: 3000 },
    );
  });

  test('are few, and the same number at every scroll position', () => {
    fc.assert(
      fc.property(viewport, fc.double({ min: -1e6, max: 1e9, noNaN: true }), (view, scrolled) => {
        const one = rangeToRender(view);
        const other = rangeToRender({ ...view, scrolled });
        expect(other.end - other.first).toBe(one.end - one.first);
        expect(one.end - one.first).toBeLessThanOrEqual(view.height / view.rowHeight + 14);
      }),
      { seed, numRuns: 3000 },
    );
  });

  test('change one by one while the user scrolls', () => {
    const view = { height: 800, rowHeight: 44, count: 1000 };
    let before = rangeToRender({ ...view, scrolled: 0 });
    for (let scrolled = 0; scrolled <= 1000 * 44; scrolled += 11) {
      const range = rangeToRender({ ...view, scrolled });
      expect(range.first - before.first).toBeGreaterThanOrEqual(0);
      expect(range.first - before.first).toBeLessThanOrEqual(1);
      before = range;
    }
    expect(before.end).toBe(1000);
  });

  test('are fewer than 80 for a page of 1,000 rows', () => {
    const { first, end } = rangeToRender({
      scrolled: 9000,
      height: 1200,
      rowHeight: 28,
      count: 1000,
    });
    expect(end - first).toBeLessThan(80);
  });

  test('are none if the list is empty', () => {
    expect(rangeToRender({ scrolled: 0, height: 800, rowHeight: 44, count: 0 })).toEqual({
      first: 0,
      end: 0,
    });
  });
});
