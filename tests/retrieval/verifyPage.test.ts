import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noFilters, serverFilters } from '../../src/domain/filters.ts';
import { checksFor, matches } from '../../src/domain/predicates.ts';
import { checkPage } from '../../src/retrieval/verifyPage.ts';
import { askedBy, planFor } from '../../src/retrieval/plan.ts';
import { fileFilters, rows, seed } from '../domain/arbitraries.ts';
import {
  everyServerFilter,
  everySeveral,
  family,
  fileWith,
  isAskedFor,
  isListed,
  universe,
} from '../domain/world.ts';

describe('A page', () => {
  test('shows what matches, in its order, and counts all that came', () => {
    fc.assert(
      fc.property(
        rows,
        fileFilters,
        fc.nat(),
        fc.subarray([...serverFilters]),
        (some, asked, count, by) => {
          const page = checkPage({ count, results: some }, asked, family, by);
          const checks = checksFor(asked, family);
          const files = some.filter((row) => row !== null);
          const once = files.filter((file) => files.find(({ id }) => id === file.id) === file);
          expect(page.files).toEqual(once.filter((file) => matches(file, checks)));
          expect(page.received).toBe(some.length);
          expect(page.withheld).toBe(some.length - files.length);
          expect(page.count).toBe(count);
          const contradicted = checks.filter(
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

  test('of a server that obeys contradicts nothing, whatever is asked of it', () => {
    for (const asked of [...everyServerFilter, ...everySeveral]) {
      const plan = planFor(asked, []);
      const results = universe.filter((file) => isListed(file, plan));
      const page = checkPage({ count: results.length, results }, asked, family, askedBy(plan));
      expect(page.ignored, JSON.stringify(asked)).toEqual([]);
      expect(page.files).toEqual(results.filter((file) => isAskedFor(file, asked)));
    }
  });

  test('of a server that ignores every filter shows no wrong row, and names what was asked in vain', () => {
    for (const asked of [...everyServerFilter, ...everySeveral]) {
      const by = askedBy(planFor(asked, []));
      const page = checkPage({ count: universe.length, results: universe }, asked, family, by);
      expect(page.files).toEqual(universe.filter((file) => isAskedFor(file, asked)));
      expect(page.ignored).toEqual(by);
    }
  });

  test('of rows that match by chance contradicts nothing', () => {
    const asked = { ...noFilters, source_project_id: [1] };
    const results = [fileWith({ id: 1 }), null, fileWith({ id: 2 })];
    expect(checkPage({ count: 15_803, results }, asked, null, ['source_project_id'])).toMatchObject(
      {
        ignored: [],
        withheld: 1,
        received: 3,
        count: 15_803,
      },
    );
  });

  test('does not blame the server for what it was not asked', () => {
    const asked = { ...noFilters, source_project_id: [2], search: 'zzz' };
    const page = checkPage({ count: 1, results: [fileWith()] }, asked, null, []);
    expect(page).toMatchObject({ ignored: [], files: [] });
  });

  test('of {} alone is no evidence', () => {
    const asked = { ...noFilters, username: ['x'] };
    expect(checkPage({ count: 2, results: [null, null] }, asked, null, ['username'])).toEqual({
      files: [],
      rows: [null, null],
      received: 2,
      withheld: 2,
      count: 2,
      ignored: [],
    });
  });
});
