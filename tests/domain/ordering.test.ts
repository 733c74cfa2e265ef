import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFiles, compareTexts, readMicroseconds } from '../../src/domain/ordering.ts';
import { dataFile, dataTypes, files, ordering, projects, seed, text } from './arbitraries.ts';

const known = fc.record({ dataTypes, projects }).map((lists) => ({
  dataTypes: new Map(lists.dataTypes.map(({ id, name }) => [id, name])),
  projects: new Map(lists.projects.map(({ id, name }) => [id, name])),
}));

describe('compareFiles', () => {
  test('is a total order: only a file and itself are equal', () => {
    fc.assert(
      fc.property(ordering, known, files, (by, names, some) => {
        const compare = compareFiles(by, names);
        const sorted = some.toSorted(compare);
        for (const [i, a] of sorted.entries()) {
          expect(compare(a, a)).toBe(0);
          for (const b of sorted.slice(i + 1)) {
            expect(compare(a, b)).toBeLessThan(0);
            expect(compare(b, a)).toBeGreaterThan(0);
          }
        }
      }),
      { seed, numRuns: 60 },
    );
  });

  test('sorts independently of the previous order', () => {
    fc.assert(
      fc.property(ordering, known, files, (by, names, some) => {
        const compare = compareFiles(by, names);
        expect(some.toReversed().toSorted(compare)).toEqual(some.toSorted(compare));
      }),
      { seed, numRuns: 200 },
    );
  });

  const names = {
    dataTypes: new Map([
      [1, 'beta'],
      [2, 'Alpha'],
    ]),
    projects: new Map([
      [5, 'Éa'],
      [6, 'EB'],
    ]),
  };
  const [file] = fc.sample(dataFile, { seed, numRuns: 1 });
  const idsBy = (by: Parameters<typeof compareFiles>[0], ...changes: object[]) =>
    changes
      .map((change, index) => Object.assign({}, file, { id: index + 1 }, change))
      .toSorted(compareFiles(by, names))
      .map(({ id }) => id);

  test('sorts hidden members last in both directions, and equal files by ascending id', () => {
    const users = [null, 'b', 'A', null, 'b'].map((username) => ({
      user: { id: 1, name: '', username },
    }));
    expect(idsBy('username', ...users)).toEqual([3, 2, 5, 1, 4]);
    expect(idsBy('-username', ...users)).toEqual([2, 5, 3, 1, 4]);
  });

  test('sorts by the name of the first data type; files without one come last', () => {
    const types = [[], [1], [9], [1, 2], [8]].map((datatypes) => ({ datatypes }));
    expect(idsBy('datatype', ...types)).toEqual([4, 2, 5, 3, 1]);
    expect(idsBy('-datatype', ...types)).toEqual([3, 5, 2, 4, 1]);
  });

  test('sorts projects by name without accents and case; unknown ones come last, by number', () => {
    const of = [10, 6, 9, 5].map((source_project) => ({ source_project }));
    expect(idsBy('project', ...of)).toEqual([4, 2, 3, 1]);
  });

  test('distinguishes microseconds', () => {
    const times = ['.123457Z', '.123456Z', 'Z', '.1Z'].map((end) => ({
      created: `2025-09-02T10:00:00${end}`,
    }));
    expect(idsBy('created', ...times)).toEqual([3, 4, 2, 1]);
  });
});

test('compareTexts compares folded texts, then the texts themselves', () => {
  expect(['b', 'á', 'A', 'a'].toSorted(compareTexts)).toEqual(['A', 'a', 'á', 'b']);
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(compareTexts(a, b) === 0).toBe(a === b);
    }),
    { seed },
  );
});

test.each([
  ['2025-09-02T01:58:13.663691Z', 1_756_778_293_663_691],
  ['2025-09-02T01:58:13.6636919Z', 1_756_778_293_663_691],
  ['2025-09-02T03:58:13.6636+02:00', 1_756_778_293_663_600],
  ['2025-09-02T01:58:13Z', 1_756_778_293_000_000],
  ['1969-12-31T23:59:59.999999Z', -1],
  ['2025-09-02', 1_756_771_200_000_000],
])('readMicroseconds parses %s as %d µs', (created, micros) => {
  expect(readMicroseconds(created)).toBe(micros);
});
