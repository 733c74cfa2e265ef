import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { fileQueryOf, type SearchParams } from '../url/searchParams.ts';
import { currentParams } from '../url/navigation.ts';
import { ApiError } from '../api/ApiError.ts';
import { dropPreloaded } from '../api/preload.ts';
import type { DataFile } from '../api/schemas.ts';
import { isFiltered, type ServerFilter } from '../domain/filters.ts';
import { firstPath, ignoredIn, needsFullList, type Strategy } from '../retrieval/strategy.ts';
import { type Endpoint, type Plan, planFor } from '../retrieval/plan.ts';
import type { LoadState } from '../retrieval/loadState.ts';
import { summarize, type Summary } from '../domain/summary.ts';
import { type FilePage, hasPages, serverPageOptions, useStrategies } from './files.ts';
import type { Session } from '../session/session.ts';
import { useCapabilities, useSession } from '../session/SessionProvider.tsx';
import { loaderOf, useLoader } from './loads.ts';

/** The files that the URL's parameters describe, wherever they come from. */
export interface FileList {
  result: FileListResult;
  progress: FileListProgress;
  provenance: FileListProvenance;
}

/** What the page shows. */
export interface FileListResult {
  /** The rows of the page; empty while there are none. */
  files: readonly DataFile[];
  /** The position of the first row in the whole result, from 0. While the next page loads, that of the previous one. */
  offset: number;
  /** How many files match; null while this is unknown. */
  count: number | null;
  /** Whether `count` and `files` describe only the part of the list that is loaded so far. */
  isPartial: boolean;
  /** Whether there is nothing to show yet. */
  isPending: boolean;
  /** Whether the rows are those of the previous page, until the requested ones arrive. */
  isStale: boolean;
  error: ApiError | null;
  retry: () => void;
  /** Rows of this page that were `{}`: the server counts them, but they are no files. */
  redactedCount: number;
  /** Rows that the server counts on this page, matching or not. */
  received: number;
  /** Null unless the complete result is available. */
  summary: Summary | null;
  /** The project, data type or member that the server does not know. */
  unknown: Endpoint | null;
}

/** How far the full list is loaded, and the user's control over it. */
export interface FileListProgress {
  /** Null if the rows come from the server page by page. */
  load: LoadState | null;
  /** Loads the rest of the list, also after `pause`. */
  confirm: () => void;
  pause: () => void;
}

/** Where the rows come from, and why. */
export interface FileListProvenance {
  strategy: Strategy;
  /** The API's list, and the parameters that are sent with it. */
  plan: Plan;
  /** Whether any filter is set. */
  isFiltered: boolean;
  /** Whether only the full list contains the answer, because the API can neither search nor sort. */
  needsFullList: boolean;
  /** The set filters that the server is known to ignore. */
  ignored: readonly ServerFilter[];
}

/**
 * The files that `params` describe. This is the only connection between the page and the data:
 * `chooseStrategy` decides with every response whether they come from the server or from a loaded list.
 */
export function useFileList(params: SearchParams): FileList {
  const session = useSession();
  const capabilities = useCapabilities();
  const getStrategy = useStrategies();
  const fileQuery = useMemo(() => fileQueryOf(params), [params]);
  const { strategy, plan, load, options } = getStrategy(fileQuery);
  const isFullLoad = strategy.kind === 'fullLoad';
  const isIgnored = isFullLoad && strategy.reason === 'filterIgnored';

  // A server that ignored a filter may honour it by now, so each new query requests one page of it. If the server still
  // ignores the filter, the rows are the first ones of the list that must be loaded anyway.
  const mustProbe = isIgnored && !hasPages(session, fileQuery.filters);
  const probe = useQuery({
    ...serverPageOptions(session, { ...fileQuery, limit: 100, offset: 0 }),
    enabled: mustProbe,
  });
  const retryLoad = useLoader(plan, fileQuery.filters, {
    isWanted: isFullLoad && load.status !== 'paused' && !(mustProbe && probe.isPending),
    // The server has ignored a filter: without the full list, the page would show nothing.
    mayLoadAll: isIgnored,
  });
  const page = useQuery(options);

  const loadError = isFullLoad && load.status === 'error' ? load.error : null;
  const error = page.error ?? loadError;
  // Rows of the previous page may stay while the next ones load, but not after an error.
  const data = error !== null && page.isPlaceholderData ? undefined : page.data;
  // Part of a list was loaded before and contains this page.
  const isFromPrefix = strategy.kind === 'local' && load.status !== 'complete';
  return {
    result: {
      files: data?.files ?? nothing,
      // The catalogue counts what is loaded; the load knows the length of the list.
      count: isFromPrefix ? load.count : (data?.count ?? null),
      offset: data?.offset ?? fileQuery.offset,
      // For a moment after the list is complete, the page still shows what was found before.
      isPartial: isFullLoad || (data?.by === 'catalogue' && data.isPartial),
      isPending: data === undefined,
      isStale: page.isPlaceholderData,
      error: error === null ? null : asApiError(error),
      retry: () => {
        if (page.error !== null) void page.refetch();
        if (loadError !== null) retryLoad();
        // Also requests names again that could not be loaded.
        void session.queryClient.refetchQueries({
          type: 'active',
          predicate: ({ state }) => state.status === 'error',
        });
      },
      redactedCount: data?.by === 'server' ? data.redactedCount : load.redactedCount,
      received: data?.by === 'server' ? data.received : (data?.files.length ?? 0),
      summary: data === undefined || isFromPrefix ? null : summaryOf(data),
      unknown: data?.by === 'server' ? data.unknown : null,
    },
    progress: {
      load: strategy.kind === 'server' ? null : load,
      confirm: () => loaderOf(session, plan).confirm(),
      pause: () => loaderOf(session, plan).pause(),
    },
    provenance: {
      strategy,
      plan,
      isFiltered: isFiltered(fileQuery.filters),
      needsFullList: needsFullList(fileQuery),
      ignored: ignoredIn(planFor(fileQuery.filters, capabilities.missing), capabilities),
    },
  };
}

const nothing: never[] = [];

/** The members and dates of a complete result; null if only a page of it is available. */
function summaryOf(answer: FilePage): Summary | null {
  if (answer.by === 'catalogue') return answer.summary;
  const isWhole = answer.offset === 0 && answer.received >= answer.count;
  return isWhole ? summarize(answer.files) : null;
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('unexpected', 'Something went wrong inside this page.', { cause: error });
}

/** Fetches the first page into the query cache, if the URL needs one; takes the response of `preloadFirstPage`. */
export function prefetchFirstPage(session: Session): void {
  const fileQuery = fileQueryOf(currentParams().params);
  if (firstPath(fileQuery) !== null) {
    void session.queryClient.prefetchQuery(serverPageOptions(session, fileQuery));
  }
  // The URL may have changed since the preloaded request was sent.
  dropPreloaded();
}
