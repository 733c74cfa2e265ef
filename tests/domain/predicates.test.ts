import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataFile } from '../../src/api/schemas.ts';
import { type Filters, isOrdering, noFilters } from '../../src/domain/filters.ts';
import {
  buildPredicates,
  countMismatches,
  createdRange,
  matches,
} from '../../src/domain/predicates.ts';
import { describeMetadata } from '../../src/domain/metadata.ts';
import { extensionOf, fold, searchWords } from '../../src/domain/text.ts';
import { dataFile, fileFilters, seed, text } from './arbitraries.ts';
import { descendantsOf, fileWith } from './world.ts';

function matchesFile(filter: Partial<Filters>, file: Partial<DataFile>): boolean {
  return matches(fileWith(file), buildPredicates({ ...noFilters, ...filter }, descendantsOf));
}

/** A simple implementation of the filters, to compare the code with. */
function matchesSimply(file: DataFile, params: Filters): boolean {
  const metadata: unknown = file.metadata;
  const isObject = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
  const own = new Map<string, unknown>(isObject ? Object.entries(metadata) : []);
  const tags: unknown[] = Array.isArray(own.get('tags')) ? (own.get('tags') as unknown[]) : [];
  const strings = tags.filter((tag) => typeof tag === 'string' && tag !== '');
  const description = own.get('description');
  const plain = (some: string) =>
    some.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ');
  const haystack = [file.basename, typeof description === 'string' ? description : '', ...strings];
  const words = plain(params.search).split(/\s+/);
  const accepted = (id: number) => (params.include_children ? descendantsOf(id) : new Set([id]));
  const isOf = (id: number) => file.datatypes.some((type) => accepted(id).has(type));
  const day = new Date(file.created).toISOString().replace(/^\+/, '~').slice(0, 10);
  const includes = <Value>(values: readonly Value[], has: (value: Value) => boolean) =>
    values.length === 0 || values.some(has);
  const none = <Value>(values: readonly Value[], has: (value: Value) => boolean) =>
    !values.some(has);
  return (
    includes(params.datatype_id, isOf) &&
    none(params.datatype_id__not, isOf) &&
    includes(params.source_project_id, (id) => id === file.source_project) &&
    none(params.source_project_id__not, (id) => id === file.source_project) &&
    includes(params.username, (username) => username === file.user.username) &&
    none(params.username__not, (username) => username === file.user.username) &&
    includes(params.tag, (tag) => strings.includes(tag)) &&
    none(params.tag__not, (tag) => strings.includes(tag)) &&
    includes(params.ext, (ext) => ext === extensionOf(file.basename)) &&
    none(params.ext__not, (ext) => ext === extensionOf(file.basename)) &&
    includes(params.id, (id) => id === file.id) &&
    none(params.id__not, (id) => id === file.id) &&
    words.every((word) => plain(haystack.join('\n')).includes(word)) &&
    (params.created_start === null || day >= params.created_start) &&
    (params.created_end === null || day <= params.created_end)
  );
}

test('a file matches if and only if a simple implementation of each filter does', () => {
  const found = { true: 0, false: 0 };
  const several = { true: 0, false: 0 };
  const exclusions = { true: 0, false: 0 };
  // Only years with four digits: their days compare correctly as texts.
  const ordinary = dataFile.filter(
    ({ created }) => /^\d{4}-/.test(created) && !Number.isNaN(Date.parse(created)),
  );
  fc.assert(
    fc.property(ordinary, fileFilters, (file, params) => {
      const expected = matchesSimply(file, params);
      expect(matches(file, buildPredicates(params, descendantsOf))).toBe(expected);
      found[`${expected}`]++;
      const lists = Object.entries(params).filter(([, value]) => Array.isArray(value));
      if (lists.some(([name, { length }]) => length > 1 && !name.endsWith('__not'))) {
        several[`${expected}`]++;
      }
      if (lists.some(([name, { length }]) => length > 0 && name.endsWith('__not'))) {
        exclusions[`${expected}`]++;
      }
    }),
    { seed, numRuns: 6000 },
  );
  // Each kind of filters must match and reject many files, or the comparison would prove nothing.
  for (const { true: hits, false: misses } of [found, several, exclusions]) {
    expect(hits).toBeGreaterThan(200);
    expect(misses).toBeGreaterThan(200);
  }
});

describe('A filter', () => {
  const hidden = { user: { id: null, name: null, username: null } };

  test.each<[string, Partial<Filters>, Partial<DataFile>, boolean]>([
    ['by data type', { datatype_id: [2] }, { datatypes: [1, 2] }, true],
    ['by data type excludes descendants', { datatype_id: [1] }, { datatypes: [3] }, false],
    [
      'by data type with descendants',
      { datatype_id: [1], include_children: true },
      { datatypes: [3] },
      true,
    ],
    [
      'by another data type with descendants',
      { datatype_id: [4], include_children: true },
      { datatypes: [3] },
      false,
    ],
    [
      'by include_children alone has no effect',
      { include_children: true },
      { datatypes: [] },
      true,
    ],
    ['by username, exactly', { username: ['ann'] }, {}, true],
    ['by username in another case', { username: ['Ann'] }, {}, false],
    ['by part of a username', { username: ['an'] }, {}, false],
    ['by username never finds hidden members', { username: ['null'] }, hidden, false],
    ['by tag, exactly', { tag: ['gps'] }, { metadata: { tags: ['gps'] } }, true],
    ['by tag in another case', { tag: ['GPS'] }, { metadata: { tags: ['gps'] } }, false],
    ['by tag, if the tags are not a list', { tag: ['gps'] }, { metadata: { tags: 'gps' } }, false],
    ['by extension', { ext: ['vcf.gz'] }, { basename: 'a.VCF.GZ' }, true],
    ['by the last part of a double extension', { ext: ['gz'] }, { basename: 'a.vcf.gz' }, false],
    [
      'by several data types, of which the file has one',
      { datatype_id: [2, 4] },
      { datatypes: [4] },
      true,
    ],
    [
      'by several data types, of which the file has none',
      { datatype_id: [2, 4] },
      { datatypes: [1, 3] },
      false,
    ],
    [
      'by several data types with descendants',
      { datatype_id: [2, 4], include_children: true },
      { datatypes: [3] },
      true,
    ],
    ['excluding a data type', { datatype_id__not: [2] }, { datatypes: [1, 2] }, false],
    [
      'excluding a data type keeps files without data types',
      { datatype_id__not: [2] },
      { datatypes: [] },
      true,
    ],
    [
      'excluding a data type keeps its descendants',
      { datatype_id__not: [1] },
      { datatypes: [3] },
      true,
    ],
    [
      'excluding a data type with descendants',
      { datatype_id__not: [1], include_children: true },
      { datatypes: [3] },
      false,
    ],
    [
      'by one data type, excluding another',
      { datatype_id: [1], datatype_id__not: [4] },
      { datatypes: [1, 4] },
      false,
    ],
    ['by several projects', { source_project_id: [1, 7] }, { source_project: 7 }, true],
    ['excluding a project', { source_project_id__not: [7] }, { source_project: 7 }, false],
    ['excluding another project', { source_project_id__not: [7] }, {}, true],
    ['by several usernames', { username: ['ann', 'bob'] }, {}, true],
    ['excluding a username', { username__not: ['ann'] }, {}, false],
    ['excluding a username in another case', { username__not: ['Ann'] }, {}, true],
    [
      'excluding usernames keeps hidden members',
      { username__not: ['', 'ann', 'null'] },
      hidden,
      true,
    ],
    [
      'by several tags, of which the file has one',
      { tag: ['gps', 'x'] },
      { metadata: { tags: ['x', 'y'] } },
      true,
    ],
    ['excluding a tag', { tag__not: ['gps'] }, { metadata: { tags: ['x', 'gps'] } }, false],
    ['excluding a tag keeps files without tags', { tag__not: ['gps'] }, {}, true],
    ['by several extensions', { ext: ['csv', 'json'] }, { basename: 'a.csv' }, true],
    ['excluding an extension', { ext__not: ['json'] }, { basename: 'a.JSON' }, false],
    [
      'excluding an extension keeps names without one',
      { ext__not: ['json'] },
      { basename: 'a' },
      true,
    ],
    ['by id', { id: [7] }, { id: 7 }, true],
    ['by several ids', { id: [5, 7] }, { id: 7 }, true],
    ['by other ids', { id: [5, 70] }, { id: 7 }, false],
    ['excluding an id', { id__not: [7] }, { id: 7 }, false],
    [
      'including and excluding the same value finds nothing',
      { id: [7], id__not: [7] },
      { id: 7 },
      false,
    ],
    [
      'from the day of the file',
      { created_start: '2022-11-15' },
      { created: '2022-11-15T00:00:00Z' },
      true,
    ],
    [
      'from the day after the file',
      { created_start: '2022-11-16' },
      { created: '2022-11-15T23:59:59.999999Z' },
      false,
    ],
    [
      'to the day of the file',
      { created_end: '2022-11-15' },
      { created: '2022-11-15T23:59:59.999999Z' },
      true,
    ],
    [
      'to the day before the file',
      { created_end: '2022-11-14' },
      { created: '2022-11-15T00:00:00Z' },
      false,
    ],
    [
      'by day uses UTC',
      { created_end: '2022-11-15' },
      { created: '2022-11-15T23:00:00-05:00' },
      false,
    ],
    [
      'from a day to an earlier day finds nothing',
      { created_start: '2022-11-16', created_end: '2022-11-14' },
      {},
      false,
    ],
  ])('%s', (_name, filter, file, isFound) => {
    expect(matchesFile(filter, file)).toBe(isFound);
  });

  test('with descendants has no predicate if the tree is unknown', () => {
    const params = { ...noFilters, datatype_id: [1], include_children: true };
    expect(buildPredicates(params, null)).toEqual([]);
    expect(buildPredicates({ ...params, include_children: false }, null)).toHaveLength(1);
    const excluding = { ...noFilters, datatype_id__not: [1], include_children: true };
    expect(buildPredicates(excluding, null)).toEqual([]);
    expect(buildPredicates(excluding, descendantsOf)).toHaveLength(1);
  });

  test('that is not set has no predicate', () => {
    expect(buildPredicates(noFilters, descendantsOf)).toEqual([]);
    expect(
      buildPredicates({ ...noFilters, search: ' \n ', include_children: true }, descendantsOf),
    ).toEqual([]);
  });

  test('for a cohort has no predicate: a file does not show what its member shares', () => {
    const params = { ...noFilters, shares_datatype_id: [1], shares_source_project_id: [2] };
    expect(buildPredicates(params, descendantsOf)).toEqual([]);
  });
});

describe('A search', () => {
  const file = {
    basename: 'Données_GPS.json',
    metadata: { description: 'Spotify Play History', tags: ['straße', 'ﬁle', 'ＦＵＬＬ'] },
  };

  test.each([
    ['donnees', true],
    ['DONNÉES', true],
    ['donne\u0301es gps', true],
    ['gps donnees', true],
    ['history spotify gps', true],
    ['play\u00a0file', true],
    ['full FILE', true],
    ['straße', true],
    ['tify pla', true],
    ['spotify nothing', false],
    // A word does not match across two fields.
    ['jsonspotify', false],
    ['history\nstraße', true],
  ])('for %j: %s', (search, isFound) => {
    expect(matchesFile({ search }, file)).toBe(isFound);
  });

  test('finds files by parts of words, in any order and case', () => {
    fc.assert(
      fc.property(dataFile, fc.array(fc.nat()), fc.boolean(), (some, places, isUpper) => {
        const { description, tags } = describeMetadata(some.metadata);
        const words = searchWords([some.basename, description, ...tags].join(' '));
        const parts = places.map((place) => {
          const word = Array.from(words[place % Math.max(1, words.length)] ?? '');
          return word.slice(place % 3, 3 + (place % 7)).join('');
        });
        const search = parts.join(' ');
        // Change the case only of letters for which folding reverses it.
        const other = Array.from(search, (letter) =>
          fold(letter.toUpperCase()) === letter ? letter.toUpperCase() : letter,
        ).join('');
        expect(
          matches(some, buildPredicates({ ...noFilters, search: isUpper ? other : search }, null)),
        ).toBe(true);
      }),
      { seed, numRuns: 1000 },
    );
  });

  test.each([
    ['ΟΔΟΣ', 'οδοσήμανση'],
    ['οδός', 'ΟΔΟΣΗΜΑΝΣΗ'],
    ['οδοσ', 'οδός'],
  ])('for the Greek %s finds %s, whose sigma looks different inside a word', (search, basename) => {
    expect(matchesFile({ search }, { basename })).toBe(true);
  });
});

describe('Folding', () => {
  test('is idempotent, and folds letters independently of each other', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(fold(fold(a))).toBe(fold(a));
        expect(fold(a + b)).toBe(fold(fold(a) + fold(b)));
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('removes accents from every character, and is idempotent', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const letter = String.fromCodePoint(code);
      const folded = fold(letter);
      if (fold(folded) !== folded || /\p{M}/u.test(folded)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    ['Łódź', 'łodz'],
    ['İstanbul', 'istanbul'],
    ['ﬀ', 'ff'],
    ['ＦＵＬＬ', 'full'],
    ['Å', 'a'],
    ['\u0301', ''],
    ['한', '한'.normalize('NFKD')],
    ['\ud83e', '\ud83e'],
  ])('turns %s into %s', (from, to) => {
    expect(fold(from)).toBe(to);
  });
});

describe('The extension', () => {
  test.each([
    ['a.json', 'json'],
    ['A.JSON', 'json'],
    ['genome.vcf.gz', 'vcf.gz'],
    ['genome.vcf.BZ2', 'vcf.bz2'],
    ['a.tar.xz', 'tar.xz'],
    ['.json', 'json'],
    ['a.gz', 'gz'],
    ['a.7z', ''],
    ['a.', ''],
    ['a', ''],
    ['', ''],
    ['json', ''],
    ['a.b c', ''],
    ['a.json ', ''],
    ['a.json\n', ''],
    ['a.jsön', ''],
    ['a.abcdefghijk', ''],
    ['a.abcdefghij', 'abcdefghij'],
    ['2022.11.15', ''],
    ['a.v2.csv', 'csv'],
  ])('of %j is %j', (basename, extension) => {
    expect(extensionOf(basename)).toBe(extension);
  });

  test('is a part of the name, in lower case', () => {
    fc.assert(
      fc.property(text, (basename) => {
        const extension = extensionOf(basename);
        expect(basename.toLowerCase().endsWith(extension)).toBe(true);
        expect(extension).toMatch(/^(?:[a-z][a-z0-9]*(?:\.(?:gz|bz2|xz|zst))?)?$/);
      }),
      { seed },
    );
  });
});

describe('Metadata', () => {
  test('of any JSON gives a description and tags, which are texts', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({ tags: fc.jsonValue(), description: fc.jsonValue() }),
          fc.record({ tags: fc.array(fc.oneof(fc.jsonValue(), fc.constantFrom('a', ''))) }),
        ),
        (value) => {
          const metadata = JSON.parse(JSON.stringify(value));
          const { description, tags } = describeMetadata(metadata);
          expect(typeof description).toBe('string');
          for (const tag of tags) {
            expect(typeof tag).toBe('string');
            expect(tag).not.toBe('');
            expect(metadata.tags).toContain(tag);
          }
          expect(new Set(tags).size).toBe(tags.length);
        },
      ),
      { seed, numRuns: 1000 },
    );
  });

  test('ignores inherited properties', () => {
    const tricky = JSON.parse('{"__proto__": {"tags": ["a"], "description": "b"}}');
    expect(describeMetadata(tricky)).toEqual({ description: '', tags: [] });
    expect(describeMetadata(['tags'])).toEqual({ description: '', tags: [] });
    expect(describeMetadata('x')).toEqual({ description: '', tags: [] });
  });
});

test('countMismatches counts only the API’s filters', () => {
  const params: Filters = {
    ...noFilters,
    source_project_id: [1],
    username: ['ann'],
    username__not: ['bob'],
    search: 'zzz',
    tag: ['q'],
    id: [9],
  };
  const files = [
    fileWith({}),
    fileWith({ source_project: 2 }),
    fileWith({ source_project: 2, user: { id: 2, name: 'B', username: 'bob' } }),
  ];
  expect([...countMismatches(files, buildPredicates(params, null))]).toEqual([
    ['source_project_id', 2],
    ['username', 1],
  ]);
  expect(countMismatches([], buildPredicates(params, null)).size).toBe(0);
});

test.each([{ created_start: '0000-01-01' }, { created_end: '9999-12-31' }])(
  'an invalid date does not match a range of days: %j',
  (days) => {
    const predicates = buildPredicates({ ...noFilters, ...days }, null);
    expect(matches(fileWith({ created: '2022-13-45T99:00:00Z' }), predicates)).toBe(false);
  },
);

test('days have 24 hours in UTC', () => {
  const day = { created_start: '2024-02-29', created_end: '2024-02-29' };
  const { from, before } = createdRange({ ...noFilters, ...day });
  expect(new Date(from).toISOString()).toBe('2024-02-29T00:00:00.000Z');
  expect(new Date(before).toISOString()).toBe('2024-03-01T00:00:00.000Z');
  // Without filters, the range starts at the earliest date that JavaScript supports.
  expect(createdRange(noFilters)).toEqual({ from: -8.64e15, before: Infinity });
});

test.each(['created', '-created', 'id', '-basename'])('%s is an ordering', (name) => {
  expect(isOrdering(name)).toBe(true);
});
test.each(['', '-', '--id', 'size', 'Created', 'constructor', ' id'])(
  '%j is not an ordering',
  (name) => {
    expect(isOrdering(name)).toBe(false);
  },
);
