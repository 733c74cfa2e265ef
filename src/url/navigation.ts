import { useSyncExternalStore } from 'react';
import {
  change,
  formatSearchParams,
  type ParsedParams,
  parseSearchParams,
  type SearchParams,
} from './searchParams.ts';
import { focusHeading } from '../ui/focus.ts';

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

let parsed = { search: '', address: parseSearchParams('') };

/** What the address asks for at this moment; the same object for as long as the address stays. */
export function currentParams(): ParsedParams {
  const { search } = window.location;
  if (search !== parsed.search) parsed = { search, address: parseSearchParams(search) };
  return parsed.address;
}

/** What the address asks for. The address is the only owner of that. */
export function useSearchParams(): ParsedParams {
  return useSyncExternalStore(subscribe, currentParams);
}

/** The address (query string, or `./` for none) that asks for `changes` on top of what is asked now. */
export function hrefFor(changes: Partial<SearchParams>): string {
  const current = window.location.search;
  const search = formatSearchParams(change(currentParams().params, changes), current);
  // Only the last part of the path: one that begins with `//` would lead to another host.
  return search === '' ? `./${window.location.pathname.split('/').at(-1) ?? ''}` : search;
}

/**
 * Goes to the address with `changes`. A deliberate change (`push`) is a step that Back undoes;
 * typing replaces the address it grew out of.
 */
export function navigate(changes: Partial<SearchParams>, how: 'push' | 'replace' = 'push'): void {
  const target = new URL(hrefFor(changes), window.location.href);
  if (target.search === window.location.search) return;
  // Opening or leaving details moves no row: the place is the same.
  const isSamePlace = Object.keys(changes).every((name) => name === 'file');
  if (how === 'push' || isSamePlace) keepScroll();
  else forgetScroll();
  const state: unknown = isSamePlace ? window.history.state : null;
  if (how === 'push') window.history.pushState(state, '', target);
  else window.history.replaceState(state, '', target);
  for (const listener of listeners) listener();
}

/** How long scrolling rests, in ms, before its place is kept in the history. */
const REST_MS = 150;
let scroll: { top: number; timer: ReturnType<typeof setTimeout> } | null = null;

/** Keeps how far the rows are scrolled, in CSS pixels, with this step of the history. */
export function rememberScroll(top: number): void {
  forgetScroll();
  scroll = { top, timer: setTimeout(keepScroll, REST_MS) };
}

// A step of the history that has ended must not be given the place of the next one.
window.addEventListener('popstate', forgetScroll);

function forgetScroll(): void {
  if (scroll !== null) clearTimeout(scroll.timer);
  scroll = null;
}

function keepScroll(): void {
  if (scroll !== null) window.history.replaceState({ scrollTop: scroll.top }, '');
  forgetScroll();
}

/** How far the rows were scrolled when this step of the history was left; 0 for a new step. */
export function recallScroll(): number {
  if (scroll !== null) return scroll.top;
  const state: unknown = window.history.state;
  if (typeof state !== 'object' || state === null || !('scrollTop' in state)) return 0;
  return typeof state.scrollTop === 'number' ? state.scrollTop : 0;
}

/** Asks for less, from a button that goes away with what it stood for. */
export function removeFilter(without: Partial<SearchParams>): void {
  navigate(without);
  focusHeading();
}
