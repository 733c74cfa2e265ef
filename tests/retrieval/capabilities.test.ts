import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitsMemberPath } from '../../src/api/endpoints.ts';
import { serverFilters } from '../../src/domain/filters.ts';
import {
  type Evidence,
  probeValues,
  type ServerCapabilities,
  recordEvidence,
  initialCapabilities,
} from '../../src/retrieval/capabilities.ts';
import type { Endpoint } from '../../src/retrieval/plan.ts';
import { seed } from '../domain/arbitraries.ts';

const evidence: fc.Arbitrary<Evidence> = fc.record(
  {
    honoured: fc.subarray([...serverFilters]),
    ignored: fc.subarray([...serverFilters]),
    missing: fc.constantFrom<Endpoint['kind']>('datatype', 'member', 'project'),
    count: fc.record({
      endpoint: fc.constantFrom('all', 'project:1', 'member:__proto__', 'member:constructor'),
      files: fc.nat({ max: 3 }),
    }),
    tree: fc.constant(true as const),
    dataFiles: fc.constantFrom('present' as const, 'missing' as const),
  },
  { requiredKeys: [] },
);

describe('recordEvidence', () => {
  test('returns the same object for known evidence', () => {
    fc.assert(
      fc.property(fc.array(evidence), evidence, (before, update) => {
        const known = before.reduce(recordEvidence, initialCapabilities);
        const once = recordEvidence(known, update);
        expect(recordEvidence(once, update)).toBe(once);
        expect(recordEvidence(once, {})).toBe(once);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('returns a new object for new evidence, and does not change the old one', () => {
    fc.assert(
      fc.property(fc.array(evidence), evidence, (before, update) => {
        const known = before.reduce(recordEvidence, initialCapabilities);
        const copy = structuredClone(known);
        const after = recordEvidence(known, update);
        expect(known).toEqual(copy);
        expect(JSON.stringify(after) === JSON.stringify(known)).toBe(after === known);
      }),
      { seed, numRuns: 500 },
    );
    expect(initialCapabilities).toEqual({
      verdicts: { datatype_id: 'unknown', source_project_id: 'unknown', username: 'unknown' },
      missing: [],
      counts: {},
      tree: false,
      dataFiles: 'unknown',
    });
  });

  test('lets the newest evidence win', () => {
    fc.assert(
      fc.property(fc.array(evidence, { minLength: 1 }), (all) => {
        const known = all.reduce(recordEvidence, initialCapabilities);
        for (const filter of serverFilters) {
          const last = all.findLast(
            ({ honoured, ignored }) => honoured?.includes(filter) || ignored?.includes(filter),
          );
          const verdict =
            last === undefined
              ? 'unknown'
              : last.ignored?.includes(filter)
                ? 'ignored'
                : 'honoured';
          expect(known.verdicts[filter]).toBe(verdict);
        }
        for (const { count } of all) {
          if (count === undefined) continue;
          const last = all.findLast((each) => each.count?.endpoint === count.endpoint);
          expect(known.counts[count.endpoint]).toBe(last?.count?.files);
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

  test('changes a verdict back and forth, one filter at a time', () => {
    const steps: [Evidence, ServerCapabilities['verdicts']['username']][] = [
      [{ honoured: ['username'] }, 'honoured'],
      [{ ignored: ['username'] }, 'ignored'],
      [{ honoured: ['datatype_id'] }, 'ignored'],
      [{ honoured: ['username'] }, 'honoured'],
      // A contradicting row outweighs a matching one.
      [{ honoured: ['username'], ignored: ['username'] }, 'ignored'],
    ];
    let known = initialCapabilities;
    for (const [update, verdict] of steps) {
      known = recordEvidence(known, update);
      expect(known.verdicts.username).toBe(verdict);
    }
    expect(known.verdicts.source_project_id).toBe('unknown');
  });
});

test('the probe values are valid, and no file has them', () => {
  expect(Object.keys(probeValues).toSorted()).toEqual([...serverFilters].toSorted());
  expect(fitsMemberPath(probeValues.username)).toBe(false);
  // The largest integer that the server's database supports. It answers larger ones with an error.
  expect(Number(probeValues.datatype_id)).toBe(2 ** 31 - 1);
  expect(Number(probeValues.source_project_id)).toBe(2 ** 31 - 1);
});
