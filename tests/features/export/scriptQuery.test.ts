import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withMembers } from '../../../src/domain/cohort.ts';
import { noFilters } from '../../../src/domain/filters.ts';
import { bashScript, pythonScript } from '../../../src/features/export/script.ts';
import { templates } from './templates.ts';
import {
  aboutLines,
  checksOf,
  listsOf,
  projectNamesOf,
} from '../../../src/features/export/scriptQuery.ts';
import { snippet, snippetLanguages } from '../../../src/features/export/snippets.ts';
import { dataFile, seed } from '../../domain/arbitraries.ts';
import { has, makePlace, run } from './run.ts';
import { queryOf } from './serve.ts';

const origin = 'https://www.openhumans.org';
const names = {
  dataType: (id: number) => (id === 14 ? 'Music listening' : null),
  project: (id: number) => new Map([[176, 'Spotify']]).get(id) ?? null,
};

describe('The lists that a script may read', () => {
  const paths = (filters: Parameters<typeof queryOf>[1], isTreeKnown = true) => {
    const query = queryOf(origin, filters);
    return listsOf(isTreeKnown ? query : { ...query, descendantsOf: null }).map(({ path }) =>
      path.replace('/api/public', ''),
    );
  };

  test('are those of the one value that is asked; of several, there is none', () => {
    expect(paths({ username: ['a'], source_project_id: [176] })).toEqual([
      '/member/a/datafiles/',
      '/project/176/datafiles/',
      '/datafiles/',
    ]);
    expect(paths({ username: ['a', 'b'], source_project_id: [176, 186] })).toEqual(['/datafiles/']);
    expect(paths({ username__not: ['a'], source_project_id__not: [176] })).toEqual(['/datafiles/']);
  });

  test('need no tree where nobody knows it, which may leave none', () => {
    const include_children = true;
    const list = '/datatype/5/datafiles/?include_children=True';
    const one = { datatype_id: [5], include_children, source_project_id: [186] };
    expect(paths(one, false)).toEqual([list]);
    expect(checksOf({ ...queryOf(origin, one), descendantsOf: null }).datatypes).toEqual([]);
    expect(paths({ datatype_id: [5, 14], include_children }, false)).toEqual([]);
    expect(paths({ ...one, datatype_id__not: [20] }, false)).toEqual([]);
    expect(paths({ datatype_id__not: [20], include_children }, false)).toEqual([]);
    expect(paths({ datatype_id: [5, 14] }, false)).toEqual(['/datafiles/']);
    expect(paths({ ...one, datatype_id__not: [20] })).toEqual([
      '/project/186/datafiles/',
      list,
      '/datafiles/',
    ]);
  });
});

test('every data type stands in a script with its descendants, where these are asked', () => {
  const filters = { datatype_id: [3, 14], datatype_id__not: [16], include_children: true };
  expect(checksOf(queryOf(origin, filters))).toMatchObject({
    datatypes: [3, 9, 10, 11, 14, 25],
    datatypes_not: [16, 17],
  });
  expect(checksOf(queryOf(origin, { ...filters, include_children: false }))).toMatchObject({
    datatypes: [3, 14],
    datatypes_not: [16],
  });
});

describe('A cohort', () => {
  const cohort = { ...noFilters, shares_datatype_id: [14], shares_source_project_id: [176] };
  const members = (some: readonly string[]) => ({
    ...queryOf(origin, withMembers(cohort, some)),
    cohort: 'members who share Music listening and Spotify',
  });

  test('stands in scripts and snippets as the members that it was when they were made', () => {
    const query = members(['member_02', 'member_07']);
    const texts = [
      pythonScript(query, templates),
      bashScript(query, templates),
      ...snippetLanguages.map((language) => snippet(language, query)),
    ];
    for (const text of texts) {
      expect(text).toMatch(
        /Usernames: "?members who share Music listening and Spotify, found when this was made"?\n/,
      );
      expect(text).toMatch(/"member_02",\s+"member_07"/);
      expect(text).not.toContain('shares_');
    }
  });

  test('of nobody has no files', () => {
    const { usernames } = checksOf(members([]));
    expect(usernames).toHaveLength(1);
    fc.assert(
      fc.property(dataFile, ({ user }) => !usernames.includes(user.username ?? '')),
      { seed },
    );
  });
});

test('what a query holds is told by id and name, what it leaves out too', () => {
  const query = queryOf(origin, {
    datatype_id: [4, 14],
    datatype_id__not: [20],
    include_children: true,
    source_project_id: [176, 186],
    source_project_id__not: [12],
  });
  const lines = aboutLines({ ...query, names, count: 31 });
  expect(lines.map(({ label, text }) => label + text)).toEqual([
    'Query:     Public data files',
    'Data type: 4; 14: Music listening, with all descendants',
    'Data type: not 20, with all descendants',
    'Project:   176: Spotify; 186',
    'Project:   not 12',
    'Page:      http://localhost:4173/?source=sample',
    'Made:      2025-09-02T10:00:00.000Z, when the page showed 31 files',
  ]);
  expect(projectNamesOf(query.filters, names)).toEqual(new Map([[176, 'Spotify']]));
});

describe('What the bash script says about the query', () => {
  const query = {
    ...queryOf(origin, { source_project_id: [176] }),
    names: { ...names, project: () => "x\n'; touch pwned; ' \u001b[31m\u202ered" },
    words: 'Files of $(touch pwned) `touch pwned`',
  };

  test('is a value and not a comment', () => {
    const comments = bashScript(query, templates)
      .split('\n')
      .filter((line) => line.startsWith('#'));
    expect(comments.join('\n')).not.toMatch(/touch|localhost:4173/);
  });

  test.skipIf(!has('bash') || !has('curl') || !has('jq'))(
    'is printed by --help (needs bash, curl, jq)',
    async () => {
      const place = await makePlace();
      const { code, stdout, stderr } = await run('bash with jq', query, place, {
        args: ['--help'],
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.split('\n').slice(-5)).toEqual([
        'Query:     Files of $(touch pwned) `touch pwned`',
        "Project:   176: x '; touch pwned; '  [31m red",
        'Page:      http://localhost:4173/?source=sample',
        'Made:      2025-09-02T10:00:00.000Z',
        '',
      ]);
      expect(await place.outside()).not.toContainEqual(expect.stringContaining('pwned'));
    },
  );
});
