import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  withChanges,
  defaultParams,
  formatSearchParams,
  parameterNames,
  parseSearchParams,
  type SearchParams,
} from '../../src/url/searchParams.ts';
import { isCalendarDay } from '../../src/url/parsers.ts';
import { ascending, seed } from '../domain/arbitraries.ts';
import { anyParams, id, specialText } from './arbitraries.ts';

const junkValue = fc.oneof(
  specialText,
  fc.constantFrom(
    'abc',
    '0',
    '-3',
    '5000',
    '1e3',
    '1.5',
    ' 7',
    '٣',
    'null',
    'True',
    '..json',
    ' .x',
    '5,4,5',
    '4,x',
    ',',
    'b,a,,b',
    '\\',
    'a\\',
    '\\,,\\\\,',
    ' ,json, .CSV',
  ),
);
/** Query strings as users, forms and other programs write them. */
const queryString = fc.oneof(
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...parameterNames), specialText), junkValue))
    .map((pairs) => `?${new URLSearchParams(pairs).toString()}`),
  // Not encoded.
  fc
    .array(fc.tuple(fc.constantFrom(...parameterNames, 'utm_source', ''), junkValue))
    .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&')),
  specialText,
);

describe('A query string', () => {
  test('round-trips all parameters', () => {
    fc.assert(
      fc.property(anyParams, (params) => {
        const { params: parsed, warnings } = parseSearchParams(formatSearchParams(params));
        expect(parsed).toEqual(params);
        expect(warnings).toEqual([]);
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('survives the address bar of a browser', () => {
    fc.assert(
      fc.property(anyParams, (params) => {
        const url = new URL(formatSearchParams(params), 'https://example.org/explorer/');
        expect(url.hash).toBe('');
        expect(url.pathname).toBe('/explorer/');
        expect(parseSearchParams(url.search).params).toEqual(params);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('of any kind is parsed without an error; formatting is idempotent', () => {
    fc.assert(
      fc.property(queryString, (query) => {
        const first = parseSearchParams(query);
        const written = formatSearchParams(first.params, query);
        const second = parseSearchParams(written);
        expect(second.params).toEqual(first.params);
        expect(second.warnings).toEqual([]);
        expect(formatSearchParams(second.params, written)).toBe(written);
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('omits defaults', () => {
    expect(formatSearchParams(defaultParams)).toBe('');
    expect(
      formatSearchParams(parseSearchParams('?limit=100&offset=0&include_children=False').params),
    ).toBe('');
    expect(parseSearchParams('').params).toEqual(defaultParams);
    expect(parseSearchParams('?').params).toEqual(defaultParams);
  });

  test('has one order of parameters', () => {
    fc.assert(
      fc.property(
        anyParams,
        fc.shuffledSubarray([...parameterNames], { minLength: parameterNames.length }),
        (params, order) => {
          const canonical = formatSearchParams(params);
          const query = new URLSearchParams(canonical);
          const shuffled = new URLSearchParams(
            order.flatMap((name) => query.getAll(name).map((value) => [name, value])),
          );
          expect(formatSearchParams(parseSearchParams(shuffled.toString()).params)).toBe(canonical);
          const names = [...query.keys()];
          expect(names).toEqual(parameterNames.filter((name) => names.includes(name)));
        },
      ),
      { seed, numRuns: 300 },
    );
    const all =
      '?datatype_id=1&datatype_id__not=2&include_children=True&source_project_id=2' +
      '&source_project_id__not=3&username=u&username__not=v&shares_datatype_id=4' +
      '&shares_source_project_id=5&search=s&tag=t&tag__not=r&ext=json&ext__not=csv' +
      '&created_start=2022-01-01&created_end=2022-12-31&id=6&id__not=7&ordering=-created' +
      '&limit=5&offset=10&file=3&source=sample';
    expect(formatSearchParams(parseSearchParams(all).params)).toBe(all);
  });

  test.each<[string, Partial<SearchParams>]>([
    ['?datatype_id=4', { datatype_id: [4] }],
    ['?datatype_id=0', { datatype_id: [0] }],
    ['?datatype_id=4,5', { datatype_id: [4, 5] }],
    ['?datatype_id=4&datatype_id__not=5,10', { datatype_id: [4], datatype_id__not: [5, 10] }],
    ['?source_project_id=176', { source_project_id: [176] }],
    ['?username=member_02', { username: ['member_02'] }],
    ['?username=a+b,c', { username: ['a b', 'c'] }],
    ['?tag=gps&ext=vcf.gz', { tag: ['gps'], ext: ['vcf.gz'] }],
    ['?tag=a%5C,b,c', { tag: ['a,b', 'c'] }],
    ['?tag=%5C%5C', { tag: ['\\'] }],
    ['?tag=%252C', { tag: ['%2C'] }],
    ['?shares_datatype_id=4,5', { shares_datatype_id: [4, 5] }],
    ['?search=a,b', { search: 'a,b' }],
    ['?id=1,2,3', { id: [1, 2, 3] }],
  ])('is readable and easy to type: %s', (search, some) => {
    expect(formatSearchParams({ ...defaultParams, ...some })).toBe(search);
    expect(parseSearchParams(search)).toEqual({
      params: { ...defaultParams, ...some },
      warnings: [],
    });
  });

  test('preserves all texts, including commas and backslashes', () => {
    const specialParts = fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(',', '\\', '"', "'", '\\,', ',,', ' ', '🧬', 'a') },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
      ),
      { minLength: 1, maxLength: 8 },
    );
    const value = specialParts.map((parts) => parts.join('')).filter((text) => text.trim() !== '');
    let commas = 0;
    fc.assert(
      fc.property(fc.uniqueArray(value, { minLength: 1, maxLength: 5 }), (values) => {
        const tag = ascending(values);
        const search = formatSearchParams({ ...defaultParams, tag, username__not: tag });
        expect(search).not.toContain('%2C');
        expect(parseSearchParams(search)).toEqual({
          params: { ...defaultParams, tag, username__not: tag },
          warnings: [],
        });
        if (tag.some((text) => text.includes(','))) commas++;
      }),
      { seed, numRuns: 1000 },
    );
    expect(commas).toBeGreaterThan(300);
  });

  test('preserves the number of texts with lone surrogates', () => {
    const half = fc
      .array(fc.constantFrom('\ud83e', '\uddec', ',', '\\', 'a'), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(half, { minLength: 1, maxLength: 4 }), (values) => {
        const search = formatSearchParams({ ...defaultParams, tag: ascending(values) });
        // A URL cannot contain a lone surrogate: it becomes the replacement character.
        const kept = values.map((text) => text.toWellFormed());
        const { params: parsed, warnings } = parseSearchParams(search);
        expect(parsed.tag).toEqual(ascending(kept));
        expect(warnings).toEqual([]);
        expect(parseSearchParams(formatSearchParams(parsed)).params).toEqual(parsed);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('does not depend on the order or repetition of values', () => {
    fc.assert(
      fc.property(fc.array(id, { minLength: 1, maxLength: 6 }), fc.nat(), (values, turn) => {
        const place = turn % values.length;
        const turned = [...values.slice(place), ...values.slice(0, place), ...values.slice(0, 1)];
        const one = parseSearchParams(`?id=${values.join(',')}`).params;
        const other = parseSearchParams(`?id=${turned.join('%2C')}`).params;
        expect(other).toEqual(one);
        expect(one.id).toEqual(ascending(values));
        expect(formatSearchParams(other)).toBe(`?id=${ascending(values).join(',')}`);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('keeps unknown parameters after the known ones', () => {
    const current = '?utm_source=a&limit=7&utm_source=b&x=&datatype_id=1';
    expect(formatSearchParams({ ...defaultParams, datatype_id: [14] }, current)).toBe(
      '?datatype_id=14&utm_source=a&utm_source=b&x=',
    );
    expect(formatSearchParams(defaultParams, current)).toBe('?utm_source=a&utm_source=b&x=');
  });

  test('keeps every unknown parameter and its value, in order', () => {
    const unknownParams = fc
      .array(fc.tuple(specialText, specialText))
      .map((pairs) => pairs.filter(([name]) => !parameterNames.some((known) => known === name)));
    fc.assert(
      fc.property(anyParams, unknownParams, (params, pairs) => {
        const query = new URLSearchParams(pairs).toString();
        const written = new URLSearchParams(formatSearchParams(params, query));
        const rest = [...written].slice(-pairs.length || Infinity);
        expect(rest).toEqual(pairs);
        expect(parseSearchParams(written.toString()).params).toEqual(params);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('uses the last of repeated parameters, as Django does', () => {
    const { params: parsed, warnings } = parseSearchParams(
      '?limit=5&limit=7&datatype_id=abc&datatype_id=3',
    );
    expect(parsed).toMatchObject({ limit: 7, datatype_id: [3] });
    expect(warnings).toEqual([]);
    // An empty last value removes the parameter: the user has cleared a field of a form.
    expect(parseSearchParams('?limit=5&limit=').params.limit).toBe(100);
  });

  test('ignores the empty fields of a submitted form', () => {
    const empty = parameterNames.map((name) => `${name}=`).join('&');
    expect(parseSearchParams(empty)).toEqual({ params: defaultParams, warnings: [] });
    expect(
      parseSearchParams('?username=+&search=%20%20&tag=+&ext=+&tag__not=+,+&ext__not=.,').params,
    ).toEqual(defaultParams);
  });

  test.each([
    ['include_children', 'true', true],
    ['include_children', 'True', true],
    ['include_children', '1', true],
    ['include_children', '0', false],
    ['include_children', 'FALSE', false],
    ['ext', '.JSON', ['json']],
    ['ext', ' VCF.gz ', ['vcf.gz']],
    ['ext', 'JSON, .csv,json', ['csv', 'json']],
    ['limit', '007', 7],
    ['limit', '1', 1],
    ['limit', '1000', 1000],
    ['limit', 'all', 'all'],
    ['offset', '8025', 8025],
    ['ordering', '-username', '-username'],
    ['source', 'live', 'live'],
    ['username', ' a ', [' a ']],
    ['username', 'b,a,b', ['a', 'b']],
    ['username__not', 'b, ,a,', ['a', 'b']],
    ['tag', 'a\\,b,c', ['a,b', 'c']],
    ['tag', 'a\\\\,b', ['a\\', 'b']],
    ['tag', 'a\\', ['a\\']],
    ['tag', '\\a', ['a']],
    ['tag', '"a,b"', ['"a', 'b"']],
    ['datatype_id', '4', [4]],
    ['datatype_id', '10,9,010', [9, 10]],
    ['id__not', '9007199254740991,0', [0, 9007199254740991]],
    ['created_end', '2024-02-29', '2024-02-29'],
  ] as const)('parses %s=%s', (name, text, value) => {
    const { params: parsed, warnings } = parseSearchParams(
      new URLSearchParams({ [name]: text }).toString(),
    );
    expect(parsed[name]).toEqual(value);
    expect(warnings).toEqual([]);
  });
});

describe('An invalid value', () => {
  test.each([
    ['datatype_id', 'abc', []],
    ['datatype_id', '1.5', []],
    ['datatype_id', '-1', []],
    ['datatype_id', ' 7', []],
    ['datatype_id', '1e3', []],
    ['datatype_id', '0x10', []],
    ['datatype_id', '٣', []],
    ['datatype_id', '9007199254740993', []],
    ['datatype_id', '4,x,5', [4, 5]],
    ['datatype_id', '4,', [4]],
    ['datatype_id', ',', []],
    ['datatype_id', '5, 4', [5]],
    ['datatype_id', '4;5', []],
    ['datatype_id__not', '4,4.5,3', [3, 4]],
    ['source_project_id', 'seventy', []],
    ['source_project_id', '70,seventy', [70]],
    ['source_project_id__not', 'x,9007199254740993', []],
    ['shares_datatype_id', '4,-5', [4]],
    ['shares_source_project_id', '0x10,70', [70]],
    ['id', '1,two,3', [1, 3]],
    ['id__not', '1\\,2', []],
    ['file', 'x', null],
    ['include_children', 'maybe', false],
    ['limit', '0', 100],
    ['limit', '-5', 100],
    ['limit', 'many', 100],
    ['limit', 'ALL', 100],
    ['limit', '5000', 1000],
    ['limit', '1001', 1000],
    ['offset', '-3', 0],
    ['offset', '1.5', 0],
    ['offset', '99999999999999999999', 0],
    ['created_start', '2022-02-30', null],
    ['created_start', '2023-02-29', null],
    ['created_start', '2022-13-01', null],
    ['created_start', '15.11.2022', null],
    ['created_end', '2022-1-1', null],
    ['created_end', '2022-11-15T00:00:00Z', null],
    ['created_end', '+002022-01-01', null],
    ['ordering', 'foo', null],
    ['ordering', '--created', null],
    ['ordering', '-', null],
    ['ordering', 'created,basename', null],
    ['ordering', 'toString', null],
    ['source', 'http://evil.example/', null],
    ['source', 'Live', null],
    ['source', 'constructor', null],
  ] as const)(
    '%s=%s produces a warning, and the other parameters still work',
    (name, value, instead) => {
      const others = { search: 'kept', tag: ['kept too'] };
      const query = new URLSearchParams({
        search: 'kept',
        tag: 'kept too',
        [name]: value,
        utm_source: 'x',
      });
      const { params: parsed, warnings } = parseSearchParams(`?${query.toString()}`);
      expect(warnings).toEqual([{ name, value, reason: expect.stringMatching(/^is \S.*[^.]$/) }]);
      expect(parsed).toEqual({ ...defaultParams, ...others, [name]: instead });
    },
  );

  test('is reported once for each parameter, in the order of the parameters', () => {
    const { warnings } = parseSearchParams(
      '?source=evil&limit=0&offset=-3&datatype_id=abc&limit=-1',
    );
    expect(warnings.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'datatype_id=abc',
      'limit=-1',
      'offset=-3',
      'source=evil',
    ]);
  });

  test('does not change the defaults', () => {
    parseSearchParams('?limit=0&offset=7&search=x&ext=json');
    expect(defaultParams).toMatchObject({ limit: 100, offset: 0, search: '', ext: [] });
  });
});

describe('withChanges', () => {
  const page: SearchParams = { ...defaultParams, datatype_id: [1], limit: 50, offset: 300 };

  test.each([
    [{ offset: 350 }, 350],
    [{ limit: 100 }, 300],
    [{ file: 5 }, 300],
    [{ limit: 25, offset: 25, file: null }, 25],
    [{}, 300],
  ])('keeps the offset if the page size or the open file changes: %j', (changes, offset) => {
    expect(withChanges(page, changes)).toEqual({ ...page, ...changes, offset });
  });

  test.each<Partial<SearchParams>>([
    { datatype_id: [2] },
    { datatype_id: [1, 2] },
    { datatype_id__not: [2] },
    { include_children: true },
    { source_project_id: [70] },
    { source_project_id__not: [70] },
    { username: ['u'] },
    { username__not: ['u'] },
    { shares_datatype_id: [4] },
    { shares_source_project_id: [70] },
    { search: 's' },
    { tag: ['t'] },
    { tag__not: ['t'] },
    { ext: ['json'] },
    { ext__not: ['json'] },
    { created_start: '2022-01-01' },
    { created_end: '2022-01-01' },
    { id: [1] },
    { id__not: [1] },
    { ordering: 'created' },
    { source: 'sample' },
    { tag: ['t'], file: 4 },
  ])('returns to the first page if the query changes: %j', (changes) => {
    expect(withChanges(page, changes)).toEqual({ ...page, ...changes, offset: 0 });
  });

  test('covers every parameter, and does not change its arguments', () => {
    const before = structuredClone(page);
    for (const name of parameterNames) {
      const stays = ['limit', 'offset', 'file'].includes(name);
      expect(withChanges(page, { [name]: page[name] }).offset, name).toBe(stays ? 300 : 0);
    }
    expect(page).toEqual(before);
  });

  test('sets the offset if the changes contain one', () => {
    expect(withChanges(page, { search: 's', offset: 100 }).offset).toBe(100);
  });
});

describe('A day', () => {
  test('is every day of the calendar, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, date) => {
          const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
          const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
          const text = [
            String(year).padStart(4, '0'),
            String(month).padStart(2, '0'),
            String(date).padStart(2, '0'),
          ].join('-');
          expect(isCalendarDay(text), text).toBe(date >= 1 && date <= (days[month - 1] ?? 0));
        },
      ),
      { seed, numRuns: 1000 },
    );
  });
});

test('every parameter is in parameterNames', () => {
  expect(parameterNames).toEqual(Object.keys(defaultParams).toSorted(byPlace));
});

function byPlace(a: string, b: string): number {
  const place = (name: string) => parameterNames.findIndex((known) => known === name);
  return place(a) - place(b);
}
