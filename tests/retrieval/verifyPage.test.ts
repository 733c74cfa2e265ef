import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noFilters, serverFilters } from '../../src/domain/filters.ts';
import { buildPredicates, matches } from '../../src/domain/predicates.ts';
import { verifyPage } from '../../src/retrieval/verifyPage.ts';
import { requestedFilters, planFor } from '../../src/retrieval/plan.ts';
import { fileFilters, rows, seed } from '../domain/arbitraries.ts';
import {
  everyServerFilter,
  everySeveral,
  descendantsOf,
  fileWith,
  matchesFilters,
  isListed,
  universe,
} from '../domain/world.ts';

describe('A verified page', () => {
  test('contains the matching rows in order, and counts all rows', () => {
    fc.assert(
      fc.property(
        rows,
        fileFilters,
        fc.nat(),
        fc.subarray([...serverFilters]),
        (some, params, count, by) => {
          const page = verifyPage({ count, results: some }, params, descendantsOf, by);
          const predicates = buildPredicates(params, descendantsOf);
          const files = some.filter((row) => row !== null);
          const once = files.filter((file) => files.find(({ id }) => id === file.id) === file);
          expect(page.files).toEqual(once.filter((file) => matches(file, predicates)));
          expect(page.received).toBe(some.length);
          expect(page.redactedCount).toBe(some.length - files.length);
          expect(page.count).toBe(count);
          const contradicted = predicates.filter(
            ({ filter, passes }) =>
              by.some((name) => name === filter) && !files.every((file) => passes(file)),
          );
          expect(page.ignored).toEqual(
            serverFilters.filter((name) => contradicted.some(({ filter }) => filter === name)),
          );
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  test('of a server that honours filters reports no ignored filter', () => {
    for (const params of [...everyServerFilter, ...everySeveral]) {
      const plan = planFor(params, []);
      const results = universe.filter((file) => isListed(file, plan));
      const page = verifyPage(
        { count: results.length, results },
        params,
        descendantsOf,
        requestedFilters(plan),
      );
      expect(page.ignored, JSON.stringify(params)).toEqual([]);
      expect(page.files).toEqual(results.filter((file) => matchesFilters(file, params)));
    }
  });

  test('of a server that ignores filters contains no wrong row, and names the ignored filters', () => {
    for (const params of [...everyServerFilter, ...everySeveral]) {
      const by = requestedFilters(planFor(params, []));
      const page = verifyPage(
        { count: universe.length, results: universe },
        params,
        descendantsOf,
        by,
      );
      expect(page.files).toEqual(universe.filter((file) => matchesFilters(file, params)));
      expect(page.ignored).toEqual(by);
    }
  });

  test('of rows that match by chance reports no ignored filter', () => {
    const params = { ...noFilters, source_project_id: [1] };
    const results = [fileWith({ id: 1 }), null, fileWith({ id: 2 })];
    expect(
      verifyPage({ count: 15_803, results }, params, null, ['source_project_id']),
    ).toMatchObject({
      ignored: [],
      redactedCount: 1,
      received: 3,
      count: 15_803,
    });
  });

  test('reports only filters that were requested', () => {
    const params = { ...noFilters, source_project_id: [2], search: 'zzz' };
    const page = verifyPage({ count: 1, results: [fileWith()] }, params, null, []);
    expect(page).toMatchObject({ ignored: [], files: [] });
  });

  test('of {} only is no evidence', () => {
    const params = { ...noFilters, username: ['x'] };
    expect(verifyPage({ count: 2, results: [null, null] }, params, null, ['username'])).toEqual({
      files: [],
      rows: [null, null],
      received: 2,
      redactedCount: 2,
      count: 2,
      ignored: [],
    });
  });
});
