import { beforeEach, describe, expect, test, vi } from 'vitest';
import { adoptBareKeys } from '../../src/session/adoptBareKeys.ts';
import { PREFIX, rereadStorage } from '../../src/session/persistedStore.ts';
import { savedViews } from '../../src/session/savedViews.ts';
import { settings } from '../../src/session/settings.ts';

/** What earlier releases wrote, by key. */
const table = JSON.stringify({
  density: 'compact',
  order: ['file', 'tags', 'download'],
  wanted: { tags: true },
  widths: {},
});
const views = JSON.stringify({
  about: 'Saved views of the Open Humans Data Explorer: names and addresses, no data.',
  views: [{ name: 'Songs', address: '?source_project_id=176', last: null }],
});
const ours = [
  ['theme', 'dark'],
  ['theme', 'system'],
  ['overview', 'open'],
  ['overview', 'closed'],
  ['welcomed', 'yes'],
  ['shortcuts', 'off'],
  ['table', table],
  ['saved-views', views],
  ['saved-views', `${JSON.stringify(JSON.parse(views), null, 2)}\n`],
] as const;

/** What another project may store under the same keys. */
const foreign = [
  ['theme', 'purple'],
  ['theme', '"dark"'],
  ['theme', ''],
  ['overview', '{"open":true}'],
  ['welcomed', 'true'],
  ['shortcuts', '{"save":"ctrl+s"}'],
  ['table', '{"density":"compact"}'],
  ['table', '{"density": "comp'],
  ['table', '[]'],
  ['table', '{"density":"compact","order":[],"wanted":{},"widths":{}}'],
  ['saved-views', '{"views":[]}'],
  ['saved-views', '{"views":[{"name":"x","address":"javascript:alert(1)"}]}'],
  ['saved-views', '[{"name":"x"}]'],
  ['saved-views', 'null'],
  ['other', 'dark'],
] as const;

beforeEach(rereadStorage);

describe('A text under a key of an earlier release', () => {
  test.each(ours)('moves to the new key, once: %s %s', (key, text) => {
    localStorage.setItem(key, text);
    adoptBareKeys();
    expect(Object.entries(localStorage)).toEqual([[PREFIX + key, text]]);
    adoptBareKeys();
    expect(Object.entries(localStorage)).toEqual([[PREFIX + key, text]]);
  });

  test('is in the stores as soon as it has moved', () => {
    for (const [key, text] of [...ours].toReversed()) localStorage.setItem(key, text);
    localStorage.setItem('overview', 'open');
    adoptBareKeys();
    expect(settings.getState()).toMatchObject({
      theme: 'dark',
      isOverviewOpen: true,
      isWelcomeDismissed: true,
      areShortcutsOn: false,
      hasSavedViews: true,
    });
    expect(settings.getState().table).toEqual({
      density: 'compact',
      columnOrder: ['file', 'tags', 'download'],
      columnVisibility: { tags: true },
      columnSizing: {},
    });
    expect(savedViews.getState().views.map(({ name }) => name)).toEqual(['Songs']);
  });

  test.each(foreign)('stays if another project has stored it: %s %s', (key, text) => {
    const before = settings.getState();
    localStorage.setItem(key, text);
    adoptBareKeys();
    expect(Object.entries(localStorage)).toEqual([[key, text]]);
    expect(settings.getState()).toBe(before);
  });

  test.each(ours)('never replaces a newer text: %s %s', (key, text) => {
    localStorage.setItem(key, text);
    localStorage.setItem(PREFIX + key, 'newer');
    adoptBareKeys();
    expect(localStorage.getItem(PREFIX + key)).toBe('newer');
    expect(localStorage.getItem(key)).toBe(text);
  });

  test('stays if the storage is full, is used for this visit, and moves in the next one', () => {
    localStorage.setItem('saved-views', views);
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    adoptBareKeys();
    expect(savedViews.getState().views).toHaveLength(1);
    expect(Object.entries(localStorage)).toEqual([['saved-views', views]]);
    vi.restoreAllMocks();
    adoptBareKeys();
    expect(Object.entries(localStorage)).toEqual([[`${PREFIX}saved-views`, views]]);
  });

  test('does no harm if the storage is forbidden', () => {
    const before = settings.getState();
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('forbidden', 'SecurityError');
    });
    adoptBareKeys();
    expect(settings.getState()).toBe(before);
  });
});
