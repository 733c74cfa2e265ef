import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pagesOf, rangeText } from '../../src/paging/pages.ts';
import { seed } from '../listing/arbitraries.ts';

const limit = fc.integer({ min: 1, max: 1000 });
const count = fc.oneof(fc.nat({ max: 3000 }), fc.nat({ max: 2_000_000 }));
const offset = fc.oneof(fc.nat({ max: 4000 }), fc.nat({ max: 3_000_000 }));

describe('The steps from a page', () => {
  test('lead to rows that are there', () => {
    fc.assert(
      fc.property(limit, offset, count, (rows, at, all) => {
        const { first, previous, next, last } = pagesOf({ limit: rows, offset: at }, all);
        for (const step of [first, previous, next, last]) {
          if (step === null) continue;
          expect(Number.isInteger(step)).toBe(true);
          expect(step).toBeGreaterThanOrEqual(0);
          // Of an empty list, only its beginning is left to go to.
          expect(step).toBeLessThan(Math.max(1, all));
          expect(step).not.toBe(at);
        }
      }),
      { seed, numRuns: 2000 },
    );
  });

  test('lead in the direction that they say', () => {
    fc.assert(
      fc.property(limit, offset, count, (rows, at, all) => {
        const { first, previous, next, last } = pagesOf({ limit: rows, offset: at }, all);
        expect(first).toBe(at === 0 ? null : 0);
        expect(previous === null).toBe(at === 0);
        if (previous !== null) expect(previous).toBeLessThan(at);
        expect(next).toBe(at + rows < all ? at + rows : null);
        if (last !== null) {
          expect(last).toBeGreaterThan(at);
          expect(last % rows).toBe(0);
          expect(last + rows).toBeGreaterThanOrEqual(all);
        }
      }),
      { seed, numRuns: 2000 },
    );
  });

  test('undo each other where pages are aligned', () => {
    fc.assert(
      fc.property(limit, fc.nat({ max: 3000 }), count, (rows, page, all) => {
        const at = page * rows;
        if (at >= all) return;
        const here = pagesOf({ limit: rows, offset: at }, all);
        expect(here.page).toBe(page + 1);
        expect(here.page).toBeLessThanOrEqual(here.pages ?? 0);
        expect(here.pages).toBe(Math.ceil(all / rows));
        if (here.next !== null) {
          expect(pagesOf({ limit: rows, offset: here.next }, all).previous).toBe(at);
        }
        if (here.previous !== null) {
          expect(pagesOf({ limit: rows, offset: here.previous }, all).next).toBe(at);
        }
        expect(here.next === null).toBe(here.last === null);
        expect(here.next === null).toBe(here.page === here.pages);
      }),
      { seed, numRuns: 2000 },
    );
  });

  test('show every row once, from first to last', () => {
    fc.assert(
      fc.property(limit, fc.nat({ max: 3000 }), (rows, all) => {
        let seen = 0;
        let pages = 0;
        for (let at: number | null = 0; at !== null;) {
          expect(at).toBe(seen);
          seen = Math.min(all, at + rows);
          pages++;
          at = pagesOf({ limit: rows, offset: at }, all).next;
        }
        expect(seen).toBe(all);
        expect(pages).toBe(pagesOf({ limit: rows, offset: 0 }, all).pages);
      }),
      { seed, numRuns: 100 },
    );
  });

  test.each([
    ['the recorded page', 5, 8025, 15803, [0, 8020, 8030, 15800, 1606, 3161]],
    ['the first', 100, 0, 15803, [null, null, 100, 15800, 1, 159]],
    ['the last', 100, 15800, 15803, [0, 15700, null, null, 159, 159]],
    ['the only one', 100, 0, 31, [null, null, null, null, 1, 1]],
    ['a full one, alone', 100, 0, 100, [null, null, null, null, 1, 1]],
    ['none at all', 100, 0, 0, [null, null, null, null, 1, 1]],
    ['past the end', 100, 99_900, 31, [0, 0, null, null, 1000, 1]],
    ['one between two', 10, 15, 100, [0, 5, 25, 90, 2, 10]],
    ['one that begins before the first ends', 10, 5, 100, [0, 0, 15, 90, 1, 10]],
  ] as const)('from %s', (_name, rows, at, all, expected) => {
    const { first, previous, next, last, page, pages } = pagesOf({ limit: rows, offset: at }, all);
    expect([first, previous, next, last, page, pages]).toEqual(expected);
  });
});

describe('The range', () => {
  test.each([
    [8025, 5, 15803, '8,026–8,030 of 15,803'],
    [0, 100, 15803, '1–100 of 15,803'],
    [15802, 1, 15803, '15,803 of 15,803'],
    [0, 1, 1, '1 of 1'],
    [0, 0, 0, '0 of 0'],
    [99_900, 0, 31, '0 of 31'],
    [999, 2, 2_000_000, '1,000–1,001 of 2,000,000'],
  ])('from %i, %i rows of %i: %s', (at, received, all, expected) => {
    expect(rangeText(at, received, all)).toBe(expected);
  });
});

test('while nobody knows how long the list is, only what is before the page can be gone to', () => {
  expect(pagesOf({ limit: 100, offset: 8000 }, null)).toEqual({
    first: 0,
    previous: 7900,
    next: null,
    last: null,
    page: 81,
    pages: null,
  });
});
