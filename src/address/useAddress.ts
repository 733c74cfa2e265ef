import { useSyncExternalStore } from 'react';
import { type Address, change, formatAddress, parseAddress } from './address.ts';
import type { Asked } from './parameters.ts';

// `pushState` and `replaceState` tell nobody, so whoever goes somewhere tells the page.
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

let parsed = { search: '', address: parseAddress('') };

/** What the address asks for at this moment; the same object for as long as the address stays. */
export function currentAddress(): Address {
  const { search } = window.location;
  if (search !== parsed.search) parsed = { search, address: parseAddress(search) };
  return parsed.address;
}

/** What the address asks for. The address is the only owner of that. */
export function useAddress(): Address {
  return useSyncExternalStore(subscribe, currentAddress);
}

/** The address (query string, or `./` for none) that asks for `changes` on top of what is asked now. */
export function addressWith(changes: Partial<Asked>): string {
  const current = window.location.search;
  const search = formatAddress(change(currentAddress().asked, changes), current);
  return search === '' ? window.location.pathname : search;
}

/**
 * Goes to the address with `changes`. A deliberate change (`push`) is a step that Back undoes;
 * typing replaces the address it grew out of.
 */
export function go(changes: Partial<Asked>, how: 'push' | 'replace' = 'push'): void {
  const target = new URL(addressWith(changes), window.location.href);
  if (target.search === window.location.search) return;
  if (how === 'push') window.history.pushState(null, '', target);
  else window.history.replaceState(null, '', target);
  for (const listener of listeners) listener();
}

/** Keeps how far the rows are scrolled with this step of the history, in CSS pixels. */
export function rememberScroll(top: number): void {
  window.history.replaceState({ scrollTop: top }, '');
}

/** How far the rows were scrolled when this step of the history was left; 0 for a new step. */
export function recallScroll(): number {
  const state: unknown = window.history.state;
  if (typeof state !== 'object' || state === null || !('scrollTop' in state)) return 0;
  return typeof state.scrollTop === 'number' ? state.scrollTop : 0;
}
