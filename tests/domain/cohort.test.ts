import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohortOf, sharesIn, withMembers } from '../../src/domain/cohort.ts';
import { familyOf } from '../../src/domain/dataTypes.ts';
import { type Filters, isCohort, noFilters } from '../../src/domain/filters.ts';
import { checksFor, matches } from '../../src/domain/predicates.ts';
import { cohortFilters, dataTypes, fileFilters, files, seed } from './arbitraries.ts';
import { family, fileWith, isSharer } from './world.ts';

describe('The members of a cohort', () => {
  test('are all who share all that is asked, and nobody else', () => {
    let [none, some] = [0, 0];
    fc.assert(
      fc.property(files, cohortFilters, fc.option(dataTypes), (all, asked, types) => {
        const known = types === null ? null : familyOf(types);
        const descend = asked.include_children ? known : null;
        const members = cohortOf(all, sharesIn(asked, known));
        const usernames = new Set(all.flatMap(({ user }) => user.username ?? []));
        const expected = [...usernames].filter((name) => isSharer(name, all, asked, descend));
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
    ['data types of different files', { shares_datatype_id: [3, 4] }, ['ann']],
    ['a data type, descendants aside', { shares_datatype_id: [1] }, []],
    ['descendants', { shares_datatype_id: [1], include_children: true }, ['ann']],
    ['descendants of several', { shares_datatype_id: [1, 4], include_children: true }, ['ann']],
    ['a project', { shares_source_project_id: [7] }, ['ann', 'bob']],
    ['several projects', { shares_source_project_id: [7, 8] }, ['ann']],
    [
      'a data type and a project',
      { shares_datatype_id: [3], shares_source_project_id: [8] },
      ['ann'],
    ],
    ['what nobody shares', { shares_source_project_id: [7, 9] }, []],
    ['what only a hidden member shares', { shares_datatype_id: [1] }, []],
  ])('share %s', (_name, asked, members) => {
    expect(cohortOf(all, sharesIn({ ...noFilters, ...asked }, family))).toEqual(members);
  });
});

describe('A question with its members named', () => {
  test('has the answer of the question for their cohort, and asks for none', () => {
    let [found, nobody] = [0, 0];
    fc.assert(
      fc.property(files, cohortFilters, fc.option(dataTypes), (all, asked, types) => {
        const known = types === null ? null : familyOf(types);
        const descend = asked.include_children ? known : null;
        const named = withMembers(asked, cohortOf(all, sharesIn(asked, known)));
        expect(isCohort(named)).toBe(false);
        const answer = all.filter((file) => matches(file, checksFor(named, known)));
        const expected = all.filter(
          (file) =>
            matches(file, checksFor(asked, known)) &&
            isSharer(file.user.username, all, asked, descend),
        );
        expect(answer).toEqual(expected);
        if (expected.length > 0) found++;
        else nobody++;
      }),
      { seed, numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(100);
    expect(nobody).toBeGreaterThan(100);
  });

  test('says nobody where nobody is left, not anybody', () => {
    const asked: Filters = { ...noFilters, shares_datatype_id: [1], username: ['bob'] };
    expect(withMembers(asked, ['ann']).username).toHaveLength(1);
    for (const username of ['ann', 'bob', null]) {
      const file = fileWith({ user: { id: 1, name: '', username } });
      expect(matches(file, checksFor(withMembers(asked, ['ann']), family))).toBe(false);
      expect(matches(file, checksFor(withMembers(asked, []), family))).toBe(false);
    }
  });

  test('is the very same where no cohort is asked for', () => {
    fc.assert(
      fc.property(fileFilters, (asked) => {
        expect(withMembers(asked, ['ann'])).toBe(asked);
      }),
      { seed },
    );
  });
});
