import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildLineageOf } from '../../../src/domain/dataTypes.ts';
import { countFacets } from '../../../src/domain/facets.ts';
import { placeBranches } from '../../../src/features/facets/placeBranches.ts';
import { dataTypes, files, seed } from '../../domain/arbitraries.ts';

test('placeBranches returns every branch once, with its count, after its parent', () => {
  fc.assert(
    fc.property(files, dataTypes, (some, types) => {
      const { branches } = countFacets(some, types);
      const placed = placeBranches(branches, types);
      const counted = placed.map(({ id, count }) => ({ value: id, count }));
      expect(counted.toSorted((a, b) => a.value - b.value)).toEqual(
        branches.toSorted((a, b) => a.value - b.value),
      );
      const lineage = buildLineageOf(types);
      for (const [place, { id, depth, count, hasChildren }] of placed.entries()) {
        expect(hasChildren).toBe(types.some(({ parent }) => parent === id));
        if (depth === 0) continue;
        const parent = placed.slice(0, place).findLast((other) => other.depth < depth);
        expect(parent?.depth).toBe(depth - 1);
        expect([...lineage(id)]).toContain(parent?.id);
        expect(parent?.count).toBeGreaterThanOrEqual(count);
      }
    }),
    { seed, numRuns: 400 },
  );
});

test('placeBranches sorts siblings by descending count, and treats unknown data types as roots', () => {
  const type = (id: number, parent: number | null) => ({
    id,
    parent,
    name: `type ${id}`,
    description: '',
  });
  const placed = placeBranches(
    [
      { value: 9, count: 7 },
      { value: 1, count: 5 },
      { value: 3, count: 4 },
      { value: 2, count: 2 },
    ],
    [type(1, null), type(2, 1), type(3, 1), type(4, 1)],
  );
  expect(placed.map(({ id, depth }) => [id, depth])).toEqual([
    [9, 0],
    [1, 0],
    [3, 1],
    [2, 1],
  ]);
});
