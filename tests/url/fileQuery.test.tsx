import { expect, test } from 'vitest';
import { defaultParams, fileQueryOf } from '../../src/url/searchParams.ts';
import { isFiltered, noFilters } from '../../src/domain/filters.ts';
import { needsFullList } from '../../src/retrieval/strategy.ts';

test('a query does not depend on the source or the open details', () => {
  const fileQuery = fileQueryOf({ ...defaultParams, source: 'live', file: 7 });
  expect(fileQuery).toEqual({ filters: noFilters, limit: 100, offset: 0, ordering: null });
  expect(isFiltered(fileQuery.filters)).toBe(false);
  expect(needsFullList(fileQuery)).toBe(false);
});

test('in one scroll, a query is for the page with the first visible row', () => {
  const pages = [0, 1, 99, 100, 199, 8025, 9_999_999].map((offset) => {
    const fileQuery = fileQueryOf({ ...defaultParams, limit: 'all', offset });
    expect(fileQuery.limit).toBe(100);
    return fileQuery.offset;
  });
  expect(pages).toEqual([0, 0, 0, 100, 100, 8000, 9_999_900]);
  expect(fileQueryOf({ ...defaultParams, limit: 50, offset: 99 })).toMatchObject({
    limit: 50,
    offset: 99,
  });
});
