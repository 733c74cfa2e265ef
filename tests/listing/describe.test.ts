import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activeFilters, describeFilters } from '../../src/listing/describe.ts';
import { type Filters, isFiltered, noFilters } from '../../src/listing/filters.ts';
import { filters, seed } from './arbitraries.ts';

const names = {
  dataType: (id: number) => (id === 14 ? 'Spotify' : null),
  project: (id: number) => (id === 176 ? 'Listening Archive' : null),
};

function inWords(asked: Partial<Filters>): string {
  return describeFilters({ ...noFilters, ...asked }, names);
}

describe('The filters in words', () => {
  test.each<[string, Partial<Filters>]>([
    ['Public data files', {}],
    ['Public data files of member_02', { username: 'member_02' }],
    ['Spotify files (descendants too)', { datatype_id: 14, include_children: true }],
    ['Public data files', { include_children: true }],
    ['Spotify files of member_02', { datatype_id: 14, username: 'member_02' }],
    ['Listening Archive files', { source_project_id: 176 }],
    ['Spotify files from Listening Archive', { datatype_id: 14, source_project_id: 176 }],
    ['Data type 9 json files', { datatype_id: 9, ext: 'json' }],
    ['Project 9 files', { source_project_id: 9 }],
    ['Data type 0 files from Project 0', { datatype_id: 0, source_project_id: 0 }],
    ['Public data vcf.gz files', { ext: 'vcf.gz' }],
    ['Public data files tagged “gps”', { tag: 'gps' }],
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
        datatype_id: 14,
        source_project_id: 176,
        username: 'm',
        search: 's',
        tag: 't',
        ext: 'json',
        created_start: '2022-01-01',
      },
    ],
  ])('%s', (words, asked) => {
    expect(inWords(asked)).toBe(words);
  });

  test('tell one question from another', () => {
    const without = inWords({ datatype_id: 14 });
    const withDescendants = inWords({ datatype_id: 14, include_children: true });
    expect(withDescendants).not.toBe(without);
  });
});

describe('The active filters', () => {
  test('name every filter that is asked, and taking all away leaves none', () => {
    fc.assert(
      fc.property(filters, (asked) => {
        const active = activeFilters(asked, names);
        const left = active.reduce<Filters>((some, { without }) => Object.assign(some, without), {
          ...asked,
          include_children: asked.include_children && asked.datatype_id !== null,
        });
        // A search for nothing but spaces searches nothing; an empty value asks nothing.
        const rest = Object.entries(left).filter(
          ([, value]) => typeof value === 'string' && value.trim() !== '',
        );
        expect(rest).toEqual([]);
        expect(left.datatype_id).toBeNull();
        expect(left.source_project_id).toBeNull();
        expect(left.include_children).toBe(false);
        for (const { label, value } of active) {
          expect(label).not.toBe('');
          expect(value).not.toBe('');
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  test('are called by their ids where nobody knows their names', () => {
    const asked = { ...noFilters, datatype_id: 9, source_project_id: 0 };
    expect(activeFilters(asked, names).map(({ value }) => value)).toEqual(['9', '0']);
  });

  test('take away one filter each', () => {
    fc.assert(
      fc.property(filters, (asked) => {
        const active = activeFilters(asked, names);
        for (const each of active) {
          const left = activeFilters({ ...asked, ...each.without }, names);
          expect(left.map(({ label }) => label)).toEqual(
            active.filter((other) => other !== each).map(({ label }) => label),
          );
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  test('stand in the order of the filter bar, with what they say', () => {
    const asked: Filters = {
      datatype_id: 14,
      include_children: true,
      source_project_id: 176,
      username: 'm',
      search: ' s ',
      tag: 't',
      ext: 'json',
      created_start: '2022-01-01',
      created_end: '2022-12-31',
    };
    expect(isFiltered(asked)).toBe(true);
    expect(activeFilters(asked, names).map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'Data type: Spotify and its descendants',
      'Project: Listening Archive',
      'Username: m',
      'Search: s',
      'Tag: t',
      'Extension: json',
      'Created from: 2022-01-01',
      'Created to: 2022-12-31',
    ]);
    expect(activeFilters(noFilters, names)).toEqual([]);
  });
});
