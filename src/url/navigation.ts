import { useSyncExternalStore } from 'react';
import {
  withChanges,
  formatSearchParams,
  type ParsedParams,
  parseSearchParams,
  type SearchParams,
} from './searchParams.ts';
import { focusHeading } from '../ui/focus.ts';

// Browsers fire no event for `pushState` and `replaceState`, so `navigate` calls the listeners.
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

let parsed = { search: '', address: parseSearchParams('') };

/** The parameters of the current URL. Returns the same object until the URL changes. */
export function currentParams(): ParsedParams {
  const { search } = window.location;
  if (search !== parsed.search) parsed = { search, address: parseSearchParams(search) };
  return parsed.address;
}

/** The parameters of the current URL, which is their only owner. */
export function useSearchParams(): ParsedParams {
  return useSyncExternalStore(subscribe, currentParams);
}

/** The URL with `changes`, relative to the current one: a query string, or a path if there is none. */
export function hrefFor(changes: Partial<SearchParams>): string {
  const current = window.location.search;
  const search = formatSearchParams(withChanges(currentParams().params, changes), current);
  // Only the last segment of the path: a path that begins with `//` would lead to another host.
  return search === '' ? `./${window.location.pathname.split('/').at(-1) ?? ''}` : search;
}

/**
 * Navigates to the URL with `changes`. `push` adds a history entry, so that Back undoes the change; `replace`, for
 * typing and scrolling, does not.
 */
export function navigate(changes: Partial<SearchParams>, how: 'push' | 'replace' = 'push'): void {
  const target = new URL(hrefFor(changes), window.location.href);
  if (target.search === window.location.search) return;
  // Opening or closing the details scrolls no row.
  const isSamePlace = Object.keys(changes).every((name) => name === 'file');
  if (how === 'push' || isSamePlace) keepScroll();
  else forgetScroll();
  const state: unknown = isSamePlace ? window.history.state : null;
  if (how === 'push') window.history.pushState(state, '', target);
  else window.history.replaceState(state, '', target);
  for (const listener of listeners) listener();
}

/** How long scrolling must pause, in ms, before its position is stored in the history. */
const REST_MS = 150;
let scroll: { top: number; timer: ReturnType<typeof setTimeout> } | null = null;

/** Stores the scroll position of the rows, in CSS pixels, in the current history entry. */
export function rememberScroll(top: number): void {
  forgetScroll();
  scroll = { top, timer: setTimeout(keepScroll, REST_MS) };
}

// The previous history entry must not get the position of the next one.
window.addEventListener('popstate', forgetScroll);

function forgetScroll(): void {
  if (scroll !== null) clearTimeout(scroll.timer);
  scroll = null;
}

function keepScroll(): void {
  if (scroll !== null) window.history.replaceState({ scrollTop: scroll.top }, '');
  forgetScroll();
}

/** The scroll position of the rows in the current history entry, in CSS pixels; 0 for a new entry. */
export function recallScroll(): number {
  if (scroll !== null) return scroll.top;
  const state: unknown = window.history.state;
  if (typeof state !== 'object' || state === null || !('scrollTop' in state)) return 0;
  return typeof state.scrollTop === 'number' ? state.scrollTop : 0;
}

/** Navigates to the URL without a filter, from a button that disappears with the filter. */
export function removeFilter(without: Partial<SearchParams>): void {
  navigate(without);
  focusHeading();
}
