import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohortOf, sharesIn, withMembers } from '../../src/domain/cohort.ts';
import { buildDescendantsOf } from '../../src/domain/dataTypes.ts';
import { type Filters, isCohort, noFilters } from '../../src/domain/filters.ts';
import { buildPredicates, matches } from '../../src/domain/predicates.ts';
import { cohortFilters, dataTypes, fileFilters, files, seed } from './arbitraries.ts';
import { descendantsOf, fileWith, isSharer } from './world.ts';

describe('The members of a cohort', () => {
  test('are exactly the members who share everything', () => {
    let [none, some] = [0, 0];
    fc.assert(
      fc.property(files, cohortFilters, fc.option(dataTypes), (all, params, types) => {
        const known = types === null ? null : buildDescendantsOf(types);
        const descend = params.include_children ? known : null;
        const members = cohortOf(all, sharesIn(params, known));
        const usernames = new Set(all.flatMap(({ user }) => user.username ?? []));
        const expected = [...usernames].filter((name) => isSharer(name, all, params, descend));
        expect(members).toEqual(expected.toSorted());
        if (members.length > 0) some++;
        else none++;
      }),
      { seed, numRuns: 1000 },
    );
    expect(some).toBeGreaterThan(200);
    expect(none).toBeGreaterThan(200);
  });

  const ann = { id: 1, name: 'Ann', username: 'ann' };
  const bob = { id: 2, name: 'Bob', username: 'bob' };
  const hidden = { id: null, name: null, username: null };
  const all = [
    fileWith({ id: 1, user: ann, datatypes: [3], source_project: 7 }),
    fileWith({ id: 2, user: ann, datatypes: [4], source_project: 8 }),
    fileWith({ id: 3, user: bob, datatypes: [4], source_project: 7 }),
    fileWith({ id: 4, user: hidden, datatypes: [1], source_project: 8 }),
    fileWith({ id: 5, user: hidden, datatypes: [4], source_project: 7 }),
  ];

  test.each<[string, Partial<Filters>, string[]]>([
    ['one data type', { shares_datatype_id: [4] }, ['ann', 'bob']],
    ['two data types, even in different files', { shares_datatype_id: [3, 4] }, ['ann']],
    ['a data type without its descendants', { shares_datatype_id: [1] }, []],
    [
      'a data type with its descendants',
      { shares_datatype_id: [1], include_children: true },
      ['ann'],
    ],
    [
      'two data types with their descendants',
      { shares_datatype_id: [1, 4], include_children: true },
      ['ann'],
    ],
    ['a project', { shares_source_project_id: [7] }, ['ann', 'bob']],
    ['several projects', { shares_source_project_id: [7, 8] }, ['ann']],
    [
      'a data type and a project',
      { shares_datatype_id: [3], shares_source_project_id: [8] },
      ['ann'],
    ],
    ['a project without sharers', { shares_source_project_id: [7, 9] }, []],
    ['a data type that only hidden members share', { shares_datatype_id: [1] }, []],
  ])('are found by %s', (_name, params, members) => {
    expect(cohortOf(all, sharesIn({ ...noFilters, ...params }, descendantsOf))).toEqual(members);
  });
});

describe('Filters with the members of their cohort', () => {
  test('match the same files as the cohort', () => {
    let [found, none] = [0, 0];
    fc.assert(
      fc.property(files, cohortFilters, fc.option(dataTypes), (all, params, types) => {
        const known = types === null ? null : buildDescendantsOf(types);
        const descend = params.include_children ? known : null;
        const named = withMembers(params, cohortOf(all, sharesIn(params, known)));
        expect(isCohort(named)).toBe(false);
        const answer = all.filter((file) => matches(file, buildPredicates(named, known)));
        const expected = all.filter(
          (file) =>
            matches(file, buildPredicates(params, known)) &&
            isSharer(file.user.username, all, params, descend),
        );
        expect(answer).toEqual(expected);
        if (expected.length > 0) found++;
        else none++;
      }),
      { seed, numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(100);
    expect(none).toBeGreaterThan(100);
  });

  test('match no file if the cohort is empty', () => {
    const params: Filters = { ...noFilters, shares_datatype_id: [1], username: ['bob'] };
    expect(withMembers(params, ['ann']).username).toHaveLength(1);
    for (const username of ['ann', 'bob', null]) {
      const file = fileWith({ user: { id: 1, name: '', username } });
      expect(matches(file, buildPredicates(withMembers(params, ['ann']), descendantsOf))).toBe(
        false,
      );
      expect(matches(file, buildPredicates(withMembers(params, []), descendantsOf))).toBe(false);
    }
  });

  test('are the same object without a cohort', () => {
    fc.assert(
      fc.property(fileFilters, (params) => {
        expect(withMembers(params, ['ann'])).toBe(params);
      }),
      { seed },
    );
  });
});
