import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatSearchParams,
  parameterNames,
  parseSearchParams,
} from '../../../src/url/searchParams.ts';
import {
  describeChange,
  formatViews,
  mergeViews,
  readViews,
  type SavedView,
  tidyName,
  viewAddress,
} from '../../../src/features/savedViews/savedViews.ts';

/** Query strings of any kind: ours with good and bad values, others, and noise. */
const query = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...parameterNames), fc.string()),
      fc.oneof(
        fc.nat().map(String),
        fc.string(),
        fc.constantFrom('True', '-created', '2022-11-15'),
      ),
    ),
    { maxLength: 6 },
  )
  .map((pairs) => `?${new URLSearchParams(pairs).toString()}`);

const last = fc.option(
  fc.record({
    files: fc.nat(),
    counted: fc.constantFrom('listed', 'shown', 'either'),
    opened: fc
      .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  }),
);

/** Views as they are kept: their addresses in one form, each once. */
const kept = fc
  .array(
    fc.record({
      name: fc
        .string({ unit: 'grapheme', minLength: 1 })
        .map(tidyName)
        .filter((name) => name !== ''),
      address: query.map((search) => viewAddress(parseSearchParams(search).params)),
      last,
    }),
    { maxLength: 8 },
  )
  .map((views): SavedView[] => mergeViews([], views));

const addresses = (views: readonly SavedView[]) => views.map(({ address }) => address);

describe('The address of a view', () => {
  test('is the one form of what is asked, without page and open file', () => {
    fc.assert(
      fc.property(query, (search) => {
        const address = viewAddress(parseSearchParams(search).params);
        const { params, warnings } = parseSearchParams(address);
        expect(warnings).toEqual([]);
        expect(params).toMatchObject({ offset: 0, file: null });
        expect(formatSearchParams(params)).toBe(address);
        expect(viewAddress(params)).toBe(address);
        for (const name of new URLSearchParams(address).keys())
          expect(parameterNames).toContain(name);
      }),
    );
  });
});

describe('A file of saved views', () => {
  test('brings back exactly what was written', () => {
    fc.assert(
      fc.property(kept, (views) => {
        expect(readViews(formatViews(views))).toEqual({ views, junk: [] });
      }),
    );
  });

  test('may be anything: nothing throws, and what is read is well-formed', () => {
    const junk = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify({ views: value })),
      fc
        .array(
          fc.record(
            {
              name: fc.jsonValue(),
              address: fc.oneof(query, fc.jsonValue()),
              last: fc.jsonValue(),
            },
            { requiredKeys: [] },
          ),
        )
        .map((views) => JSON.stringify({ views })),
    );
    fc.assert(
      fc.property(junk, (text) => {
        const { views } = readViews(text);
        expect(readViews(formatViews(views))).toEqual({ views, junk: [] });
      }),
    );
  });

  test.each([
    ['not JSON', 'This is no JSON file.'],
    ['[]', 'There is no list of views in it.'],
    [
      '{"views": [{"name": "A", "address": ""}, 7, {"name": " ", "address": "?tag=a"}]}',
      'Entry 2 is no saved view. Entry 3 is no saved view.',
    ],
    ['{"views": [{"name": "A", "address": "javascript:alert(1)"}]}', 'Entry 1 is no saved view.'],
  ])('that says %s is named for what it is', (text, sentence) => {
    expect(readViews(text).junk.join(' ')).toBe(sentence);
  });

  test('keeps of an address what this page knows, be it whole or in another order', () => {
    const address =
      'https://elsewhere.example/x/?utm_source=mail&offset=200&username=me&file=3&limit=0&datatype_id=014#top';
    const { views } = readViews(JSON.stringify({ views: [{ name: 'Mine', address }] }));
    expect(views).toEqual([{ name: 'Mine', address: '?datatype_id=14&username=me', last: null }]);
  });
});

describe('Merging', () => {
  test('loses nothing, doubles nothing, and keeps my names', () => {
    fc.assert(
      fc.property(kept, kept, (mine, theirs) => {
        const merged = mergeViews(mine, theirs);
        expect(new Set(addresses(merged))).toEqual(
          new Set([...addresses(mine), ...addresses(theirs)]),
        );
        expect(new Set(addresses(merged)).size).toBe(merged.length);
        for (const view of mine) {
          const now = merged.find(({ address }) => address === view.address);
          expect(now?.name).toBe(view.name);
          // Nothing older takes the place of what is known.
          expect((now?.last?.opened ?? '') >= (view.last?.opened ?? '')).toBe(true);
        }
        expect(mergeViews(merged, theirs)).toEqual(merged);
        expect(mergeViews(merged, mine)).toEqual(merged);
      }),
    );
  });
});

describe('The news of a view', () => {
  const opened = '2026-11-12T08:00:00.000Z';
  test.each([
    [28, 31, /^3 new since .*2026/],
    [31, 31, /^no new files since .*2026/],
    [43, 31, /^12 fewer since .*2026/],
  ])('from %i to %i files', (files, now, words) => {
    expect(
      describeChange({ files, counted: 'shown', opened }, { files: now, counted: 'either' }),
    ).toMatch(words);
  });

  test('are not told where the numbers count different things, or nothing was counted', () => {
    const now = { files: 30, counted: 'shown' } as const;
    expect(describeChange({ files: 31, counted: 'listed', opened }, now)).toBeNull();
    expect(describeChange(null, now)).toBeNull();
  });
});
