import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dataFilePath,
  dataFilesPath,
  dataTypeDataFilesPath,
  dataTypesPath,
  fitsMemberPath,
  memberDataFilesPath,
  membersPath,
  projectDataFilesPath,
  projectsPath,
} from '../../src/api/endpoints.ts';
import { seed } from '../domain/arbitraries.ts';

const origin = 'https://api.example';
const hostile = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        '/',
        '\\',
        '?',
        '#',
        '&',
        '=',
        '+',
        '%',
        '%2F',
        '..',
        ';',
        ' ',
        'é',
        '🧬',
        'a',
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 10 }),
);

describe('The paths of the API', () => {
  test.each([
    [dataFilesPath(), '/api/public/datafiles/'],
    [dataFilesPath({ limit: 5, offset: 8025 }), '/api/public/datafiles/?limit=5&offset=8025'],
    [projectDataFilesPath(176), '/api/public/project/176/datafiles/'],
    [projectDataFilesPath(176, { limit: 5 }), '/api/public/project/176/datafiles/?limit=5'],
    [
      dataTypeDataFilesPath(14, { include_children: 'True' }),
      '/api/public/datatype/14/datafiles/?include_children=True',
    ],
    [memberDataFilesPath('member_02'), '/api/public/member/member_02/datafiles/'],
    [dataFilePath(57602983), '/api/public/datafile/57602983/'],
    [dataTypesPath({ limit: 1000 }), '/api/public/datatypes/?limit=1000'],
    [projectsPath(), '/api/public/projects/'],
    [membersPath({ username: 'a&b' }), '/api/public/members/?username=a%26b'],
  ])('%s', (path, expected) => {
    expect(path).toBe(expected);
  });

  test('omit parameters without a value, and keep those that are 0 or empty', () => {
    expect(dataFilesPath({ limit: null, offset: undefined, datatype_id: 0, username: '' })).toBe(
      '/api/public/datafiles/?datatype_id=0&username=',
    );
  });

  test('contain every username in one path segment', () => {
    // A path cannot contain `.` and `..` as segments. The plan uses another list for these usernames.
    const segments = hostile.filter((text) => text !== '.' && text !== '..');
    fc.assert(
      fc.property(segments, (username) => {
        const { pathname, search, hash } = new URL(memberDataFilesPath(username), origin);
        const parts = pathname.split('/');
        expect(parts).toHaveLength(7);
        expect(parts.slice(0, 4)).toEqual(['', 'api', 'public', 'member']);
        expect(parts.slice(5)).toEqual(['datafiles', '']);
        expect(decodeURIComponent(parts[4] ?? '')).toBe(username);
        expect(search + hash).toBe('');
      }),
      { seed, numRuns: 500 },
    );
  });

  test('contain every value unchanged in its parameter only', () => {
    fc.assert(
      fc.property(hostile, fc.nat(), (username, limit) => {
        const { pathname, searchParams, hash, host } = new URL(
          dataFilesPath({ username, limit }),
          origin,
        );
        expect(host).toBe('api.example');
        expect(pathname).toBe('/api/public/datafiles/');
        expect([...searchParams]).toEqual([
          ['username', username],
          ['limit', String(limit)],
        ]);
        expect(hash).toBe('');
      }),
      { seed, numRuns: 500 },
    );
  });
});

describe('A username', () => {
  test.each(['member_02', 'A', '0', '_', '__proto__'])('%s fits into a path', (username) => {
    expect(fitsMemberPath(username)).toBe(true);
  });

  test.each(['', '.', '..', 'a b', 'a/b', 'a-b', 'é', 'a\n', '\na', 'a%20b', '~', '٣', 'a@b.c'])(
    '%j does not fit into a path',
    (username) => {
      expect(fitsMemberPath(username)).toBe(false);
    },
  );

  test('that fits into a path needs no escaping', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.stringMatching(/^\w{1,9}$/)), (username) => {
        fc.pre(fitsMemberPath(username));
        expect(encodeURIComponent(username)).toBe(username);
      }),
      { seed },
    );
  });
});
