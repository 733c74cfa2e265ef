import { createStore, type StoreApi } from 'zustand/vanilla';

/** All pages of an origin share its storage; on GitHub Pages, for example, all projects of a user. */
export const PREFIX = 'open-humans-data-explorer:';

/**
 * Texts by key that the browser did not store, because its storage is forbidden or full; null for a key that it did not
 * remove. They last for this visit. Every write and every change in another tab updates this store, and all persisted
 * stores subscribe to it.
 */
const unpersisted = createStore<ReadonlyMap<string, string | null>>(() => new Map());

function readText(key: string): string | null {
  const text = unpersisted.getState().get(key);
  if (text !== undefined) return text;
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/** Stores a text, or removes it with null. Never throws. */
export function writeText(key: string, text: string | null): void {
  const texts = new Map(unpersisted.getState());
  try {
    if (text === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, text);
    texts.delete(key);
  } catch {
    texts.set(key, text);
  }
  unpersisted.setState(texts, true);
}

/** Whether the browser stores what was last written under a key, and allows the page to use its storage at all. */
export function isPersisted(key: string): boolean {
  try {
    return !unpersisted.getState().has(key) && localStorage.length >= 0;
  } catch {
    return false;
  }
}

/** Makes all persisted stores read the storage again. */
export function rereadStorage(): void {
  unpersisted.setState(new Map(unpersisted.getState()), true);
}

/** Follows what other tabs store. */
export function followOtherTabs(): void {
  window.addEventListener('storage', rereadStorage);
  // A page in the back/forward cache gets no events.
  window.addEventListener('pageshow', rereadStorage);
}

/** How a key of the storage contributes to a state. */
interface Entry<State> {
  /** Gives the properties that the key holds. Accepts any text, and null if there is none; never throws. */
  parse: (text: string | null) => Partial<State>;
  /** The text to store; null to remove the key. Without this function, the store only reads the key. */
  serialize?: (state: State) => string | null;
}

export interface PersistedStore<State> extends Pick<
  StoreApi<State>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  /** Changes the state, and stores the keys that change. `change` gets what this or another tab has stored last. */
  update: (change: (state: State) => Partial<State>) => void;
}

/**
 * Creates a store whose properties, as far as `entries` has keys for them, persist in the browser's storage. Another tab
 * may run another release, so the store writes no key whose properties have not changed.
 */
export function createPersistedStore<State extends object>(
  initial: State,
  entries: Readonly<Record<string, Entry<State>>>,
): PersistedStore<State> {
  const { setState, ...store } = createStore<State>(() => initial);
  const texts = new Map<string, string | null>();
  const refresh = () => {
    const changes: Partial<State> = {};
    for (const [key, { parse }] of Object.entries(entries)) {
      const text = readText(key);
      // Unchanged texts are not parsed again, so their properties remain the same objects.
      if (text === texts.get(key)) continue;
      texts.set(key, text);
      Object.assign(changes, parse(text));
    }
    if (Object.keys(changes).length > 0) setState(changes);
  };
  refresh();
  unpersisted.subscribe(refresh);
  return {
    ...store,
    update: (change) => {
      refresh();
      const before = store.getState();
      const after = { ...before, ...change(before) };
      for (const [key, { serialize }] of Object.entries(entries)) {
        const text = serialize?.(after);
        if (text === undefined || text === serialize?.(before)) continue;
        texts.set(key, text);
        writeText(key, text);
      }
      setState(after, true);
    },
  };
}
