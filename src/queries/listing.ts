import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Asked } from '../address/parameters.ts';
import { questionOf } from '../address/questionOf.ts';
import { currentAddress } from '../address/useAddress.ts';
import { ApiError } from '../api/ApiError.ts';
import { dropPreloaded } from '../api/preload.ts';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import { isFiltered, type ServerFilter } from '../listing/filters.ts';
import { firstPath } from '../listing/firstPath.ts';
import { type List, type Plan, planFor, planKey } from '../listing/plan.ts';
import type { Reading } from '../listing/reading.ts';
import { ignoredIn, needsWholeList, type Route } from '../listing/route.ts';
import { type Summary, summarize } from '../listing/summary.ts';
import type { Answer } from './answers.ts';
import { dataFilesOptions, hasPages } from './dataFiles.ts';
import { useKnowledge } from './knowledge.ts';
import { readingRunOptions } from './readingRun.ts';
import { noteWish, useWishes } from './readings.ts';
import { sourceNamed } from './sources.ts';
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
  reading: Reading | null;
  readOn: () => void;
  cancel: () => void;
}

/**
 * The files that the address asks for. One seam for the page: whether they come from the server
 * or from what has been read is `routeFor`'s decision, made anew with every answer.
 */
export function useListing(source: Source, asked: Asked): Listing {
  const client = useQueryClient();
  const known = useKnowledge(source);
  const ways = useWays(source);
  const wishes = useWishes(source);
  const question = questionOf(asked);
  const { route, plan, reading, options } = ways(question);
  const isIgnored = route.kind === 'read' && route.because === 'ignored';
  const wish = wishes[planKey(plan)];

  // A server that ignored a filter may obey it by now: each new question is put to it once. If it
  // still ignores the filter, the rows are the first of those that must be read anyway.
  const mustLook = isIgnored && !hasPages(client, source, question.filters);
  const look = useQuery({
    ...dataFilesOptions(source, { ...question, limit: 100, offset: 0 }),
    enabled: mustLook,
  });
  const goAhead = wish === 'go' || (isIgnored && wish !== 'stop');
  const run = useQuery({
    ...readingRunOptions(source, plan, question.filters, goAhead),
    enabled: route.kind === 'read' && wish !== 'stop' && !(mustLook && look.isPending),
  });
  const shown = useQuery(options);

  const asking = route.kind === 'read' ? [shown, run] : [shown];
  const failed = asking.find(({ error }) => error !== null);
  // Old rows may stand in for the asked ones while these are on their way, but no longer.
  const answer = failed !== undefined && shown.isPlaceholderData ? undefined : shown.data;
  const isPartial = route.kind === 'read';
  const isPart = route.kind === 'here' && reading.status !== 'complete';
  return {
    files: answer?.files ?? nothing,
    // A part of a list, read before, answers for its own places; how long the list is, it knows.
    count: isPart ? reading.count : (answer?.count ?? null),
    offset: answer?.offset ?? question.offset,
    // What was found so far stands for a moment after the list is read, until it is found anew.
    isSoFar: isPartial || (answer?.by === 'catalogue' && answer.isSoFar),
    isPending: answer === undefined,
    isStale: shown.isPlaceholderData,
    error: failed === undefined ? null : asApiError(failed.error),
    retry: () => {
      void failed?.refetch();
      // Names that failed to come with the files are asked for again with them.
      void client.refetchQueries({
        type: 'active',
        predicate: ({ state }) => state.status === 'error',
      });
    },
    withheld: answer?.by === 'server' ? answer.withheld : reading.withheld,
    received: answer?.by === 'server' ? answer.received : (answer?.files.length ?? 0),
    summary: answer === undefined || isPart ? null : summaryOf(answer),
    route,
    plan,
    isFiltered: isFiltered(question.filters),
    isWholeNeeded: needsWholeList(question),
    ignored: ignoredIn(planFor(question.filters, known.missing), known),
    unknown: answer?.by === 'server' ? answer.unknown : null,
    reading: route.kind === 'server' ? null : reading,
    readOn: () => {
      noteWish(client, source, plan, 'go');
      // With another key, or enabled anew, it starts by itself.
      if (goAhead) void run.refetch({ cancelRefetch: false });
    },
    cancel: () => {
      noteWish(client, source, plan, 'stop');
      void client.cancelQueries({ queryKey: ['reading run', source.name, planKey(plan)] });
    },
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
export function prefetchFirstPage(client: QueryClient): void {
  const { asked } = currentAddress();
  const question = questionOf(asked);
  if (firstPath(question) !== null) {
    void client.prefetchQuery(dataFilesOptions(sourceNamed(asked.source), question));
  }
  // The URL may have changed since the preloaded request was sent.
  dropPreloaded();
}
