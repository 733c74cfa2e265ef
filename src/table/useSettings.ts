import { useSyncExternalStore } from 'react';
import { parseSettings, type Settings } from './settings.ts';

const KEY = 'table';
const listeners = new Set<() => void>();
let settings = parseSettings(remembered());

/** How the reader likes the table. Synchronised with the browser's storage, where other tabs write too. */
export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, currentSettings);
}

export function currentSettings(): Settings {
  return settings;
}

export function changeSettings(changed: Settings): void {
  settings = changed;
  try {
    localStorage.setItem(KEY, JSON.stringify(changed));
  } catch {
    // Storage may be forbidden; then the settings last for this visit.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', follow);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('storage', follow);
  };
}

function follow({ key, newValue }: StorageEvent): void {
  // Without a key, all that was stored is gone.
  if (key !== KEY && key !== null) return;
  settings = parseSettings(newValue);
  for (const listener of listeners) listener();
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
