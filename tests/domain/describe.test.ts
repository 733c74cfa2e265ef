import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ActiveFilter, activeFilters, describeFilters } from '../../src/domain/describe.ts';
import { type Filters, isFiltered, noFilters } from '../../src/domain/filters.ts';
import { filters, seed } from './arbitraries.ts';

const names = {
  dataType: (id: number) => (id === 14 ? 'Spotify' : null),
  project: (id: number) => (id === 176 ? 'Listening Archive' : null),
};

function describeParams(params: Partial<Filters>): string {
  return describeFilters({ ...noFilters, ...params }, names);
}

describe('The description of filters', () => {
  test.each<[string, Partial<Filters>]>([
    ['Public data files', {}],
    ['Public data files of member_02', { username: ['member_02'] }],
    ['Spotify files (descendants too)', { datatype_id: [14], include_children: true }],
    ['Public data files', { include_children: true }],
    ['Spotify files of member_02', { datatype_id: [14], username: ['member_02'] }],
    ['Listening Archive files', { source_project_id: [176] }],
    ['Spotify files from Listening Archive', { datatype_id: [14], source_project_id: [176] }],
    ['Data type 9 json files', { datatype_id: [9], ext: ['json'] }],
    ['Project 9 files', { source_project_id: [9] }],
    ['Data type 0 files from Project 0', { datatype_id: [0], source_project_id: [0] }],
    ['Public data vcf.gz files', { ext: ['vcf.gz'] }],
    ['Public data files tagged “gps”', { tag: ['gps'] }],
    ['Public data files with “a b”', { search: ' a b ' }],
    [
      'Public data files created on 2022-11-15',
      { created_start: '2022-11-15', created_end: '2022-11-15' },
    ],
    [
      'Public data files created from 2022-11-15 to 2022-11-16',
      { created_start: '2022-11-15', created_end: '2022-11-16' },
    ],
    ['Public data files created since 2022-11-15', { created_start: '2022-11-15' }],
    ['Public data files created until 2022-11-15', { created_end: '2022-11-15' }],
    [
      'Spotify json files from Listening Archive of m tagged “t” with “s” created since 2022-01-01',
      {
        datatype_id: [14],
        source_project_id: [176],
        username: ['m'],
        search: 's',
        tag: ['t'],
        ext: ['json'],
        created_start: '2022-01-01',
      },
    ],
    ['Spotify or Data type 9 files', { datatype_id: [14, 9] }],
    [
      'Spotify or Data type 9 files (descendants too)',
      { datatype_id: [14, 9], include_children: true },
    ],
    ['Public data files of ann, bob or eve', { username: ['ann', 'bob', 'eve'] }],
    ['Public data csv or json files', { ext: ['csv', 'json'] }],
    ['Public data files tagged “a” or “b”', { tag: ['a', 'b'] }],
    ['Public data files with the id 7', { id: [7] }],
    ['Public data files with the id 7 or 9', { id: [7, 9] }],
    ['Public data files with the id 1, 2, 3, 4 or 5', { id: [1, 2, 3, 4, 5] }],
    ['Public data files with the id 1, 2, 3, 4 or 2 more', { id: [1, 2, 3, 4, 5, 6] }],
    ['Public data files with the id 0, 1, 2, 3 or 12 more', { id: [...Array(16).keys()] }],
    ['Public data files but not Spotify', { datatype_id__not: [14] }],
    [
      'Public data files but not Spotify (descendants too)',
      { datatype_id__not: [14], include_children: true },
    ],
    [
      'Public data files but not data type 9, from Listening Archive, of ann, tagged “t” or 2 more',
      {
        datatype_id__not: [9],
        source_project_id__not: [176],
        username__not: ['ann'],
        tag__not: ['t'],
        ext__not: ['csv'],
        id__not: [5],
      },
    ],
    ['Public data files but not csv files or file 5', { ext__not: ['csv'], id__not: [5] }],
    [
      'Spotify files of ann but not from project 9',
      { datatype_id: [14], username: ['ann'], source_project_id__not: [9] },
    ],
    ['Public data files of members who share Spotify', { shares_datatype_id: [14] }],
    [
      'Spotify files of members who share data type 9 and Listening Archive',
      { datatype_id: [14], shares_datatype_id: [9], shares_source_project_id: [176] },
    ],
  ])('%s', (words, params) => {
    expect(describeParams(params)).toBe(words);
  });

  test.each<[string, Partial<Filters>, Partial<Filters>]>([
    [
      'with and without descendants of an included data type',
      { datatype_id: [14] },
      { datatype_id: [14], include_children: true },
    ],
    [
      'with and without descendants of an excluded data type',
      { datatype_id__not: [14] },
      { datatype_id__not: [14], include_children: true },
    ],
    [
      'with and without descendants of a shared data type',
      { shares_datatype_id: [14] },
      { shares_datatype_id: [14], include_children: true },
    ],
    ['an included and an excluded value', { tag: ['t'] }, { tag__not: ['t'] }],
    ['an included and a shared value', { datatype_id: [14] }, { shares_datatype_id: [14] }],
    ['one value and two values', { username: ['a'] }, { username: ['a', 'b'] }],
  ])('distinguishes %s', (_name, one, other) => {
    expect(describeParams(one)).not.toBe(describeParams(other));
  });
});

/** Filters that a URL can contain: no value in a list is blank, and none is both included and excluded. */
const urlFilters = filters.map((params): Filters => {
  const valuesOf = <Value extends number | string>(values: readonly Value[]) =>
    values.filter((value) => String(value).trim() !== '');
  const excludedOf = <Value extends number | string>(
    values: readonly Value[],
    included: readonly Value[],
  ) => valuesOf(values).filter((value) => !included.includes(value));
  return Object.assign({}, params, {
    username: valuesOf(params.username),
    tag: valuesOf(params.tag),
    ext: valuesOf(params.ext),
    datatype_id__not: excludedOf(params.datatype_id__not, params.datatype_id),
    source_project_id__not: excludedOf(params.source_project_id__not, params.source_project_id),
    username__not: excludedOf(params.username__not, params.username),
    tag__not: excludedOf(params.tag__not, params.tag),
    ext__not: excludedOf(params.ext__not, params.ext),
    id__not: excludedOf(params.id__not, params.id),
  });
});

function summaryOf({ label, value, mode }: ActiveFilter): string {
  return `${label}: ${mode} ${value}`;
}

describe('The active filters', () => {
  test('name every value; removing one after the other leaves none', () => {
    fc.assert(
      fc.property(urlFilters, (params) => {
        const lists = Object.values(params).filter((value) => Array.isArray(value));
        const values = lists.reduce((sum, { length }) => sum + length, 0);
        const texts = [params.search.trim(), params.created_start ?? '', params.created_end ?? ''];
        const active = activeFilters(params, names);
        expect(active).toHaveLength(values + texts.filter((some) => some !== '').length);
        for (const { label, value } of active) {
          expect(label).not.toBe('');
          expect(value).not.toBe('');
        }
        const left = active.reduce<Filters>(
          (some) => Object.assign({}, some, activeFilters(some, names)[0]?.without),
          params,
        );
        // A search for spaces only has no effect.
        const rest = { ...left, search: left.search.trim() };
        expect(rest).toEqual({ ...noFilters, include_children: left.include_children });
        const { datatype_id, datatype_id__not, shares_datatype_id } = params;
        const typed = [...datatype_id, ...datatype_id__not, ...shares_datatype_id];
        // Removing the last data type also removes `include_children`.
        if (typed.length > 0) expect(left.include_children).toBe(false);
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('contain one entry for hundreds of selected files', () => {
    const id = Array.from({ length: 101 }, (_, index) => index);
    const active = activeFilters({ ...noFilters, id, tag: ['t'] }, names);
    expect(active.map(({ label, value }) => `${label} ${value}`)).toEqual([
      'Tag t',
      'Files 101 picked',
    ]);
    expect({ ...noFilters, id, ...active[1]?.without }).toEqual(noFilters);
  });

  test('can be removed separately if a value is both included and excluded', () => {
    const params: Filters = { ...noFilters, tag: ['t'], tag__not: ['t'] };
    const [first] = activeFilters(params, names);
    expect({ ...params, ...first?.without }).toEqual({ ...noFilters, tag__not: ['t'] });
  });

  test('are named by their ids if their names are unknown', () => {
    const params = { ...noFilters, datatype_id: [9], source_project_id: [0] };
    expect(activeFilters(params, names).map(({ value }) => value)).toEqual(['9', '0']);
  });

  test('remove one value each', () => {
    fc.assert(
      fc.property(urlFilters, (params) => {
        const active = activeFilters(params, names);
        for (const each of active) {
          const left = activeFilters({ ...params, ...each.without }, names);
          expect(left.map(summaryOf)).toEqual(
            active.filter((other) => other !== each).map(summaryOf),
          );
        }
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('invert one value each, and back', () => {
    let turned = 0;
    fc.assert(
      fc.property(urlFilters, (params) => {
        for (const each of activeFilters(params, names)) {
          expect(each.turned === null).toBe(each.mode === 'all' || each.mode === 'shared');
          if (each.turned === null) continue;
          turned++;
          const mode = each.mode === 'exclude' ? 'include' : 'exclude';
          const inverted: Filters = { ...params, ...each.turned };
          const again = activeFilters(inverted, names).find(
            ({ label, value, mode: now }) =>
              label === each.label && value === each.value && now === mode,
          );
          expect(again).toBeDefined();
          expect(inverted).not.toEqual(params);
          expect({ ...inverted, ...again?.turned }).toEqual(params);
        }
      }),
      { seed, numRuns: 1000 },
    );
    expect(turned).toBeGreaterThan(1000);
  });

  test.each<[string, Partial<Filters>, boolean]>([
    ['the last data type', { datatype_id: [1] }, false],
    ['the last excluded data type', { datatype_id__not: [1] }, false],
    ['the last shared data type', { shares_datatype_id: [1] }, false],
    ['one of several data types', { datatype_id: [1, 2] }, true],
    [
      'the included one, with an excluded one left',
      { datatype_id: [1], datatype_id__not: [2] },
      true,
    ],
    [
      'the included one, with a shared one left',
      { datatype_id: [1], shares_datatype_id: [2] },
      true,
    ],
  ])('remove `include_children` only with the last data type: %s', (_name, some, isKept) => {
    const params: Filters = { ...noFilters, include_children: true, ...some };
    const [first] = activeFilters(params, names);
    expect({ ...params, ...first?.without }.include_children).toBe(isKept);
  });

  test('have the order of the filter bar, and their texts', () => {
    const params: Filters = {
      datatype_id: [14],
      datatype_id__not: [9],
      include_children: true,
      source_project_id: [4, 176],
      source_project_id__not: [5],
      username: ['m', 'n'],
      username__not: ['o'],
      shares_datatype_id: [14],
      shares_source_project_id: [8, 176],
      search: ' s ',
      tag: ['t'],
      tag__not: ['u'],
      ext: ['json'],
      ext__not: ['csv', 'gz'],
      created_start: '2022-01-01',
      created_end: '2022-12-31',
      id: [1],
      id__not: [2],
    };
    expect(isFiltered(params)).toBe(true);
    expect(activeFilters(params, names).map(summaryOf)).toEqual([
      'Data type: include Spotify and its descendants',
      'Data type: exclude 9 and its descendants',
      'Project: include 4',
      'Project: include Listening Archive',
      'Project: exclude 5',
      'Username: include m',
      'Username: include n',
      'Username: exclude o',
      'Members share: shared Spotify and its descendants',
      'Members share: shared 8',
      'Members share: shared Listening Archive',
      'Search: all s',
      'Tag: include t',
      'Tag: exclude u',
      'Extension: include json',
      'Extension: exclude csv',
      'Extension: exclude gz',
      'Created from: all 2022-01-01',
      'Created to: all 2022-12-31',
      'File: include 1',
      'File: exclude 2',
    ]);
    expect(activeFilters(noFilters, names)).toEqual([]);
  });
});
