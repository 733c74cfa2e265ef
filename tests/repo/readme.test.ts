import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  defaultParams,
  formatSearchParams,
  parameterNames,
  parseSearchParams,
  serialize,
} from '../../src/url/searchParams.ts';
import { tableAfter } from './markdown.ts';

const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');

describe('README.md', () => {
  test('has at most 1,500 words', () => {
    expect(readme.split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(1500);
  });
});

describe('The table of URL parameters', () => {
  const rows = tableAfter(readme, 'URL parameters').map(
    ([name = '', meaning = '', standard = '', example = '']) => ({
      name: name.slice(1, -1),
      meaning,
      standard,
      example: example.slice(1, -1),
    }),
  );

  test('has one row per parameter, in the order in which the app serializes them', () => {
    expect(rows.map(({ name }) => name)).toEqual(parameterNames);
    expect(rows.filter(({ meaning }) => meaning === '')).toEqual([]);
  });

  test('has the default values of an empty URL', () => {
    const { params } = parseSearchParams('');
    expect(params).toEqual(defaultParams);
    const literal = Object.fromEntries(
      rows.flatMap(({ name, standard }) => {
        const value = /^`(.*)`$/.exec(standard)?.[1];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    expect(literal).toEqual({
      include_children: 'False',
      limit: String(params.limit),
      offset: String(params.offset),
    });
    for (const [name, value] of Object.entries(literal)) {
      expect(parseSearchParams(`?${name}=${value}`)).toEqual({ params, warnings: [] });
    }
  });

  test.each(rows)(
    'has an example of $name that the app parses and serializes',
    ({ name, example }) => {
      const { params, warnings } = parseSearchParams(`?${example}`);
      expect(warnings).toEqual([]);
      const named = parameterNames.filter((each) => serialize(params, each) !== null);
      expect(named).toEqual([name]);
      expect(formatSearchParams(params)).toBe(`?${example}`);
    },
  );
});
