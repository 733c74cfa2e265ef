import { act, renderHook } from '@testing-library/react';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { PREFIX, rereadStorage } from '../../src/session/persistedStore.ts';
import {
  addViews,
  formatViews,
  lastBeforeVisit,
  mergeViews,
  noteOpened,
  parseViews,
  removeView,
  renameView,
  type SavedView,
  savedViews,
  saveView,
  tidyName,
  useAreViewsPersisted,
  useSavedViews,
  viewAddress,
} from '../../src/session/savedViews.ts';
import { settings } from '../../src/session/settings.ts';
import {
  formatSearchParams,
  parameterNames,
  parseSearchParams,
} from '../../src/url/searchParams.ts';

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
        expect(parseViews(formatViews(views))).toEqual({ views, junk: [] });
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
        const { views } = parseViews(text);
        expect(parseViews(formatViews(views))).toEqual({ views, junk: [] });
      }),
    );
  });

  test.each([
    ['not JSON', 'This is not a JSON file.'],
    ['[]', 'The file contains no list of views.'],
    [
      '{"views": [{"name": "A", "address": ""}, 7, {"name": " ", "address": "?tag=a"}]}',
      'Entry 2 is not a saved view. Entry 3 is not a saved view.',
    ],
    [
      '{"views": [{"name": "A", "address": "javascript:alert(1)"}]}',
      'Entry 1 is not a saved view.',
    ],
  ])('that says %s is named for what it is', (text, sentence) => {
    expect(parseViews(text).junk.join(' ')).toBe(sentence);
  });

  test('keeps of an address what this page knows, be it whole or in another order', () => {
    const address =
      'https://elsewhere.example/x/?utm_source=mail&offset=200&username=me&file=3&limit=0&datatype_id=014#top';
    const { views } = parseViews(JSON.stringify({ views: [{ name: 'Mine', address }] }));
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

const KEY = `${PREFIX}saved-views`;
const songs: SavedView = { name: 'Songs', address: '?source_project_id=176', last: null };
const steps: SavedView = { name: 'Steps', address: '?tag=steps', last: null };

describe('The saved views of the browser', () => {
  beforeEach(() => {
    savedViews.update(() => ({ views: [], lastBefore: new Map() }));
    localStorage.clear();
    rereadStorage();
  });

  test('are saved, renamed, removed and restored', () => {
    const { result } = renderHook(useSavedViews);
    act(() => saveView(songs));
    act(() => saveView({ ...songs, name: 'Another name' }));
    expect(result.current).toEqual([songs]);
    expect(settings.getState().hasSavedViews).toBe(true);
    act(() => renameView(songs.address, ' What I\nlistened to '));
    act(() => renameView(songs.address, ' '));
    const renamed = { ...songs, name: 'What I listened to' };
    expect(result.current).toEqual([renamed]);
    expect(localStorage.getItem(KEY)).toBe(formatViews([renamed]));
    act(() => removeView(songs.address));
    expect(result.current).toEqual([]);
    expect(localStorage.getItem(KEY)).toBeNull();
    expect(settings.getState().hasSavedViews).toBe(false);
    act(() => saveView(renamed));
    expect(result.current).toEqual([renamed]);
  });

  test('tell what was found before this visit until it ends', () => {
    const before = { files: 28, counted: 'shown', opened: '2026-11-12T08:00:00.000Z' } as const;
    saveView({ ...songs, last: before });
    for (const files of [30, 31]) noteOpened(songs.address, { files, counted: 'either' });
    const [view = songs] = savedViews.getState().views;
    expect(view.last).toMatchObject({ files: 31, counted: 'either' });
    expect(lastBeforeVisit(view)).toEqual(before);
    expect(localStorage.getItem(KEY)).toBe(formatViews([view]));
    noteOpened('?tag=other', { files: 1, counted: 'either' });
    expect(savedViews.getState().views).toEqual([view]);
  });

  test('contain what another tab saves, even if no event has told about it', () => {
    saveView(songs);
    localStorage.setItem(KEY, formatViews([songs, steps]));
    expect(addViews([{ ...songs, name: 'Mine' }])).toBe(0);
    expect(savedViews.getState().views).toEqual([songs, steps]);
    expect(addViews([{ ...songs, address: '?tag=gps' }])).toBe(1);
    expect(parseViews(localStorage.getItem(KEY) ?? '').views).toHaveLength(3);
  });

  test('last for the visit if the storage is full, until there is space', () => {
    const { result } = renderHook(() => ({
      views: useSavedViews(),
      arePersisted: useAreViewsPersisted(),
    }));
    expect(result.current.arePersisted).toBe(true);
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    act(() => saveView(songs));
    expect(result.current).toEqual({ views: [songs], arePersisted: false });
    vi.restoreAllMocks();
    act(() => saveView(steps));
    expect(result.current).toEqual({ views: [songs, steps], arePersisted: true });
    expect(localStorage.getItem(KEY)).toBe(formatViews([songs, steps]));
  });

  test('are valid whatever the storage contains', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), kept.map(formatViews)), (text) => {
        localStorage.setItem(KEY, text);
        rereadStorage();
        const { views } = savedViews.getState();
        expect(parseViews(formatViews(views), Infinity)).toEqual({ views, junk: [] });
      }),
    );
  });
});
