import {
  type QueryClient,
  type QueryKey,
  useQueries,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import {
  fileQueryOf,
  ROWS_PER_REQUEST,
  ROWS_PER_REQUEST as SIZE,
  type SearchParams,
} from '../url/searchParams.ts';
import type { DataFile } from '../api/schemas.ts';
import { type FilePage, useStrategies } from './files.ts';

/** The rows of one long scroll, as far as they are at hand. */
export interface AllRows {
  /**
   * The file at a place of the whole result; null where the server counts one that it does not
   * show, undefined where the page is not at hand.
   */
  fileAt: (index: number) => DataFile | null | undefined;
  /** Whether a page is not at hand, of some drawn rows, that the server need not be asked for. */
  needsRender: (from: number, end: number) => boolean;
  /** Asks again for the page that could not be had; null where none failed. */
  retry: (() => void) | null;
}

interface Wanted {
  /** Places of rows that are drawn. */
  drawn: readonly number[];
  /** Places of rows that are worth asking the server for, the most wanted first. */
  rested: readonly number[];
  /** Something is being asked for already. */
  isBusy: boolean;
}

/**
 * The rows at the places that are wanted, by pages of 100 that each are planned and checked as any
 * other. The server is asked for one page at a time; what has been read answers at once.
 */
export function useAllRows(params: SearchParams, { drawn, rested, isBusy }: Wanted): AllRows {
  const client = useQueryClient();
  const ways = useStrategies();
  // A page is planned once, however many of its rows go past until the next rendering.
  const planned = new Map<number, ReturnType<typeof ways>>();
  const at = (offset: number) => {
    const way = planned.get(offset) ?? ways({ ...fileQueryOf(params), limit: SIZE, offset });
    planned.set(offset, way);
    const { strategy, options } = way;
    const state = client.getQueryState<FilePage>(options.queryKey);
    const isLocal = strategy.kind !== 'server';
    const data = state?.data ?? (isLocal ? newest(client, options.queryKey) : undefined);
    return { offset, options, isLocal, isFetching: state?.fetchStatus === 'fetching', data };
  };
  const wanted = pagesOf(drawn).map(at);

  const missing = wanted.filter(({ isLocal, data }) => !isLocal && data === undefined);
  // Rows that are not even drawn any more have flown past: nobody waits for them.
  const worth = pagesOf(rested).flatMap((page) => missing.filter(({ offset }) => offset === page));
  const underway = missing.find(({ isFetching }) => isFetching);
  const next = underway ?? (isBusy ? undefined : worth[0]);
  const { failed } = useQueries({
    queries: wanted.map(({ offset, options, isLocal, data }) => {
      options.enabled = options.enabled !== false && (isLocal || offset === next?.offset);
      // Whoever scrolls back to rows that could not be had tries again.
      options.retryOnMount = true;
      // While a list is read, what was found at this place stays until it is found anew.
      if (data !== undefined) options.placeholderData = data;
      return options;
    }),
    combine,
  });
  // What has come is looked up in the cache once, too.
  const known = new Map<number, ReturnType<typeof at>>();
  const pageWith = (index: number) => {
    const offset = pageOf(index);
    const page = known.get(offset) ?? at(offset);
    if (page.data !== undefined) known.set(offset, page);
    return page;
  };
  let places: ReadonlyMap<number, number> | undefined;
  return {
    fileAt: (index) => {
      const { data, offset } = pageWith(index);
      if (data === undefined) return undefined;
      const file = rowsOf(data)[index - offset] ?? null;
      places ??= firstPlaces(wanted.map((page) => page.data));
      return file !== null && (places.get(file.id) ?? index) !== index ? null : file;
    },
    needsRender: (from, end) =>
      [from, end - 1].map(pageWith).some(({ isLocal, data }) => isLocal && data === undefined),
    retry: failed === null ? null : () => void failed(),
  };
}

/** Between two pages the list may have moved: a file that comes again keeps its first place. */
function firstPlaces(pages: readonly (FilePage | undefined)[]): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  const known = pages.filter((page) => page?.by === 'server');
  for (const page of known.toSorted((a, b) => a.offset - b.offset)) {
    for (const [row, file] of page.rows.entries()) {
      if (file !== null && !first.has(file.id)) first.set(file.id, page.offset + row);
    }
  }
  return first;
}

function rowsOf(page: FilePage): readonly (DataFile | null)[] {
  return page.by === 'server' ? page.rows : page.files;
}

/** The last answer to a question: the list that answers it may have been read on since. */
function newest(client: QueryClient, queryKey: QueryKey): FilePage | undefined {
  // What the key tells of how far the list is read comes last.
  const answers = client
    .getQueriesData<FilePage>({ queryKey: queryKey.slice(0, 4) })
    .filter(([, data]) => data !== undefined);
  const age = (key: QueryKey) => client.getQueryState(key)?.dataUpdatedAt ?? 0;
  return answers.toSorted(([a], [b]) => age(b) - age(a))[0]?.[1];
}

function combine(results: readonly UseQueryResult<FilePage>[]) {
  return {
    // Read from the cache, row by row; here, so that what comes is noticed.
    pages: results.map(({ data }) => data),
    failed: results.find(({ data, isError }) => isError && data === undefined)?.refetch ?? null,
  };
}

function pageOf(index: number): number {
  return index - (index % SIZE);
}

/** The pages that the rows are on, each once. */
function pagesOf(indexes: readonly number[]): number[] {
  return [...new Set(indexes.map(pageOf))];
}

/**
 * The files `[before, itself, after]` of the one with this id in the whole result of `count` files,
 * which stands in one scroll; undefined where there is none, or it is not at hand. A page that
 * begins beside the file is asked for. Without a scroll (`count` null) nothing is.
 */
export function useFilesAround(
  params: SearchParams,
  id: number,
  count: number | null,
): readonly (DataFile | undefined)[] {
  const client = useQueryClient();
  // Pages that hold the file; which of them answers this very question is seen by asking for it.
  const places = count === null ? [] : placesIn(client, id);
  const around = places
    .flatMap((place) => [place, place + 1, place - 1])
    .filter((place) => place >= 0 && place < (count ?? 0));
  const { fileAt } = useAllRows(params, { drawn: places, rested: [], isBusy: true });
  const place = places.find((each) => fileAt(each)?.id === id);
  const wanted = place === undefined ? [] : around.filter((each) => Math.abs(each - place) <= 1);
  const near = useAllRows(params, { drawn: wanted, rested: wanted, isBusy: false });
  if (place === undefined || count === null) return [];
  const beside = (by: -1 | 1) => {
    let index = place + by;
    // What the server does not show cannot be gone to.
    while (index >= 0 && index < count && near.fileAt(index) === null) index += by;
    return index < 0 || index >= count ? undefined : (near.fileAt(index) ?? undefined);
  };
  return [beside(-1), near.fileAt(place) ?? undefined, beside(1)];
}

/** Where pages of one scroll that came during this visit have the file: of any question. */
function placesIn(client: QueryClient, id: number): number[] {
  const pages = client.getQueriesData<FilePage>({
    predicate: ({ queryKey: [kind] }) => kind === 'data files' || kind === 'catalogue',
  });
  const places = pages.flatMap(([, page]) => {
    if (page === undefined || page.offset % ROWS_PER_REQUEST !== 0) return [];
    const rows = page.by === 'server' ? page.rows : page.files;
    const index = rows.findIndex((row) => row?.id === id);
    return index < 0 || index >= ROWS_PER_REQUEST ? [] : [page.offset + index];
  });
  return [...new Set(places)];
}
