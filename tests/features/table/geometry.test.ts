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

const MOST = 10_000_000;
const start: Place = { top: 0, shift: 0 };

const extents = (least: number) =>
  fc.record({
    count: fc.oneof(
      fc.constant(MOST),
      fc.integer({ min: least, max: MOST }),
      fc.integer({ min: 1, max: 300_000 }),
    ),
    rowHeight: fc.constantFrom(36, 52, 92),
    height: fc.integer({ min: 60, max: 3000 }),
  });

/** What happens to a scroller; numbers are CSS pixels, shares of the way, or rows. */
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

/** A scroller goes no further than its ends. */
function within(extent: Extent, top: number): number {
  return Math.max(0, Math.min(top, bottomOf(extent)));
}

/** A scroller of a browser, of which `happen` tells where it stands after something happened to it. */
function scroller(began: Extent) {
  let extent = began;
  let place = start;
  const wheel = (by: number) => {
    const top = within(extent, place.top + by);
    const before = place;
    place = scrolledTo(extent, before, top);
    // One to one, however long the list and wherever in it.
    expect(passedOf(place)).toBeCloseTo(passedOf(before) + top - before.top, 6);
  };
  return (happens: Event) => {
    const before = place;
    switch (happens.kind) {
      case 'wheel':
        wheel(happens.by);
        break;
      case 'burst':
        for (let times = 0; times < happens.times; times++) wheel(happens.by);
        break;
      case 'drag':
        place = scrolledTo(extent, place, happens.share * bottomOf(extent));
        break;
      case 'jump':
        place = placeAt(extent, passedAt(extent, Math.floor(happens.share * (extent.count - 1))));
        break;
      case 'rest':
        place = placeAt(extent, passedOf(place));
        expect(passedOf(place)).toBe(passedOf(before));
        expect(rowsVisibleAt(extent, place)).toEqual(rowsVisibleAt(extent, before));
        expect(placeAt(extent, passedOf(place))).toEqual(place);
        break;
      case 'resize': {
        const { first } = rowsVisibleAt(extent, place);
        const after = { ...extent, height: happens.height, rowHeight: happens.rowHeight };
        const refit = refitted(extent, place, after);
        extent = after;
        place = scrolledTo(extent, refit, within(extent, refit.top));
        // The first row stays, unless the last one is already at the bottom.
        const seen = rowsVisibleAt(extent, place);
        if (seen.end < extent.count) expect(Math.abs(seen.first - first)).toBeLessThanOrEqual(1);
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

describe('A long scroll', () => {
  test('shows rows that there are, one to one, to both ends, whatever happens to it', () => {
    let rescaled = 0;
    fc.assert(
      fc.property(
        extents(1),
        fc.array(event, { minLength: 12, maxLength: 30 }),
        (began, events) => {
          const happen = scroller(began);
          for (const each of events) {
            const { extent, place } = happen(each);
            const { count, rowHeight, height } = extent;
            const { top, shift } = place;
            if (shift > 0) rescaled++;
            expect(Number.isInteger(shift)).toBe(true);
            expect(shift).toBeGreaterThanOrEqual(0);
            expect(shift).toBeLessThanOrEqual(count * rowHeight - heightOf(extent));
            expect(top).toBeGreaterThanOrEqual(0);
            expect(top).toBeLessThanOrEqual(bottomOf(extent));
            const seen = rowsVisibleAt(extent, place);
            expect(seen.first).toBeGreaterThanOrEqual(0);
            expect(seen.end).toBeGreaterThan(seen.first);
            expect(seen.end).toBeLessThanOrEqual(count);
            // What is seen is drawn, and stands where it is looked at.
            const drawn = rangeToRender({ scrolled: top + shift, height, rowHeight, count });
            expect(drawn.first).toBeLessThanOrEqual(seen.first);
            expect(drawn.end).toBeGreaterThanOrEqual(seen.end);
            expect(topOf(extent, shift, seen.first)).toBeCloseTo(seen.first * rowHeight - shift, 6);
            expect(topOf(extent, shift, seen.first)).toBeLessThanOrEqual(top + 1);
            if (seen.end < count) {
              expect(topOf(extent, shift, seen.end)).toBeGreaterThanOrEqual(top + height - 1);
            }
          }
        },
      ),
      { seed, numRuns: 500 },
    );
    expect(rescaled).toBeGreaterThan(1000);
  });

  test('fits into what every browser can show', () => {
    fc.assert(
      fc.property(extents(1), share, fc.nat({ max: MOST - 1 }), (extent, way, index) => {
        expect(heightOf(extent)).toBeLessThanOrEqual(8_000_000);
        const { shift } = placeAt(extent, way * extent.count * extent.rowHeight);
        const top = topOf(extent, shift, Math.min(index, extent.count - 1));
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top + extent.rowHeight).toBeLessThanOrEqual(heightOf(extent));
      }),
      { seed, numRuns: 2000 },
    );
  });

  test('goes to every row, and puts it at the top where there are enough rows below', () => {
    fc.assert(
      fc.property(extents(1), share, (extent, way) => {
        const index = Math.round(way * (extent.count - 1));
        const place = placeAt(extent, passedAt(extent, index));
        const seen = rowsVisibleAt(extent, place);
        expect(place.top).toBe(within(extent, place.top));
        expect(seen.first).toBeLessThanOrEqual(index);
        expect(seen.end).toBeGreaterThan(index);
        if (seen.end < extent.count) expect(seen.first).toBe(index);
      }),
      { seed, numRuns: 3000 },
    );
  });

  test('has its scroll bar where the rows are: further down it is never further up in the list', () => {
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

  test('stands for its share of all rows after a drag', () => {
    const extent = { count: MOST, rowHeight: 52, height: 600 };
    const middle = scrolledTo(extent, start, bottomOf(extent) / 2);
    expect(rowsVisibleAt(extent, middle).first / MOST).toBeCloseTo(0.5, 5);
    const third = scrolledTo(extent, middle, bottomOf(extent) / 3);
    expect(Math.abs(rowsVisibleAt(extent, third).first / MOST - 1 / 3)).toBeLessThan(0.01);
  });

  test('comes from the middle to both ends by small steps alone, and misses no row', () => {
    const extent = { count: 200_000, rowHeight: 52, height: 600 };
    const half = placeAt(extent, passedAt(extent, 100_000));
    for (const by of [-3900, 3900]) {
      let place = half;
      let steps = 0;
      for (; steps < 2000; steps++) {
        const top = within(extent, place.top + by);
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

  test('of few rows is what a browser makes of it', () => {
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
