import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Extent,
  heightOf,
  passedAt,
  type Place,
  placeAt,
  rangeToRender,
  refitted,
  rowsVisibleAt,
  scrolledTo,
  topOf,
} from '../../../src/features/table/scroll/geometry.ts';
import { seed } from '../../domain/arbitraries.ts';

const MAX_COUNT = 10_000_000;
const start: Place = { top: 0, shift: 0 };

const extents = (minCount: number) =>
  fc.record({
    count: fc.oneof(
      fc.constant(MAX_COUNT),
      fc.integer({ min: minCount, max: MAX_COUNT }),
      fc.integer({ min: 1, max: 300_000 }),
    ),
    rowHeight: fc.constantFrom(36, 52, 92),
    height: fc.integer({ min: 60, max: 3000 }),
  });

/** An event of a scroller. `by` and `height` are in CSS pixels; `share` is a part of the scroll height, 0 to 1. */
type Event =
  | { kind: 'wheel'; by: number }
  | { kind: 'burst'; by: number; times: number }
  | { kind: 'drag'; share: number }
  | { kind: 'jump'; share: number }
  | { kind: 'rest' }
  | { kind: 'resize'; height: number; rowHeight: number }
  | { kind: 'home' }
  | { kind: 'end' };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constant('wheel' as const), by: fc.integer({ min: -4000, max: 4000 }) }),
  fc.record({
    kind: fc.constant('burst' as const),
    by: fc.constantFrom(-3000, -800, -120, 120, 800, 3000),
    times: fc.integer({ min: 1, max: 50 }),
  }),
  fc.record({ kind: fc.constant('drag' as const), share }),
  fc.record({ kind: fc.constant('jump' as const), share }),
  fc.constant({ kind: 'rest' as const }),
  fc.record({
    kind: fc.constant('resize' as const),
    height: fc.integer({ min: 60, max: 3000 }),
    rowHeight: fc.constantFrom(36, 52, 92),
  }),
  fc.constant({ kind: 'home' as const }),
  fc.constant({ kind: 'end' as const }),
);

const passedOf = ({ top, shift }: Place) => top + shift;

function bottomOf(extent: Extent): number {
  return Math.max(0, heightOf(extent) - extent.height);
}

/** Limits a scroll position to the ends of the scroller, as browsers do. */
function clampTop(extent: Extent, top: number): number {
  return Math.max(0, Math.min(top, bottomOf(extent)));
}

/** Simulates a scroller of a browser. Returns a function that handles an event and returns the new position. */
function createScroller(initial: Extent) {
  let extent = initial;
  let place = start;
  const wheel = (by: number) => {
    const top = clampTop(extent, place.top + by);
    const before = place;
    place = scrolledTo(extent, before, top);
    // The rows move by the same distance as the scroller, at every position of every list.
    expect(passedOf(place)).toBeCloseTo(passedOf(before) + top - before.top, 6);
  };
  return (current: Event) => {
    const before = place;
    switch (current.kind) {
      case 'wheel':
        wheel(current.by);
        break;
      case 'burst':
        for (let times = 0; times < current.times; times++) wheel(current.by);
        break;
      case 'drag':
        place = scrolledTo(extent, place, current.share * bottomOf(extent));
        break;
      case 'jump':
        place = placeAt(extent, passedAt(extent, Math.floor(current.share * (extent.count - 1))));
        break;
      case 'rest':
        place = placeAt(extent, passedOf(place));
        expect(passedOf(place)).toBe(passedOf(before));
        expect(rowsVisibleAt(extent, place)).toEqual(rowsVisibleAt(extent, before));
        expect(placeAt(extent, passedOf(place))).toEqual(place);
        break;
      case 'resize': {
        const { first } = rowsVisibleAt(extent, place);
        const after = { ...extent, height: current.height, rowHeight: current.rowHeight };
        const refit = refitted(extent, place, after);
        extent = after;
        place = scrolledTo(extent, refit, clampTop(extent, refit.top));
        // The first visible row stays, unless the last row is already at the bottom.
        const visible = rowsVisibleAt(extent, place);
        if (visible.end < extent.count) {
          expect(Math.abs(visible.first - first)).toBeLessThanOrEqual(1);
        }
        break;
      }
      case 'home':
        place = scrolledTo(extent, place, 0);
        expect(rowsVisibleAt(extent, place).first).toBe(0);
        break;
      case 'end':
        place = scrolledTo(extent, place, bottomOf(extent));
        expect(rowsVisibleAt(extent, place).end).toBe(extent.count);
        break;
    }
    return { extent, place };
  };
}

describe('The scroll geometry of a long list', () => {
  test('shows existing rows only, and moves them as far as the scroller, after any events', () => {
    let rescaled = 0;
    fc.assert(
      fc.property(
        extents(1),
        fc.array(event, { minLength: 12, maxLength: 30 }),
        (initial, events) => {
          const handle = createScroller(initial);
          for (const each of events) {
            const { extent, place } = handle(each);
            const { count, rowHeight, height } = extent;
            const { top, shift } = place;
            if (shift > 0) rescaled++;
            expect(Number.isInteger(shift)).toBe(true);
            expect(shift).toBeGreaterThanOrEqual(0);
            expect(shift).toBeLessThanOrEqual(count * rowHeight - heightOf(extent));
            expect(top).toBeGreaterThanOrEqual(0);
            expect(top).toBeLessThanOrEqual(bottomOf(extent));
            const { first, end } = rowsVisibleAt(extent, place);
            expect(first).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(first);
            expect(end).toBeLessThanOrEqual(count);
            // The visible rows are rendered, at positions inside the viewport.
            const rendered = rangeToRender({ scrolled: top + shift, height, rowHeight, count });
            expect(rendered.first).toBeLessThanOrEqual(first);
            expect(rendered.end).toBeGreaterThanOrEqual(end);
            expect(topOf(extent, shift, first)).toBeCloseTo(first * rowHeight - shift, 6);
            expect(topOf(extent, shift, first)).toBeLessThanOrEqual(top + 1);
            if (end < count) {
              expect(topOf(extent, shift, end)).toBeGreaterThanOrEqual(top + height - 1);
            }
          }
        },
      ),
      { seed, numRuns: 500 },
    );
    expect(rescaled).toBeGreaterThan(1000);
  });

  test('keeps the element within the height that every browser supports', () => {
    fc.assert(
      fc.property(extents(1), share, fc.nat({ max: MAX_COUNT - 1 }), (extent, ratio, index) => {
        expect(heightOf(extent)).toBeLessThanOrEqual(8_000_000);
        const { shift } = placeAt(extent, ratio * extent.count * extent.rowHeight);
        const top = topOf(extent, shift, Math.min(index, extent.count - 1));
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top + extent.rowHeight).toBeLessThanOrEqual(heightOf(extent));
      }),
      { seed, numRuns: 2000 },
    );
  });

  test('can scroll to every row, and puts it at the top if there are enough rows below', () => {
    fc.assert(
      fc.property(extents(1), share, (extent, ratio) => {
        const index = Math.round(ratio * (extent.count - 1));
        const place = placeAt(extent, passedAt(extent, index));
        const visible = rowsVisibleAt(extent, place);
        expect(place.top).toBe(clampTop(extent, place.top));
        expect(visible.first).toBeLessThanOrEqual(index);
        expect(visible.end).toBeGreaterThan(index);
        if (visible.end < extent.count) expect(visible.first).toBe(index);
      }),
      { seed, numRuns: 3000 },
    );
  });

  test('never moves up in the list when the scroll bar moves down, and vice versa', () => {
    fc.assert(
      fc.property(extents(1), share, share, (extent, one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        const all = extent.count * extent.rowHeight;
        expect(placeAt(extent, less * all).top).toBeLessThanOrEqual(
          placeAt(extent, more * all).top + 1,
        );
        const far = { top: -1e9, shift: 0 };
        const above = scrolledTo(extent, far, less * bottomOf(extent));
        const below = scrolledTo(extent, far, more * bottomOf(extent));
        expect(passedOf(above)).toBeLessThanOrEqual(passedOf(below));
      }),
      { seed, numRuns: 3000 },
    );
  });

  test('shows the same share of the rows as the scroll bar after a drag', () => {
    const extent = { count: MAX_COUNT, rowHeight: 52, height: 600 };
    const middle = scrolledTo(extent, start, bottomOf(extent) / 2);
    expect(rowsVisibleAt(extent, middle).first / MAX_COUNT).toBeCloseTo(0.5, 5);
    const third = scrolledTo(extent, middle, bottomOf(extent) / 3);
    expect(Math.abs(rowsVisibleAt(extent, third).first / MAX_COUNT - 1 / 3)).toBeLessThan(0.01);
  });

  test('reaches both ends from the middle with small steps, without skipping rows', () => {
    const extent = { count: 200_000, rowHeight: 52, height: 600 };
    const half = placeAt(extent, passedAt(extent, 100_000));
    for (const by of [-3900, 3900]) {
      let place = half;
      let steps = 0;
      for (; steps < 2000; steps++) {
        const top = clampTop(extent, place.top + by);
        if (top === place.top) break;
        const before = rowsVisibleAt(extent, place);
        place = scrolledTo(extent, place, top);
        const after = rowsVisibleAt(extent, place);
        expect(Math.abs(after.first - before.first)).toBeLessThanOrEqual(76);
      }
      expect(steps).toBeLessThan(2000);
      const { first, end } = rowsVisibleAt(extent, place);
      expect(by < 0 ? first : end).toBe(by < 0 ? 0 : extent.count);
    }
  });

  test('does not change the position if all rows fit into the element', () => {
    const few = extents(1).filter(({ count, rowHeight }) => count * rowHeight <= 8_000_000);
    fc.assert(
      fc.property(few, fc.integer({ min: -500, max: 8_000_000 }), (extent, top) => {
        expect(scrolledTo(extent, start, top)).toEqual({ top, shift: 0 });
        expect(placeAt(extent, top)).toEqual({ top, shift: 0 });
      }),
      { seed, numRuns: 500 },
    );
  });
});
