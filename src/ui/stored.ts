import { useMemo, useSyncExternalStore } from 'react';

// What this browser did not take: it is remembered for this visit all the same.
const unkept = new Map<string, string | null>();
const listeners = new Set<() => void>();

/** Pages of one origin share its storage: every project of a GitHub Pages user, for example. */
export const PREFIX = 'open-humans-data-explorer:';

/**
 * The text that this browser keeps for the page under `key`; null where it keeps none. Never
 * throws: storage may be forbidden. Whoever reads it must not trust it.
 */
export function readStored(key: string): string | null {
  const own = unkept.get(key);
  if (own !== undefined) return own;
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/**
 * Keeps `text` under `key`, or drops what is there with null, and tells whoever follows it. Where
 * the storage is forbidden or full, the text lasts for this visit: `isKept` says so.
 */
export function writeStored(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, text);
    unkept.delete(key);
  } catch {
    unkept.set(key, text);
  }
  for (const listener of listeners) listener();
}

/**
 * Moves what an earlier release kept under the bare `key`. Another project may use the same key, so
 * only a text that `isOurs` moves; any other stays where it is. A text under the new key is newer and
 * stays. Where the storage is full, the old text stays and is used for this visit.
 */
export function adoptBareKey(key: string, isOurs: (text: string) => boolean): void {
  try {
    const text = localStorage.getItem(key);
    if (text === null || !isOurs(text) || localStorage.getItem(PREFIX + key) !== null) return;
    writeStored(key, text);
    if (!unkept.has(key)) localStorage.removeItem(key);
  } catch {
    // Storage is forbidden: it holds nothing.
  }
}

/** Calls `listener` when anything kept changes, here or in another tab; gives how to stop that. */
export function followStored(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/**
 * What is kept under `key`, as `parse` understands it: from anything, even null or junk, without
 * throwing. `parse` must be the same function each time.
 */
export function useStored<Value>(key: string, parse: (text: string | null) => Value): Value {
  const text = useSyncExternalStore(followStored, () => readStored(key));
  return useMemo(() => parse(text), [text, parse]);
}

/** Whether what is under `key` will be there the next time. */
export function useIsKept(key: string): boolean {
  return useSyncExternalStore(followStored, () => isKept(key));
}

function isKept(key: string): boolean {
  try {
    return !unkept.has(key) && localStorage.length >= 0;
  } catch {
    return false;
  }
}
