import { useStore } from 'zustand';
import * as v from 'valibot';
import { plainLine } from '../ui/sanitizeText.ts';
import { formatSearchParams, parseSearchParams, type SearchParams } from '../url/searchParams.ts';
import { createPersistedStore, isPersisted } from './persistedStore.ts';

/** Filters and order under a name. Contains a number and a date of the result, never a listing. */
export interface SavedView {
  name: string;
  /** The query string, as `viewAddress` writes it; no two views have the same one. */
  address: string;
  /** What the user found when opening the view last; null if it was not opened, or the number was unknown. */
  last: LastOpened | null;
}

export type LastOpened = v.InferOutput<typeof lastSchema>;

/** The maximum length of a name, in characters. */
export const NAME_LENGTH = 100;
/** The maximum length of an address, in characters. No server accepts a longer one. */
export const ADDRESS_LENGTH = 8000;
/** How many views a file may contain. */
const MAX_VIEWS = 500;

const lastSchema = v.object({
  files: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** What `files` counts. Numbers that count different things must not be compared. */
  counted: v.picklist(['listed', 'shown', 'either']),
  /** When, as ISO text. */
  opened: v.pipe(
    v.string(),
    v.check((text) => !Number.isNaN(Date.parse(text))),
    v.transform((text) => new Date(text).toISOString()),
  ),
});

const viewSchema = v.object({
  name: v.pipe(v.string(), v.transform(tidyName), v.minLength(1)),
  address: v.pipe(v.string(), v.maxLength(ADDRESS_LENGTH), v.regex(/^$|\?/)),
  last: v.fallback(v.nullable(lastSchema), null),
});

const viewsFileSchema = v.object({ views: v.array(v.unknown()) });

/** Makes a name one line of visible characters, trimmed, at most `NAME_LENGTH` long. A file of views is untrusted. */
export function tidyName(text: string): string {
  // By code points, because half of a surrogate pair is no character.
  return Array.from(plainLine(text).trim()).slice(0, NAME_LENGTH).join('').trim();
}

/** The address of a view: the filters and the order in canonical form, from the first page on, without an open file. */
export function viewAddress(params: SearchParams): string {
  return formatSearchParams({ ...params, offset: 0, file: null });
}

/** The parameters of a view's address. */
export function paramsOfView({ address }: SavedView): SearchParams {
  return parseSearchParams(address).params;
}

/** The valid views of a text, and what else it contains, in words. */
export interface ParsedViews {
  views: SavedView[];
  /** One sentence for each entry that is no saved view. */
  junk: string[];
}

/**
 * Parses what `formatViews` writes, or any other text. Never throws. Writes the addresses again, which drops everything
 * that this page does not know. Of several views with the same address, keeps the first. `limit` is the number of
 * entries to read.
 */
export function parseViews(text: string, limit = MAX_VIEWS): ParsedViews {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { views: [], junk: ['This is not a JSON file.'] };
  }
  const list = v.safeParse(viewsFileSchema, content);
  if (!list.success) return { views: [], junk: ['The file contains no list of views.'] };
  const views: SavedView[] = [];
  const junk: string[] = [];
  for (const [index, entry] of list.output.views.slice(0, limit).entries()) {
    const view = v.safeParse(viewSchema, entry);
    if (!view.success) {
      junk.push(`Entry ${index + 1} is not a saved view.`);
      continue;
    }
    const { name, address, last } = view.output;
    // The address may be a complete URL.
    const search = address.slice(address.indexOf('?')).replace(/#.*$/s, '');
    views.push({ name, address: viewAddress(parseSearchParams(search).params), last });
  }
  if (list.output.views.length > limit) junk.push(`Only the first ${limit} entries were read.`);
  return { views: mergeViews([], views), junk };
}

/** Views as text, for the browser's storage and for an exported file. */
export function formatViews(views: readonly SavedView[]): string {
  const about = 'Saved views of the Open Humans Data Explorer: names and addresses, no data.';
  return `${JSON.stringify({ about, views }, null, 2)}\n`;
}

/**
 * Adds `theirs` to `mine`. Two views with the same address become one, with my name and with what was found when either
 * was opened last.
 */
export function mergeViews(mine: readonly SavedView[], theirs: readonly SavedView[]): SavedView[] {
  const merged = new Map(mine.map((view) => [view.address, view]));
  for (const view of theirs) {
    const known = merged.get(view.address);
    if (known === undefined) merged.set(view.address, view);
    else merged.set(view.address, { ...known, last: laterOf(known.last, view.last) });
  }
  return [...merged.values()];
}

function laterOf(a: LastOpened | null, b: LastOpened | null): LastOpened | null {
  if (a === null || b === null) return a ?? b;
  return a.opened >= b.opened ? a : b;
}

interface SavedViewsState {
  views: readonly SavedView[];
  /**
   * By address, the `last` of each view that was opened in this visit, as it was before. In memory only: what is new in
   * a view remains new until the visit ends.
   */
  lastBefore: ReadonlyMap<string, LastOpened | null>;
}

const KEY = 'saved-views';

/** The saved views of this browser. */
export const savedViews = createPersistedStore<SavedViewsState>(
  { views: [], lastBefore: new Map() },
  {
    [KEY]: {
      // The user has added all of these views, so their number has no limit.
      parse: (text) => ({ views: text === null ? [] : parseViews(text, Infinity).views }),
      serialize: ({ views }) => (views.length === 0 ? null : formatViews(views)),
    },
  },
);

export function useSavedViews(): readonly SavedView[] {
  return useStore(savedViews, ({ views }) => views);
}

/** Whether the next visit will have the views. */
export function useAreViewsPersisted(): boolean {
  return useStore(savedViews, () => isPersisted(KEY));
}

/** Saves a view, or restores one that was removed. A saved view with the same address keeps its name. */
export function saveView(view: SavedView): void {
  addViews([view]);
}

/** Does nothing if the name has no visible characters. */
export function renameView(address: string, text: string): void {
  const name = tidyName(text);
  if (name === '') return;
  savedViews.update(({ views }) => ({ views: withChanges(views, address, { name }) }));
}

export function removeView(address: string): void {
  savedViews.update(({ views }) => ({ views: views.filter((view) => view.address !== address) }));
}

/** Adds views to the saved ones. Returns how many were not there before. */
export function addViews(added: readonly SavedView[]): number {
  let newCount = 0;
  savedViews.update(({ views }) => {
    const merged = mergeViews(views, added);
    newCount = merged.length - views.length;
    return { views: merged };
  });
  return newCount;
}

/** Records that the user has opened a view and seen how many files it has. Does nothing if it is not saved. */
export function noteOpened(address: string, count: Omit<LastOpened, 'opened'>): void {
  savedViews.update(({ views, lastBefore }) => {
    const view = views.find((each) => each.address === address);
    if (view === undefined) return {};
    const { files, counted } = count;
    const last = { files, counted, opened: new Date().toISOString() };
    return {
      views: withChanges(views, address, { last }),
      lastBefore: lastBefore.has(address)
        ? lastBefore
        : new Map(lastBefore).set(address, view.last),
    };
  });
}

/** What the user found when opening a view last before this visit, or else in this visit. */
export function lastBeforeVisit({ address, last }: SavedView): LastOpened | null {
  return savedViews.getState().lastBefore.get(address) ?? last;
}

function withChanges(
  views: readonly SavedView[],
  address: string,
  changes: Partial<SavedView>,
): SavedView[] {
  return views.map((view) => (view.address === address ? { ...view, ...changes } : view));
}
