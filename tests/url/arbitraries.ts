import fc from 'fast-check';
import type { SearchParams } from '../../src/url/searchParams.ts';
import { orderingFields } from '../../src/domain/filters.ts';
import { ascending } from '../domain/arbitraries.ts';

const specialParts = [
  '&',
  '#',
  '+',
  '%',
  '=',
  '?',
  '%26',
  ' ',
  '\u00a0',
  '\n',
  '\0',
  'é',
  'e\u0301',
  '健康',
  '🧬',
  'datatype_id=1',
  '__proto__',
  'a',
  '.',
  ';',
  '"',
  "'",
  '<b>',
  '\ufeff',
  '\u202e',
  ',',
  ',',
  '\\',
  '\\',
  '\\,',
  '%2C',
  '%5C',
];

/** Text with characters that are special in URLs. */
export const specialText = fc.oneof(
  fc.array(fc.constantFrom(...specialParts), { maxLength: 6 }).map((parts) => parts.join('')),
  // Whole characters only: a URL cannot contain a lone surrogate.
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 8 }),
);
const someText = specialText.filter((text) => text.trim() !== '');
const extension = specialText.map((text) =>
  text
    .replace(/^[\s.]+/, '')
    .toLowerCase()
    .trim(),
);
export const id = fc.oneof(fc.nat(), fc.maxSafeNat());
const day = fc
  .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** The values of one filter: up to four. */
function list<Value extends number | string>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> {
  return fc.array(value, { maxLength: 4 }).map((some) => ascending(some));
}
const ids = list(id);
const texts = list(someText);
const extensions = list(extension.filter((text) => text !== ''));

/** Any parameters that a URL of the page can contain. */
export const anyParams: fc.Arbitrary<SearchParams> = fc.record({
  datatype_id: ids,
  datatype_id__not: ids,
  include_children: fc.boolean(),
  source_project_id: ids,
  source_project_id__not: ids,
  username: texts,
  username__not: texts,
  shares_datatype_id: ids,
  shares_source_project_id: ids,
  search: fc.oneof(fc.constant(''), someText),
  tag: texts,
  tag__not: texts,
  ext: extensions,
  ext__not: extensions,
  id: ids,
  id__not: ids,
  created_start: fc.option(day),
  created_end: fc.option(day),
  ordering: fc.option(
    fc
      .tuple(fc.constantFrom('' as const, '-' as const), fc.constantFrom(...orderingFields))
      .map(([sign, field]) => `${sign}${field}` as const),
  ),
  limit: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.constant('all' as const)),
  offset: id,
  file: fc.option(id),
  source: fc.option(fc.constantFrom('live' as const, 'sample' as const)),
});
