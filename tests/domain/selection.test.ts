import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allSelected,
  countSelected,
  isSelected,
  noSelection,
  select,
  selectedOf,
  type Selection,
} from '../../src/domain/selection.ts';
import { noFilters } from '../../src/domain/filters.ts';
import { seed } from './arbitraries.ts';

/** The ids of the ten files of a query. A step selects or deselects some of them, selects all, or selects none. */
const result = Array.from({ length: 10 }, (_, id) => id);
const step = fc.oneof(
  fc.constantFrom('all' as const, 'nothing' as const),
  fc.record({ ids: fc.subarray(result), isSelecting: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function applyStep(selection: Selection, to: Step): Selection {
  if (to === 'all') return allSelected;
  return to === 'nothing' ? noSelection : select(selection, to.ids, to.isSelecting);
}

/** The same by brute force, on a set of selected ids. */
function applyStepByForce(selected: ReadonlySet<number>, to: Step): Set<number> {
  if (to === 'all') return new Set(result);
  if (to === 'nothing') return new Set();
  return new Set(result.filter((id) => (to.ids.includes(id) ? to.isSelecting : selected.has(id))));
}

describe('A selection', () => {
  test('contains and counts the files that were selected', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let selection = noSelection;
        let expected = new Set<number>();
        for (const each of steps) {
          selection = applyStep(selection, each);
          expected = applyStepByForce(expected, each);
        }
        expect(result.filter((id) => isSelected(selection, id))).toEqual([...expected]);
        expect(countSelected(selection, result.length)).toBe(expected.size);
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('does not change the selection that it is created from', () => {
    fc.assert(
      fc.property(
        fc.subarray(result),
        fc.subarray(result),
        fc.boolean(),
        (some, ids, isSelecting) => {
          const before = select(noSelection, some, true);
          select(before, ids, isSelecting);
          expect([...before.ids]).toEqual(some);
          expect(noSelection.ids.size + allSelected.ids.size).toBe(0);
        },
      ),
      { seed },
    );
  });

  test('of all but some files can only be counted if the count of all is known', () => {
    const allButTwo = select(allSelected, [3, 4], false);
    expect(countSelected(allButTwo, 31)).toBe(29);
    expect(countSelected(allButTwo, null)).toBe(null);
    expect(countSelected(select(noSelection, [3], true), null)).toBe(1);
    expect(isSelected(allButTwo, 3)).toBe(false);
    expect(isSelected(allButTwo, 5)).toBe(true);
  });

  test('becomes a filter by its ids, or by the ids that it excludes', () => {
    const some = select(noSelection, [30, 4], true);
    expect(selectedOf({ ...noFilters, id: [1, 4, 30] }, some)).toEqual({ id: [4, 30] });
    const rest = select(allSelected, [30, 4], false);
    expect(selectedOf({ ...noFilters, id__not: [7] }, rest)).toEqual({ id__not: [4, 7, 30] });
    expect(selectedOf(noFilters, allSelected)).toEqual({ id__not: [] });
  });
});
