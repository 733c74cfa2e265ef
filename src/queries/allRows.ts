import {
  type QueryClient,
  type QueryKey,
  useQueries,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { ALL_AT_A_TIME as SIZE, type Asked } from '../address/parameters.ts';
import { questionOf } from '../address/questionOf.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import type { Answer } from './answers.ts';
import { useWays } from './useWays.ts';

/** The rows of one long scroll, as far as they are at hand. */
export interface AllRows {
  /** The files of the pages that are wanted, in their order. */
  files: readonly DataFile[];
  /**
   * The file at a place of the whole result; null where the server counts one that it does not
   * show, undefined where the page is not at hand.
   */
  fileAt: (index: number) => DataFile | null | undefined;
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
export function useAllRows(
  source: Source,
  asked: Asked,
  { drawn, rested, isBusy }: Wanted,
): AllRows {
  const client = useQueryClient();
  const ways = useWays(source);
  const at = (offset: number) => {
    const { route, options } = ways({ ...questionOf(asked), limit: SIZE, offset });
    const state = client.getQueryState<Answer>(options.queryKey);
    const isLocal = route.kind !== 'server';
    const data = state?.data ?? (isLocal ? newest(client, options.queryKey) : undefined);
    return { offset, options, isLocal, isFetching: state?.fetchStatus === 'fetching', data };
  };
  const wanted = pagesOf(drawn).map(at);

  const missing = wanted.filter(({ isLocal, data }) => !isLocal && data === undefined);
  // Rows that are not even drawn any more have flown past: nobody waits for them.
  const worth = pagesOf(rested).flatMap((page) => missing.filter(({ offset }) => offset === page));
  const underway = missing.find(({ isFetching }) => isFetching);
  const next = underway ?? (isBusy ? undefined : worth[0]);
  const results = useQueries({
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
  const { pages, failed } = results;

  const shown = useMemo(() => new Map(pages.map((page) => [page.offset, page])), [pages]);
  const files = useMemo(
    () => pages.toSorted((a, b) => a.offset - b.offset).flatMap((page) => page.files),
    [pages],
  );
  // Between two pages the list may have moved: a file that comes again keeps its first place.
  const places = useMemo(() => {
    const first = new Map<number, number>();
    for (const page of pages.toSorted((a, b) => a.offset - b.offset)) {
      for (const [row, file] of rowsOf(page).entries()) {
        if (file !== null && !first.has(file.id)) first.set(file.id, page.offset + row);
      }
    }
    return first;
  }, [pages]);
  return {
    files,
    fileAt: (index) => {
      const offset = pageOf(index);
      // Rows that were here, and are out of sight, may still be asked about.
      const page = shown.get(offset) ?? at(offset).data;
      if (page === undefined) return undefined;
      const file = rowsOf(page)[index - offset] ?? null;
      return file !== null && (places.get(file.id) ?? index) !== index ? null : file;
    },
    retry: failed === null ? null : () => void failed(),
  };
}

function rowsOf(page: Answer): readonly (DataFile | null)[] {
  return page.by === 'server' ? page.rows : page.files;
}

/** The last answer to a question: the list that answers it may have been read on since. */
function newest(client: QueryClient, queryKey: QueryKey): Answer | undefined {
  // What the key tells of how far the list is read comes last.
  const answers = client
    .getQueriesData<Answer>({ queryKey: queryKey.slice(0, 4) })
    .filter(([, data]) => data !== undefined);
  const age = (key: QueryKey) => client.getQueryState(key)?.dataUpdatedAt ?? 0;
  return answers.toSorted(([a], [b]) => age(b) - age(a))[0]?.[1];
}

function combine(results: readonly UseQueryResult<Answer>[]) {
  return {
    pages: results.map(({ data }) => data).filter((page) => page !== undefined),
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
