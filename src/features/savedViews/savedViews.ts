import * as v from 'valibot';
import {
  formatSearchParams,
  parseSearchParams,
  type SearchParams,
} from '../../url/searchParams.ts';
import { plainLine } from '../../ui/sanitizeText.ts';
import { areComparable, type Count } from '../../queries/counts.ts';
import { formatDay, formatNumber } from '../../ui/format.ts';

/** A question with a name. Of its answer only a number and a date are kept, never a listing. */
export interface SavedView {
  name: string;
  /** The query string, in the one form that `viewAddress` gives; no two views have the same. */
  address: string;
  /** What was found when the view was last opened; null where it has not been, or nobody could tell. */
  last: LastOpened | null;
}

export type LastOpened = v.InferOutput<typeof lastSchema>;

/** The most of a name that is kept, in characters. */
export const NAME_LENGTH = 100;
/** The longest address that is kept: a longer one no server takes either. */
export const ADDRESS_LENGTH = 8000;
const VIEWS = 500;

const lastSchema = v.object({
  files: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** What `files` counts: numbers that count other things must not be compared. */
  counted: v.picklist(['listed', 'shown', 'either']),
  /** When, as ISO text. */
  opened: v.pipe(
    v.string(),
    v.check((text) => !Number.isNaN(Date.parse(text)), 'is no date'),
    v.transform((text) => new Date(text).toISOString()),
  ),
});

const viewSchema = v.object({
  name: v.pipe(v.string(), v.transform(tidyName), v.minLength(1)),
  address: v.pipe(v.string(), v.maxLength(ADDRESS_LENGTH), v.regex(/^$|\?/)),
  last: v.fallback(v.nullable(lastSchema), null),
});

/**
 * A name as the page keeps and shows it: one line of characters that can be seen, without space
 * around it, and no longer than `NAME_LENGTH`. A file of views comes from anyone.
 */
export function tidyName(text: string): string {
  // By characters, not by halves of them.
  return Array.from(plainLine(text).trim()).slice(0, NAME_LENGTH).join('').trim();
}

/** The address of a view: what is asked, in one form, from the first page on, no file open. */
export function viewAddress(params: SearchParams): string {
  return formatSearchParams({ ...params, offset: 0, file: null });
}

/** What a view asks for. */
export function requestedFilters({ address }: SavedView): SearchParams {
  return parseSearchParams(address).params;
}

/** What was understood of a text, and what of it was not, in words. */
export interface ReadViews {
  views: SavedView[];
  /** One sentence for each thing that is no saved view. */
  junk: string[];
}

/**
 * Reads what `formatViews` writes, or what anybody else says that it is. Never throws. Addresses
 * are read and written anew: only what this page knows is left of them. Of two views with one
 * address the first is taken. `most`: of how many entries, from the first on.
 */
export function readViews(text: string, most = VIEWS): ReadViews {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { views: [], junk: ['This is no JSON file.'] };
  }
  const list = v.safeParse(v.object({ views: v.array(v.unknown()) }), content);
  if (!list.success) return { views: [], junk: ['There is no list of views in it.'] };
  const views: SavedView[] = [];
  const junk: string[] = [];
  for (const [index, entry] of list.output.views.slice(0, most).entries()) {
    const view = v.safeParse(viewSchema, entry);
    if (!view.success) {
      junk.push(`Entry ${index + 1} is no saved view.`);
      continue;
    }
    const { name, address, last } = view.output;
    // A whole address is as good as its query string.
    const search = address.slice(address.indexOf('?')).replace(/#.*$/s, '');
    views.push({ name, address: viewAddress(parseSearchParams(search).params), last });
  }
  if (list.output.views.length > most) junk.push(`Only the first ${most} entries were read.`);
  return { views: mergeViews([], views), junk };
}

/** Views as text: what the browser keeps, and the file that takes them elsewhere. */
export function formatViews(views: readonly SavedView[]): string {
  const about = 'Saved views of the Open Humans Data Explorer: names and addresses, no data.';
  return `${JSON.stringify({ about, views }, null, 2)}\n`;
}

/**
 * Adds views to those that are there. Of the same address there is one view: it keeps its name,
 * and whichever was opened last says what was found.
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

/**
 * What is new since a view was last opened, as the end of a sentence; null where nobody can tell,
 * because the view was never opened or the two numbers count different things.
 */
export function describeChange(last: LastOpened | null, now: Count): string | null {
  if (last === null || !areComparable(last.counted, now.counted)) return null;
  const since = `since ${formatDay(last.opened)}`;
  const more = now.files - last.files;
  if (more === 0) return `no new files ${since}`;
  return more > 0 ? `${formatNumber(more)} new ${since}` : `${formatNumber(-more)} fewer ${since}`;
}
