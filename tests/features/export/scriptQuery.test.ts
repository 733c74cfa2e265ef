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

describe('The candidate lists of a script', () => {
  const paths = (filters: Parameters<typeof queryOf>[1], isTreeKnown = true) => {
    const query = queryOf(origin, filters);
    return listsOf(isTreeKnown ? query : { ...query, descendantsOf: null }).map(({ path }) =>
      path.replace('/api/public', ''),
    );
  };

  test('include the list of a filter with one value, but not those of a filter with several values', () => {
    expect(paths({ username: ['a'], source_project_id: [176] })).toEqual([
      '/member/a/datafiles/',
      '/project/176/datafiles/',
      '/datafiles/',
    ]);
    expect(paths({ username: ['a', 'b'], source_project_id: [176, 186] })).toEqual(['/datafiles/']);
    expect(paths({ username__not: ['a'], source_project_id__not: [176] })).toEqual(['/datafiles/']);
  });

  test('do not depend on an unknown tree of data types, even if that excludes all of them', () => {
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

test('a script contains every data type with its descendants if they are included', () => {
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

  test('appears in scripts and snippets as its members at the time of the export', () => {
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

  test('without members has no files', () => {
    const { usernames } = checksOf(members([]));
    expect(usernames).toHaveLength(1);
    fc.assert(
      fc.property(dataFile, ({ user }) => !usernames.includes(user.username ?? '')),
      { seed },
    );
  });
});

test('the description of a query has ids and names, including those of excluded values', () => {
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

describe('The description of the query in the bash script', () => {
  const query = {
    ...queryOf(origin, { source_project_id: [176] }),
    names: { ...names, project: () => "x\n'; touch pwned; ' \u001b[31m\u202ered" },
    words: 'Files of $(touch pwned) `touch pwned`',
  };

  test('is a value, not a comment', () => {
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
