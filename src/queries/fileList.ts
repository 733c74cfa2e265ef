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
import { type FilePage, useStrategies } from './answers.ts';
import { hasPages, serverPageOptions } from './dataFiles.ts';
import type { Session } from '../session/session.ts';
import { useCapabilities, useSession } from '../session/SessionProvider.tsx';
import { loaderOf, useLoader } from './loads.ts';

/** What the page knows of the files that are asked for, wherever the answer comes from. */
export interface FileList {
  /** The rows of the page; empty while there are none. */
  files: readonly DataFile[];
  /** Where the rows stand in the result; not where the asked ones will, while these are awaited. */
  offset: number;
  /** How many files match; null while that is not known. */
  count: number | null;
  /** Whether `count` and `files` only tell of what has been read so far. */
  isPartial: boolean;
  /** Nothing to show yet. */
  isPending: boolean;
  /** The rows are those of the page before, until the asked ones arrive. */
  isStale: boolean;
  error: ApiError | null;
  retry: () => void;
  /** Rows of this page that were `{}`: counted by the server, but no files. */
  redactedCount: number;
  /** Rows that the server counts on this page, matching or not. */
  received: number;
  summary: Summary | null;
  strategy: Strategy;
  /** The request behind the answer: a list of the API's, and parameters. */
  plan: Plan;
  /** Whether anything narrows the list. */
  isFiltered: boolean;
  /** Whether only the whole list answers: the API can neither search nor sort. */
  isWholeNeeded: boolean;
  /** The filters that the server is known to ignore, of those that are asked. */
  ignored: readonly ServerFilter[];
  /** The project, data type or member that the server does not know. */
  unknown: Endpoint | null;
  /** How far the plan's list is read, where the answer comes from what has been read. */
  reading: LoadState | null;
  confirm: () => void;
  pause: () => void;
}

/**
 * The files that the address asks for. One seam for the page: whether they come from the server
 * or from what has been read is `routeFor`'s decision, made anew with every answer.
 */
export function useFileList(params: SearchParams): FileList {
  const session = useSession();
  const capabilities = useCapabilities();
  const ways = useStrategies();
  const fileQuery = useMemo(() => fileQueryOf(params), [params]);
  const { strategy, plan, load, options } = ways(fileQuery);
  const isIgnored = strategy.kind === 'fullLoad' && strategy.reason === 'filterIgnored';
  const isPaused = load.status === 'paused';

  // A server that ignored a filter may obey it by now: each new question is put to it once. If it
  // still ignores the filter, the rows are the first of those that must be read anyway.
  const mustLook = isIgnored && !hasPages(session, fileQuery.filters);
  const probe = useQuery({
    ...serverPageOptions(session, { ...fileQuery, limit: 100, offset: 0 }),
    enabled: mustLook,
  });
  const isLoadWanted = strategy.kind === 'fullLoad' && !isPaused && !(mustLook && probe.isPending);
  const retryLoad = useLoader(plan, fileQuery.filters, {
    isWanted: isLoadWanted,
    // The server has ignored a filter: without the whole list, the page would show nothing.
    mayLoadAll: isIgnored,
  });
  const shown = useQuery(options);

  const loadError = strategy.kind === 'fullLoad' && load.status === 'error' ? load.error : null;
  const error = shown.error ?? loadError;
  // Rows of the previous page may stay while the next ones load, but not after an error.
  const answer = error !== null && shown.isPlaceholderData ? undefined : shown.data;
  const isPartial = strategy.kind === 'fullLoad';
  const isPart = strategy.kind === 'local' && load.status !== 'complete';
  return {
    files: answer?.files ?? nothing,
    // A part of a list, read before, answers for its own places; how long the list is, it knows.
    count: isPart ? load.count : (answer?.count ?? null),
    offset: answer?.offset ?? fileQuery.offset,
    // What was found so far stands for a moment after the list is read, until it is found anew.
    isPartial: isPartial || (answer?.by === 'catalogue' && answer.isPartial),
    isPending: answer === undefined,
    isStale: shown.isPlaceholderData,
    error: error === null ? null : asApiError(error),
    retry: () => {
      if (shown.error !== null) void shown.refetch();
      if (loadError !== null) retryLoad();
      // Names that failed to come with the files are asked for again with them.
      void session.queryClient.refetchQueries({
        type: 'active',
        predicate: ({ state }) => state.status === 'error',
      });
    },
    redactedCount: answer?.by === 'server' ? answer.redactedCount : load.redactedCount,
    received: answer?.by === 'server' ? answer.received : (answer?.files.length ?? 0),
    summary: answer === undefined || isPart ? null : summaryOf(answer),
    strategy,
    plan,
    isFiltered: isFiltered(fileQuery.filters),
    isWholeNeeded: needsFullList(fileQuery),
    ignored: ignoredIn(planFor(fileQuery.filters, capabilities.missing), capabilities),
    unknown: answer?.by === 'server' ? answer.unknown : null,
    reading: strategy.kind === 'server' ? null : load,
    confirm: () => loaderOf(session, plan).confirm(),
    pause: () => loaderOf(session, plan).pause(),
  };
}

const nothing: never[] = [];

/** Of whom and from when: told only where the whole answer is at hand. */
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
