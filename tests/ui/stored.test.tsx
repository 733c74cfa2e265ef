import { describe, expect, test, vi } from 'vitest';
import { adoptBareKeys } from '../../src/ui/adoptBareKeys.ts';
import { readStored, writeStored } from '../../src/ui/stored.ts';

const PREFIX = 'open-humans-data-explorer:';

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
  ['saved-views', '{"views":[{"name":"All","address":"","last":null}]}'],
] as const;

/** What another project may keep under the same keys. */
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
  ['saved-views', '{"views":[]}'],
  ['saved-views', '{"views":[{"name":"x","address":"javascript:alert(1)"}]}'],
  ['saved-views', '[{"name":"x"}]'],
  ['saved-views', 'null'],
  ['other', 'dark'],
] as const;

describe('A text that the page keeps', () => {
  test('has a key that no other project of the origin uses', () => {
    writeStored('theme', 'light');
    expect(Object.entries(localStorage)).toEqual([[`${PREFIX}theme`, 'light']]);
    expect(readStored('theme')).toBe('light');
    writeStored('theme', null);
    expect(localStorage.length).toBe(0);
  });

  test('is not what another project keeps under the bare key', () => {
    localStorage.setItem('theme', 'dark');
    expect(readStored('theme')).toBeNull();
    writeStored('theme', null);
    expect(localStorage.getItem('theme')).toBe('dark');
  });
});

describe('Texts under the keys of earlier releases', () => {
  test.each(ours)('move to the new key, once: %s %s', (key, text) => {
    localStorage.setItem(key, text);
    adoptBareKeys();
    expect(Object.entries(localStorage)).toEqual([[PREFIX + key, text]]);
    expect(readStored(key)).toBe(text);
    adoptBareKeys();
    expect(Object.entries(localStorage)).toEqual([[PREFIX + key, text]]);
  });

  test.each(foreign)('stay where they are if they are not ours: %s %s', (key, text) => {
    localStorage.setItem(key, text);
    adoptBareKeys();
    expect(Object.entries(localStorage)).toEqual([[key, text]]);
    expect(readStored(key)).toBeNull();
  });

  test.each(ours)('never replace a newer text: %s %s', (key, text) => {
    localStorage.setItem(key, text);
    localStorage.setItem(PREFIX + key, 'newer');
    adoptBareKeys();
    expect(localStorage.getItem(PREFIX + key)).toBe('newer');
    expect(localStorage.getItem(key)).toBe(text);
  });

  test('stay and are used for this visit where the storage is full', () => {
    localStorage.setItem('saved-views', views);
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    adoptBareKeys();
    expect(readStored('saved-views')).toBe(views);
    expect(Object.entries(localStorage)).toEqual([['saved-views', views]]);
    vi.restoreAllMocks();
    // The next visit tries again.
    adoptBareKeys();
    expect(Object.entries(localStorage)).toEqual([[`${PREFIX}saved-views`, views]]);
  });

  test('do no harm where storage is forbidden', () => {
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('forbidden', 'SecurityError');
    });
    adoptBareKeys();
    expect(readStored('theme')).toBeNull();
  });
});
