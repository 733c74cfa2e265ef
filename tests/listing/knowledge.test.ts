import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitsMemberPath } from '../../src/api/endpoints.ts';
import { serverFilters } from '../../src/listing/filters.ts';
import {
  type Evidence,
  impossible,
  type Knowledge,
  learn,
  nothingKnown,
} from '../../src/listing/knowledge.ts';
import type { List } from '../../src/listing/plan.ts';
import { seed } from './arbitraries.ts';

const evidence: fc.Arbitrary<Evidence> = fc.record(
  {
    obeyed: fc.subarray([...serverFilters]),
    ignored: fc.subarray([...serverFilters]),
    missing: fc.constantFrom<List['kind']>('datatype', 'member', 'project'),
    count: fc.record({
      list: fc.constantFrom('all', 'project:1', 'member:__proto__', 'member:constructor'),
      files: fc.nat({ max: 3 }),
    }),
    tree: fc.constant(true as const),
    dataFiles: fc.constantFrom('there' as const, 'missing' as const),
  },
  { requiredKeys: [] },
);

describe('Learning', () => {
  test('the same once more gives the very same object', () => {
    fc.assert(
      fc.property(fc.array(evidence), evidence, (before, news) => {
        const known = before.reduce(learn, nothingKnown);
        const once = learn(known, news);
        expect(learn(once, news)).toBe(once);
        expect(learn(once, {})).toBe(once);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('gives another object exactly where something is new, and leaves the old one alone', () => {
    fc.assert(
      fc.property(fc.array(evidence), evidence, (before, news) => {
        const known = before.reduce(learn, nothingKnown);
        const copy = structuredClone(known);
        const after = learn(known, news);
        expect(known).toEqual(copy);
        expect(JSON.stringify(after) === JSON.stringify(known)).toBe(after === known);
      }),
      { seed, numRuns: 500 },
    );
    expect(nothingKnown).toEqual({
      verdicts: { datatype_id: 'unknown', source_project_id: 'unknown', username: 'unknown' },
      missing: [],
      counts: {},
      tree: false,
      dataFiles: 'unknown',
    });
  });

  test('lets the newest evidence overrule what was before', () => {
    fc.assert(
      fc.property(fc.array(evidence, { minLength: 1 }), (all) => {
        const known = all.reduce(learn, nothingKnown);
        for (const filter of serverFilters) {
          const last = all.findLast(
            ({ obeyed, ignored }) => obeyed?.includes(filter) || ignored?.includes(filter),
          );
          const verdict =
            last === undefined ? 'unknown' : last.ignored?.includes(filter) ? 'ignored' : 'obeyed';
          expect(known.verdicts[filter]).toBe(verdict);
        }
        for (const { count } of all) {
          if (count === undefined) continue;
          const last = all.findLast((each) => each.count?.list === count.list);
          expect(known.counts[count.list]).toBe(last?.count?.files);
        }
        const last = all.findLast(({ dataFiles }) => dataFiles !== undefined);
        expect(known.dataFiles).toBe(last?.dataFiles ?? 'unknown');
        expect(known.tree).toBe(all.some(({ tree }) => tree));
        expect(new Set(known.missing)).toEqual(
          new Set(all.flatMap(({ missing }) => missing ?? [])),
        );
        expect(known.missing.length).toBe(new Set(known.missing).size);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('a verdict turns round and back, one filter at a time', () => {
    const steps: [Evidence, Knowledge['verdicts']['username']][] = [
      [{ obeyed: ['username'] }, 'obeyed'],
      [{ ignored: ['username'] }, 'ignored'],
      [{ obeyed: ['datatype_id'] }, 'ignored'],
      [{ obeyed: ['username'] }, 'obeyed'],
      // A row that contradicts weighs more than one that matches.
      [{ obeyed: ['username'], ignored: ['username'] }, 'ignored'],
    ];
    let known = nothingKnown;
    for (const [news, verdict] of steps) {
      known = learn(known, news);
      expect(known.verdicts.username).toBe(verdict);
    }
    expect(known.verdicts.source_project_id).toBe('unknown');
  });
});

test('the impossible values are read as what they are, and no file has them', () => {
  expect(Object.keys(impossible).toSorted()).toEqual([...serverFilters].toSorted());
  expect(fitsMemberPath(impossible.username)).toBe(false);
  // The largest integer of the server's database: larger ones are an error there.
  expect(Number(impossible.datatype_id)).toBe(2 ** 31 - 1);
  expect(Number(impossible.source_project_id)).toBe(2 ** 31 - 1);
});
