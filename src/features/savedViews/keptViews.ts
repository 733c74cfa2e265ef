import type { Count } from '../../queries/counts.ts';
import { readStored, useIsKept, useStored, writeStored } from '../../ui/stored.ts';
import {
  formatViews,
  type LastOpened,
  mergeViews,
  readViews,
  type SavedView,
  tidyName,
} from './savedViews.ts';
import { VIEWS_KEY } from './viewsKey.ts';

const none: SavedView[] = [];

function parseKept(text: string | null): SavedView[] {
  // What is kept here was taken before: none of it is left out for its number.
  return text === null ? none : readViews(text, Infinity).views;
}

/** The views that this browser keeps, in whatever tab they were saved. */
export function useViews(): readonly SavedView[] {
  return useStored(VIEWS_KEY, parseKept);
}

/** Whether the views will be there the next time. */
export function useAreViewsKept(): boolean {
  return useIsKept(VIEWS_KEY);
}

function keptViews(): SavedView[] {
  return parseKept(readStored(VIEWS_KEY));
}

function keep(views: readonly SavedView[]): void {
  writeStored(VIEWS_KEY, views.length === 0 ? null : formatViews(views));
}

/** Saves a view, or gives back one that was removed. What is saved under its address already stays. */
export function saveView(view: SavedView): void {
  keep(mergeViews(keptViews(), [view]));
}

export function renameView(address: string, text: string): void {
  const name = tidyName(text);
  if (name === '') return;
  change(address, { name });
}

function change(address: string, changes: Partial<SavedView>): void {
  const views = keptViews();
  const view = views.find((each) => each.address === address);
  if (view !== undefined) keep(views.with(views.indexOf(view), { ...view, ...changes }));
}

export function removeView(address: string): void {
  keep(keptViews().filter((view) => view.address !== address));
}

/** Adds `views` to those that are kept; gives how many were not there before. */
export function addViews(views: readonly SavedView[]): number {
  const mine = keptViews();
  const merged = mergeViews(mine, views);
  if (views.length > 0) keep(merged);
  return merged.length - mine.length;
}

// What a view said when it was first opened in this visit: its news stay news until the visit ends.
const before = new Map<string, LastOpened | null>();

/** What was found when a view was last opened before this visit, or first in it. */
export function lastBefore({ address, last }: SavedView): LastOpened | null {
  return before.get(address) ?? last;
}

/** Notes that a view's answer was seen: how many files it has, and when. */
export function noteOpened(address: string, { files, counted }: Count): void {
  const view = keptViews().find((each) => each.address === address);
  if (view === undefined) return;
  if (!before.has(address)) before.set(address, view.last);
  change(address, { last: { files, counted, opened: new Date().toISOString() } });
}
