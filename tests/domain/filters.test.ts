import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Filters,
  sortedUnique,
  isCohort,
  isFiltered,
  noFilters,
  type FilterMode,
  filterModeOf,
  serverFilters,
  singleValueOf,
  withFilterMode,
} from '../../src/domain/filters.ts';
import { filters, seed, text } from './arbitraries.ts';

describe('A list of values', () => {
  test('is sorted and has no duplicates', () => {
    const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.maxSafeNat()));
    const lists: fc.Arbitrary<(number | string)[]> = fc.oneof(numbers, fc.array(text));
    fc.assert(
      fc.property(lists, fc.infiniteStream(fc.nat()), (values, places) => {
        const kept = sortedUnique(values);
        expect(new Set(kept)).toEqual(new Set(values));
        for (const [i, value] of kept.slice(1).entries())
          expect(value > (kept[i] ?? '')).toBe(true);
        const shuffled = [...values, ...values]
          .map((value) => ({ value, place: places.next().value }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ value }) => value);
        expect(sortedUnique(shuffled)).toEqual(kept);
        expect(sortedUnique(kept)).toEqual(kept);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('sorts numbers numerically, and does not change its argument', () => {
    const values = [10, 9, 1, 9, 100];
    expect(sortedUnique(values)).toEqual([1, 9, 10, 100]);
    expect(values).toEqual([10, 9, 1, 9, 100]);
    expect(sortedUnique([])).toEqual([]);
  });
});

describe('A value', () => {
  const mode = fc.constantFrom<FilterMode>('include', 'exclude', 'off');
  const change = fc.tuple(fc.integer({ min: 0, max: 6 }), mode);

  test('has the mode that was set last; the other values keep theirs', () => {
    fc.assert(
      fc.property(filters, fc.array(change, { minLength: 1 }), (before, changes) => {
        const modes = new Map<number, FilterMode>();
        let params = before;
        for (const [value, newMode] of changes) {
          params = Object.assign({}, params, withFilterMode(params, 'datatype_id', value, newMode));
          modes.set(value, newMode);
        }
        for (let value = 0; value <= 8; value++) {
          const last = modes.get(value);
          const expected = last === undefined ? filterModeOf(before, 'datatype_id', value) : last;
          expect(filterModeOf(params, 'datatype_id', value), `${value}`).toBe(expected);
          // A value is never both included and excluded, although a URL may contain it twice.
          if (last !== undefined) {
            expect(params.datatype_id.includes(value)).toBe(last === 'include');
            expect(params.datatype_id__not.includes(value)).toBe(last === 'exclude');
          }
        }
        expect(params.datatype_id).toEqual(sortedUnique(params.datatype_id));
        expect(params.datatype_id__not).toEqual(sortedUnique(params.datatype_id__not));
        const { datatype_id, datatype_id__not } = before;
        expect({ ...params, datatype_id, datatype_id__not }).toEqual(before);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('can be a text or a number', () => {
    const params: Filters = { ...noFilters, tag: ['b'], tag__not: ['c'] };
    expect(withFilterMode(params, 'tag', 'a', 'include')).toEqual({
      tag: ['a', 'b'],
      tag__not: ['c'],
    });
    expect(withFilterMode(params, 'tag', 'b', 'exclude')).toEqual({
      tag: [],
      tag__not: ['b', 'c'],
    });
    expect(withFilterMode(params, 'tag', 'c', 'off')).toEqual({ tag: ['b'], tag__not: [] });
    expect(filterModeOf(params, 'tag', 'b')).toBe('include');
    expect(filterModeOf(params, 'tag', 'c')).toBe('exclude');
    expect(filterModeOf(params, 'tag', 'B')).toBe('off');
  });

  test('can be sent to the server only if the filter has no other', () => {
    for (const filter of serverFilters) expect(singleValueOf(noFilters, filter)).toBeNull();
    const params = { ...noFilters, datatype_id: [0], source_project_id: [1, 2], username: [''] };
    expect(singleValueOf(params, 'datatype_id')).toBe(0);
    expect(singleValueOf(params, 'source_project_id')).toBeNull();
    expect(singleValueOf(params, 'username')).toBe('');
    expect(singleValueOf({ ...noFilters, datatype_id__not: [1] }, 'datatype_id')).toBeNull();
  });
});

describe('isFiltered', () => {
  test.each<[Partial<Filters>, boolean]>([
    [{}, false],
    [{ search: 'x' }, true],
    [{ datatype_id: [0] }, true],
    [{ datatype_id__not: [0] }, true],
    [{ username__not: ['ann'] }, true],
    [{ shares_datatype_id: [1] }, true],
    [{ shares_source_project_id: [1] }, true],
    [{ id: [1] }, true],
    [{ id__not: [1] }, true],
    [{ created_end: '2022-01-01' }, true],
  ])('by %j: %s', (some, expected) => {
    expect(isFiltered({ ...noFilters, ...some })).toBe(expected);
  });
});

test('isCohort is true only for filters by what members share', () => {
  fc.assert(
    fc.property(filters, (params) => {
      const alone = {
        ...noFilters,
        shares_datatype_id: params.shares_datatype_id,
        shares_source_project_id: params.shares_source_project_id,
      };
      expect(isCohort(params)).toBe(isFiltered(alone));
    }),
    { seed, numRuns: 500 },
  );
});
