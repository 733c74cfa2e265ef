import { expect, test } from 'vitest';
import { nothingAsked } from '../../src/address/parameters.ts';
import { isFiltered, noFilters } from '../../src/listing/filters.ts';
import { needsWholeList } from '../../src/listing/route.ts';
import { questionOf } from '../../src/address/questionOf.ts';

test('a question is the same whatever source answers it and whichever details are open', () => {
  const question = questionOf({ ...nothingAsked, source: 'live', file: 7 });
  expect(question).toEqual({ filters: noFilters, limit: 100, offset: 0, ordering: null });
  expect(isFiltered(question.filters)).toBe(false);
  expect(needsWholeList(question)).toBe(false);
});
