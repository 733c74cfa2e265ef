import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summarize } from '../../src/domain/summary.ts';
import { files, seed } from './arbitraries.ts';
import { fileWith } from './world.ts';

test('a summary contains members, projects and dates', () => {
  const some = [
    fileWith({ id: 1, created: '2022-11-15T12:00:00Z' }),
    fileWith({ id: 2, created: '2022-11-15T12:30:00+02:00', source_project: 2 }),
    fileWith({
      id: 3,
      created: '2023-01-01T00:00:00Z',
      user: { id: 2, name: 'B', username: 'bob' },
    }),
    fileWith({
      id: 4,
      created: '2022-12-01T00:00:00Z',
      user: { id: null, name: null, username: null },
    }),
  ];
  expect(summarize(some)).toEqual({
    files: 4,
    members: 2,
    hiddenMembership: 1,
    projects: 2,
    first: '2022-11-15T12:30:00+02:00',
    last: '2023-01-01T00:00:00Z',
  });
});

test('a summary of no files is empty', () => {
  expect(summarize([])).toEqual({
    files: 0,
    members: 0,
    hiddenMembership: 0,
    projects: 0,
    first: null,
    last: null,
  });
});

/** Milliseconds of a date; an invalid date comes before all others. */
function moment(created: string): number {
  return Number.isNaN(Date.parse(created)) ? -Infinity : Date.parse(created);
}

test('a summary equals brute force, and does not change the files', () => {
  fc.assert(
    fc.property(files, (some) => {
      const before = structuredClone(some);
      const summary = summarize(some);
      expect(some).toEqual(before);
      const members = new Set<string>();
      const projects = new Set<number>();
      let hidden = 0;
      let first = Infinity;
      let last = -Infinity;
      for (const { user, source_project, created } of some) {
        if (user.username === null) hidden++;
        else members.add(user.username);
        projects.add(source_project);
        first = Math.min(first, moment(created));
        last = Math.max(last, moment(created));
      }
      expect(summary).toMatchObject({
        files: some.length,
        members: members.size,
        hiddenMembership: hidden,
        projects: projects.size,
      });
      if (some.length === 0) return;
      expect(moment(summary.first ?? '')).toBe(first);
      expect(moment(summary.last ?? '')).toBe(last);
    }),
    { seed, numRuns: 500 },
  );
});
