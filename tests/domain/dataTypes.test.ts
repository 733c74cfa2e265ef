import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataType } from '../../src/api/schemas.ts';
import { ancestorsOf, buildDescendantsOf, flattenDataTypes } from '../../src/domain/dataTypes.ts';
import { dataTypes, seed } from './arbitraries.ts';

function type(id: number, parent: number | null, name = `type ${id}`): DataType {
  return { id, name, parent, description: '' };
}

/** The ancestors of a data type, the nearest first; null if they form a cycle. */
function ancestors(all: readonly DataType[], id: number): number[] | null {
  const found: number[] = [];
  let at = all.find((each) => each.id === id);
  for (;;) {
    const { parent } = at ?? { parent: null };
    at = all.find((each) => each.id === parent);
    if (at === undefined) return found;
    if (at.id === id || found.includes(at.id)) return null;
    found.push(at.id);
  }
}

function outline(all: readonly DataType[]): string[] {
  return flattenDataTypes(all).map(({ dataType, depth }) => `${'-'.repeat(depth)}${dataType.name}`);
}

describe('The tree of data types', () => {
  test('contains every data type exactly once', () => {
    fc.assert(
      fc.property(dataTypes, (all) => {
        const ids = flattenDataTypes(all).map(({ dataType }) => dataType.id);
        expect(ids.toSorted((a, b) => a - b)).toEqual(
          all.map(({ id }) => id).toSorted((a, b) => a - b),
        );
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('places each data type below its parent, one level deeper', () => {
    fc.assert(
      fc.property(dataTypes, (all) => {
        const placed = flattenDataTypes(all);
        for (const [at, { dataType, depth }] of placed.entries()) {
          const above = ancestors(all, dataType.id);
          if (above === null) continue;
          expect(depth).toBe(above.length);
          const parent = placed.slice(0, at).findLast((each) => each.depth === depth - 1);
          expect(parent?.dataType.id).toBe(above[0]);
          const sibling = placed.slice(0, at).findLast((each) => each.depth <= depth);
          if (sibling?.depth === depth && ancestors(all, sibling.dataType.id) !== null) {
            expect(sibling.dataType.name.localeCompare(dataType.name, 'en')).toBeLessThanOrEqual(0);
          }
        }
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('lists children before the next sibling, sorted by name', () => {
    const all = [
      type(3, 1, 'Zebra'),
      type(1, null, 'b'),
      type(4, 3, 'deep'),
      type(2, null, 'a'),
      type(5, 1, 'ant'),
    ];
    expect(outline(all)).toEqual(['a', 'b', '-ant', '-Zebra', '--deep']);
  });

  test.each([
    ['a data type that is its own parent', [type(1, 1)], ['type 1']],
    ['a cycle', [type(1, 2), type(2, 1)], ['type 1', '-type 2']],
    ['an unknown parent', [type(1, 99), type(2, 1)], ['type 1', '-type 2']],
    ['a data type that is listed twice', [type(1, null), type(1, null)], ['type 1']],
    ['no data types', [], []],
  ])('handles %s', (_name, all, expected) => {
    expect(outline(all)).toEqual(expected);
  });
});

describe('The path to a data type', () => {
  test('consists of its ancestors and itself, the root first', () => {
    fc.assert(
      fc.property(dataTypes, fc.integer({ min: 1, max: 9 }), (all, id) => {
        const path = ancestorsOf(all, id).map((each) => each.id);
        expect(new Set(path).size).toBe(path.length);
        const isThere = all.some((each) => each.id === id);
        expect(path.at(-1)).toBe(isThere ? id : undefined);
        const above = ancestors(all, id);
        if (isThere && above !== null) expect(path).toEqual([id, ...above].toReversed());
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('ends if the parents form a cycle', () => {
    const ids = ancestorsOf([type(1, 2), type(2, 3), type(3, 2)], 1).map(({ id }) => id);
    expect(ids).toEqual([3, 2, 1]);
  });
});

describe('The descendants of a data type', () => {
  test('are itself and all data types below it', () => {
    fc.assert(
      fc.property(dataTypes, fc.integer({ min: 1, max: 9 }), (all, id) => {
        // Follow the parents of each data type upwards; the code under test goes downwards. Parents may form a cycle.
        const expected = all.filter((each) => {
          const seen = new Set<number>();
          let at: DataType | undefined = each;
          while (at !== undefined && at.id !== id && !seen.has(at.id)) {
            seen.add(at.id);
            const { parent }: DataType = at;
            at = all.find((other) => other.id === parent);
          }
          return at?.id === id;
        });
        expect(buildDescendantsOf(all)(id)).toEqual(
          new Set([id, ...expected.map((each) => each.id)]),
        );
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('are only itself if it is unknown', () => {
    expect(buildDescendantsOf([])(7)).toEqual(new Set([7]));
  });
});
