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

/** All rows of a result, as far as they are loaded. */
export interface AllRows {
  /**
   * The file at an index of the whole result; null if the server counts a file but does not show it, undefined if the
   * page is not loaded.
   */
  fileAt: (index: number) => DataFile | null | undefined;
  /** Whether rows from `from` to `end` must be rendered again to get files that need no request. */
  needsRender: (from: number, end: number) => boolean;
  /** Requests the page that failed again; null if none failed. */
  retry: (() => void) | null;
}

interface RenderedRows {
  /** Indexes of the rendered rows. */
  rendered: readonly number[];
  /** Indexes of the rows that may be requested, the most important first. */
  settled: readonly number[];
  /** Whether another request is pending. */
  isBusy: boolean;
}

/**
 * The rendered rows, in pages of 100. Requests one page at a time, and verifies it like any other page. Pages from a
 * loaded list need no request.
 */
export function useAllRows(
  params: SearchParams,
  { rendered, settled, isBusy }: RenderedRows,
): AllRows {
  const client = useQueryClient();
  const getStrategy = useStrategies();
  // Computes the strategy of a page once per render, however many of its rows scroll past.
  const planned = new Map<number, ReturnType<typeof getStrategy>>();
  const getPage = (offset: number) => {
    const strategyOfPage =
      planned.get(offset) ?? getStrategy({ ...fileQueryOf(params), limit: SIZE, offset });
    planned.set(offset, strategyOfPage);
    const { strategy, options } = strategyOfPage;
    const state = client.getQueryState<FilePage>(options.queryKey);
    const isLocal = strategy.kind !== 'server';
    const data = state?.data ?? (isLocal ? newest(client, options.queryKey) : undefined);
    return { offset, options, isLocal, isFetching: state?.fetchStatus === 'fetching', data };
  };
  const renderedPages = pagesOf(rendered).map(getPage);

  const missing = renderedPages.filter(({ isLocal, data }) => !isLocal && data === undefined);
  // Requests no rows that have scrolled past: they are not rendered any more.
  const requestable = pagesOf(settled).flatMap((page) =>
    missing.filter(({ offset }) => offset === page),
  );
  const pending = missing.find(({ isFetching }) => isFetching);
  const next = pending ?? (isBusy ? undefined : requestable[0]);
  const { failed } = useQueries({
    queries: renderedPages.map(({ offset, options, isLocal, data }) => {
      options.enabled = options.enabled !== false && (isLocal || offset === next?.offset);
      // Scrolling back to rows that failed to load requests them again.
      options.retryOnMount = true;
      // While a list loads, the rows stay until the catalogue has returned the new ones.
      if (data !== undefined) options.placeholderData = data;
      return options;
    }),
    combine,
  });
  // Looks up loaded pages in the cache once per render, too.
  const known = new Map<number, ReturnType<typeof getPage>>();
  const pageWith = (index: number) => {
    const offset = pageOf(index);
    const page = known.get(offset) ?? getPage(offset);
    if (page.data !== undefined) known.set(offset, page);
    return page;
  };
  let places: ReadonlyMap<number, number> | undefined;
  return {
    fileAt: (index) => {
      const { data, offset } = pageWith(index);
      if (data === undefined) return undefined;
      const file = rowsOf(data)[index - offset] ?? null;
      places ??= firstPlaces(renderedPages.map((page) => page.data));
      return file !== null && (places.get(file.id) ?? index) !== index ? null : file;
    },
    needsRender: (from, end) =>
      [from, end - 1].map(pageWith).some(({ isLocal, data }) => isLocal && data === undefined),
    retry: failed === null ? null : () => void failed(),
  };
}

/** The first index of each file. Between two requests the list may have changed, so that a file is on both pages. */
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

/** The newest page of a query from a catalogue: the list may have grown since. */
function newest(client: QueryClient, queryKey: QueryKey): FilePage | undefined {
  // The last parts of the key are the version of the catalogue and the strategy.
  const answers = client
    .getQueriesData<FilePage>({ queryKey: queryKey.slice(0, 4) })
    .filter(([, data]) => data !== undefined);
  const age = (key: QueryKey) => client.getQueryState(key)?.dataUpdatedAt ?? 0;
  return answers.toSorted(([a], [b]) => age(b) - age(a))[0]?.[1];
}

function combine(results: readonly UseQueryResult<FilePage>[]) {
  return {
    // Not used here: `fileAt` reads the cache. It makes React render when a page arrives.
    pages: results.map(({ data }) => data),
    failed: results.find(({ data, isError }) => isError && data === undefined)?.refetch ?? null,
  };
}

function pageOf(index: number): number {
  return index - (index % SIZE);
}

/** The distinct pages of some rows, by their first index. */
function pagesOf(indexes: readonly number[]): number[] {
  return [...new Set(indexes.map(pageOf))];
}

/**
 * A file and its neighbours `[previous, file, next]` in the whole result of `count` files; undefined if there is none, or
 * if it is not loaded. Requests the page of a neighbour. Requests nothing if `count` is null.
 */
export function useFilesAround(
  params: SearchParams,
  id: number,
  count: number | null,
): readonly (DataFile | undefined)[] {
  const client = useQueryClient();
  // Positions of the file in any result. Those of other results do not match below.
  const places = count === null ? [] : placesIn(client, id);
  const around = places
    .flatMap((place) => [place, place + 1, place - 1])
    .filter((place) => place >= 0 && place < (count ?? 0));
  const { fileAt } = useAllRows(params, { rendered: places, settled: [], isBusy: true });
  const place = places.find((each) => fileAt(each)?.id === id);
  const nearby = place === undefined ? [] : around.filter((each) => Math.abs(each - place) <= 1);
  const neighbours = useAllRows(params, { rendered: nearby, settled: nearby, isBusy: false });
  if (place === undefined || count === null) return [];
  const beside = (by: -1 | 1) => {
    let index = place + by;
    // Skips files that the server does not show.
    while (index >= 0 && index < count && neighbours.fileAt(index) === null) index += by;
    return index < 0 || index >= count ? undefined : (neighbours.fileAt(index) ?? undefined);
  };
  return [beside(-1), neighbours.fileAt(place) ?? undefined, beside(1)];
}

/** The indexes of a file on the cached pages of all results. */
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
