import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createPersistedStore,
  followOtherTabs,
  isPersisted,
  type PersistedStore,
  PREFIX,
  rereadStorage,
} from '../../src/session/persistedStore.ts';

interface State {
  colour: string;
  size: { value: number };
  /** In memory only. */
  opened: number;
  hasOther: boolean;
}

function createTestStore(): PersistedStore<State> {
  return createPersistedStore<State>(
    { colour: 'red', size: { value: 0 }, opened: 0, hasOther: false },
    {
      colour: {
        parse: (text) => ({ colour: text ?? 'red' }),
        serialize: ({ colour }) => (colour === 'red' ? null : colour),
      },
      size: {
        parse: (text) => ({ size: { value: Number(text) || 0 } }),
        serialize: ({ size }) => String(size.value),
      },
      other: { parse: (text) => ({ hasOther: text !== null }) },
    },
  );
}

let store = createTestStore();

beforeEach(() => {
  store = createTestStore();
});

// Removes what the storage did not take.
afterEach(() => {
  vi.restoreAllMocks();
  store.update(() => ({ colour: 'blue', size: { value: -1 } }));
});

function storeInOtherTab(key: string, text: string | null): void {
  if (text === null) localStorage.removeItem(PREFIX + key);
  else localStorage.setItem(PREFIX + key, text);
}

function forbidStorage(): void {
  vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError');
  });
}

describe('A persisted store', () => {
  test('has keys that no other project of the origin uses, and writes only those that change', () => {
    localStorage.setItem('colour', 'green');
    expect(store.getState().colour).toBe('red');
    store.update(() => ({ colour: 'blue', opened: 1 }));
    expect(store.getState()).toMatchObject({ colour: 'blue', opened: 1 });
    store.update(({ opened }) => ({ opened: opened + 1 }));
    expect(Object.fromEntries(Object.entries(localStorage))).toEqual({
      colour: 'green',
      [`${PREFIX}colour`]: 'blue',
    });
    store.update(() => ({ colour: 'red' }));
    expect(Object.entries(localStorage)).toEqual([['colour', 'green']]);
  });

  test('has what was stored before', () => {
    storeInOtherTab('colour', 'blue');
    storeInOtherTab('size', '7');
    storeInOtherTab('other', '');
    expect(createTestStore().getState()).toEqual({
      colour: 'blue',
      size: { value: 7 },
      opened: 0,
      hasOther: true,
    });
  });

  test('shares its keys with other stores of the page', () => {
    const second = createTestStore();
    store.update(() => ({ colour: 'blue', size: { value: 3 } }));
    expect(second.getState()).toMatchObject({ colour: 'blue', size: { value: 3 } });
  });

  test('keeps the objects of the keys that have not changed, and notifies only of changes', () => {
    const { size } = store.getState();
    const listener = vi.fn<() => void>();
    store.subscribe(listener);
    store.update(() => ({ colour: 'blue' }));
    expect(listener).toHaveBeenCalledTimes(1);
    rereadStorage();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.getState().size).toBe(size);
  });

  test('follows other tabs', () => {
    followOtherTabs();
    storeInOtherTab('colour', 'green');
    window.dispatchEvent(new StorageEvent('storage', { key: `${PREFIX}colour` }));
    expect(store.getState().colour).toBe('green');
    storeInOtherTab('colour', null);
    window.dispatchEvent(new StorageEvent('storage', { key: null }));
    expect(store.getState().colour).toBe('red');
    storeInOtherTab('colour', 'blue');
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(store.getState().colour).toBe('blue');
  });

  test('changes what another tab has stored last', () => {
    storeInOtherTab('size', '5');
    store.update(({ size }) => ({ size: { value: size.value + 1 } }));
    expect(localStorage.getItem(`${PREFIX}size`)).toBe('6');
  });

  test('works for the visit if the storage is full', () => {
    storeInOtherTab('colour', 'green');
    rereadStorage();
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    store.update(() => ({ colour: 'blue' }));
    expect(store.getState().colour).toBe('blue');
    expect([isPersisted('colour'), isPersisted('size')]).toEqual([false, true]);
    // Neither another tab nor another store of the page replaces it.
    rereadStorage();
    expect(store.getState().colour).toBe('blue');
    expect(createTestStore().getState().colour).toBe('blue');
    expect(localStorage.getItem(`${PREFIX}colour`)).toBe('green');
    vi.restoreAllMocks();
    store.update(() => ({ colour: 'black' }));
    expect(isPersisted('colour')).toBe(true);
    expect(localStorage.getItem(`${PREFIX}colour`)).toBe('black');
  });

  test('works for the visit if the storage is forbidden', () => {
    forbidStorage();
    const visit = createTestStore();
    expect(visit.getState().colour).toBe('red');
    expect(isPersisted('colour')).toBe(false);
    visit.update(() => ({ colour: 'blue' }));
    visit.update(() => ({ size: { value: 2 } }));
    visit.update(() => ({ colour: 'red' }));
    expect(visit.getState()).toMatchObject({ colour: 'red', size: { value: 2 } });
  });

  test('knows whether its state was persisted when it notifies of it', () => {
    const seen: boolean[] = [];
    store.subscribe(() => seen.push(isPersisted('colour')));
    store.update(() => ({ colour: 'green' }));
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    store.update(() => ({ colour: 'black' }));
    expect(seen).toEqual([true, false]);
  });
});
