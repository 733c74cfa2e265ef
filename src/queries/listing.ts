import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Asked } from '../url/searchParams.ts';
import { questionOf } from '../url/fileQuery.ts';
import { currentAddress } from '../url/navigation.ts';
import { ApiError } from '../api/ApiError.ts';
import { dropPreloaded } from '../api/preload.ts';
import type { DataFile } from '../api/schemas.ts';
import { isFiltered, type ServerFilter } from '../domain/filters.ts';
import { firstPath } from '../retrieval/firstPath.ts';
import { type List, type Plan, planFor } from '../retrieval/plan.ts';
import type { LoadState } from '../retrieval/loadState.ts';
import { ignoredIn, needsWholeList, type Route } from '../retrieval/strategy.ts';
import { type Summary, summarize } from '../domain/summary.ts';
import type { Answer } from './answers.ts';
import { dataFilesOptions, hasPages } from './dataFiles.ts';
import type { Session } from '../session/session.ts';
import { useCapabilities, useSession } from '../session/SessionProvider.tsx';
import { loaderOf } from './loads.ts';
import { useLoader } from './useLoader.ts';
import { useWays } from './useWays.ts';

/** What the page knows of the files that are asked for, wherever the answer comes from. */
export interface Listing {
  /** The rows of the page; empty while there are none. */
  files: readonly DataFile[];
  /** Where the rows stand in the result; not where the asked ones will, while these are awaited. */
  offset: number;
  /** How many files match; null while that is not known. */
  count: number | null;
  /** Whether `count` and `files` only tell of what has been read so far. */
  isSoFar: boolean;
  /** Nothing to show yet. */
  isPending: boolean;
  /** The rows are those of the page before, until the asked ones arrive. */
  isStale: boolean;
  error: ApiError | null;
  retry: () => void;
  /** Rows of this page that were `{}`: counted by the server, but no files. */
  withheld: number;
  /** Rows that the server counts on this page, matching or not. */
  received: number;
  summary: Summary | null;
  route: Route;
  /** The request behind the answer: a list of the API's, and parameters. */
  plan: Plan;
  /** Whether anything narrows the list. */
  isFiltered: boolean;
  /** Whether only the whole list answers: the API can neither search nor sort. */
  isWholeNeeded: boolean;
  /** The filters that the server is known to ignore, of those that are asked. */
  ignored: readonly ServerFilter[];
  /** The project, data type or member that the server does not know. */
  unknown: List | null;
  /** How far the plan's list is read, where the answer comes from what has been read. */
  reading: LoadState | null;
  readOn: () => void;
  cancel: () => void;
}

/**
 * The files that the address asks for. One seam for the page: whether they come from the server
 * or from what has been read is `routeFor`'s decision, made anew with every answer.
 */
export function useListing(asked: Asked): Listing {
  const session = useSession();
  const known = useCapabilities();
  const ways = useWays();
  const question = useMemo(() => questionOf(asked), [asked]);
  const { route, plan, load, options } = ways(question);
  const isIgnored = route.kind === 'read' && route.because === 'ignored';
  const isPaused = load.status === 'paused';

  // A server that ignored a filter may obey it by now: each new question is put to it once. If it
  // still ignores the filter, the rows are the first of those that must be read anyway.
  const mustLook = isIgnored && !hasPages(session, question.filters);
  const look = useQuery({
    ...dataFilesOptions(session, { ...question, limit: 100, offset: 0 }),
    enabled: mustLook,
  });
  const isLoadWanted = route.kind === 'read' && !isPaused && !(mustLook && look.isPending);
  const retryLoad = useLoader(plan, question.filters, {
    isWanted: isLoadWanted,
    // The server has ignored a filter: without the whole list, the page would show nothing.
    mayLoadAll: isIgnored,
  });
  const shown = useQuery(options);

  const loadError = route.kind === 'read' && load.status === 'error' ? load.error : null;
  const error = shown.error ?? loadError;
  // Rows of the previous page may stay while the next ones load, but not after an error.
  const answer = error !== null && shown.isPlaceholderData ? undefined : shown.data;
  const isPartial = route.kind === 'read';
  const isPart = route.kind === 'here' && load.status !== 'complete';
  return {
    files: answer?.files ?? nothing,
    // A part of a list, read before, answers for its own places; how long the list is, it knows.
    count: isPart ? load.count : (answer?.count ?? null),
    offset: answer?.offset ?? question.offset,
    // What was found so far stands for a moment after the list is read, until it is found anew.
    isSoFar: isPartial || (answer?.by === 'catalogue' && answer.isSoFar),
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
    withheld: answer?.by === 'server' ? answer.withheld : load.withheld,
    received: answer?.by === 'server' ? answer.received : (answer?.files.length ?? 0),
    summary: answer === undefined || isPart ? null : summaryOf(answer),
    route,
    plan,
    isFiltered: isFiltered(question.filters),
    isWholeNeeded: needsWholeList(question),
    ignored: ignoredIn(planFor(question.filters, known.missing), known),
    unknown: answer?.by === 'server' ? answer.unknown : null,
    reading: route.kind === 'server' ? null : load,
    readOn: () => loaderOf(session, plan).confirm(),
    cancel: () => loaderOf(session, plan).pause(),
  };
}

const nothing: never[] = [];

/** Of whom and from when: told only where the whole answer is at hand. */
function summaryOf(answer: Answer): Summary | null {
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
  const question = questionOf(currentAddress().asked);
  if (firstPath(question) !== null) {
    void session.queryClient.prefetchQuery(dataFilesOptions(session, question));
  }
  // The URL may have changed since the preloaded request was sent.
  dropPreloaded();
}
