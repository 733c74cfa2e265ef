import { expect, test } from 'vitest';
import { nothingAsked } from '../../src/url/searchParams.ts';
import { isFiltered, noFilters } from '../../src/domain/filters.ts';
import { needsWholeList } from '../../src/retrieval/strategy.ts';
import { questionOf } from '../../src/url/fileQuery.ts';

test('a question is the same whatever source answers it and whichever details are open', () => {
  const question = questionOf({ ...nothingAsked, source: 'live', file: 7 });
  expect(question).toEqual({ filters: noFilters, limit: 100, offset: 0, ordering: null });
  expect(isFiltered(question.filters)).toBe(false);
  expect(needsWholeList(question)).toBe(false);
});

test('in one scroll, a question is about the page that the first row in sight is on', () => {
  const pages = [0, 1, 99, 100, 199, 8025, 9_999_999].map((offset) => {
    const question = questionOf({ ...nothingAsked, limit: 'all', offset });
    expect(question.limit).toBe(100);
    return question.offset;
  });
  expect(pages).toEqual([0, 0, 0, 100, 100, 8000, 9_999_900]);
  expect(questionOf({ ...nothingAsked, limit: 50, offset: 99 })).toMatchObject({
    limit: 50,
    offset: 99,
  });
});
