import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Filters,
  inOrder,
  isCohort,
  isFiltered,
  noFilters,
  type Part,
  partOf,
  serverFilters,
  soleValue,
  withPart,
} from '../../src/domain/filters.ts';
import { filters, seed, text } from './arbitraries.ts';

describe('A list of values', () => {
  test('is kept in one order, each value once, however it came', () => {
    const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.maxSafeNat()));
    const lists: fc.Arbitrary<(number | string)[]> = fc.oneof(numbers, fc.array(text));
    fc.assert(
      fc.property(lists, fc.infiniteStream(fc.nat()), (values, places) => {
        const kept = inOrder(values);
        expect(new Set(kept)).toEqual(new Set(values));
        for (const [i, value] of kept.slice(1).entries())
          expect(value > (kept[i] ?? '')).toBe(true);
        const shuffled = [...values, ...values]
          .map((value) => ({ value, place: places.next().value }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ value }) => value);
        expect(inOrder(shuffled)).toEqual(kept);
        expect(inOrder(kept)).toEqual(kept);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('puts numbers in order as numbers, and leaves what it was given alone', () => {
    const values = [10, 9, 1, 9, 100];
    expect(inOrder(values)).toEqual([1, 9, 10, 100]);
    expect(values).toEqual([10, 9, 1, 9, 100]);
    expect(inOrder([])).toEqual([]);
  });
});

describe('A value', () => {
  const part = fc.constantFrom<Part>('either', 'not', null);
  const change = fc.tuple(fc.integer({ min: 0, max: 6 }), part);

  test('takes part as it was last told, and all others stay as they were', () => {
    fc.assert(
      fc.property(filters, fc.array(change, { minLength: 1 }), (before, changes) => {
        const told = new Map<number, Part>();
        let asked = before;
        for (const [value, now] of changes) {
          asked = Object.assign({}, asked, withPart(asked, 'datatype_id', value, now));
          told.set(value, now);
        }
        for (let value = 0; value <= 8; value++) {
          const last = told.get(value);
          const expected = last === undefined ? partOf(before, 'datatype_id', value) : last;
          expect(partOf(asked, 'datatype_id', value), `${value}`).toBe(expected);
          // Never as both, although an address may have said so.
          if (last !== undefined) {
            expect(asked.datatype_id.includes(value)).toBe(last === 'either');
            expect(asked.datatype_id__not.includes(value)).toBe(last === 'not');
          }
        }
        expect(asked.datatype_id).toEqual(inOrder(asked.datatype_id));
        expect(asked.datatype_id__not).toEqual(inOrder(asked.datatype_id__not));
        const { datatype_id, datatype_id__not } = before;
        expect({ ...asked, datatype_id, datatype_id__not }).toEqual(before);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('may be a text as well as a number', () => {
    const asked: Filters = { ...noFilters, tag: ['b'], tag__not: ['c'] };
    expect(withPart(asked, 'tag', 'a', 'either')).toEqual({ tag: ['a', 'b'], tag__not: ['c'] });
    expect(withPart(asked, 'tag', 'b', 'not')).toEqual({ tag: [], tag__not: ['b', 'c'] });
    expect(withPart(asked, 'tag', 'c', null)).toEqual({ tag: ['b'], tag__not: [] });
    expect(partOf(asked, 'tag', 'b')).toBe('either');
    expect(partOf(asked, 'tag', 'c')).toBe('not');
    expect(partOf(asked, 'tag', 'B')).toBeNull();
  });

  test('is the only one, or none that the server can be asked for', () => {
    for (const filter of serverFilters) expect(soleValue(noFilters, filter)).toBeNull();
    const asked = { ...noFilters, datatype_id: [0], source_project_id: [1, 2], username: [''] };
    expect(soleValue(asked, 'datatype_id')).toBe(0);
    expect(soleValue(asked, 'source_project_id')).toBeNull();
    expect(soleValue(asked, 'username')).toBe('');
    expect(soleValue({ ...noFilters, datatype_id__not: [1] }, 'datatype_id')).toBeNull();
  });
});

describe('The list is narrowed', () => {
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

test('a cohort is asked for by what its members share, and by nothing else', () => {
  fc.assert(
    fc.property(filters, (asked) => {
      const alone = {
        ...noFilters,
        shares_datatype_id: asked.shares_datatype_id,
        shares_source_project_id: asked.shares_source_project_id,
      };
      expect(isCohort(asked)).toBe(isFiltered(alone));
    }),
    { seed, numRuns: 500 },
  );
});
