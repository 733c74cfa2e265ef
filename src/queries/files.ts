import {
  hashKey,
  type Query,
  type QueryFunctionContext,
  type QueryKey,
  type UseQueryOptions,
} from '@tanstack/react-query';
import { ApiError } from '../api/ApiError.ts';
import { getJson } from '../api/client.ts';
import { type DataFile, dataFilePageSchema } from '../api/schemas.ts';
import { type Evidence, recordEvidence } from '../retrieval/capabilities.ts';
import { type FileQuery, type Filters, isFiltered } from '../domain/filters.ts';
import { type VerifiedPage, verifyPage } from '../retrieval/verifyPage.ts';
import {
  type Endpoint,
  endpointKey,
  pathFilterOf,
  pathOf,
  type Plan,
  planFor,
  planKey,
  requestedFilters,
} from '../retrieval/plan.ts';
import { chooseStrategy, ignoredIn, type Strategy } from '../retrieval/strategy.ts';
import { probeParams } from './probeParams.ts';
import { capabilitiesOf, noteEvidence, type Session } from '../session/session.ts';
import { fetchDescendantsOf } from './names.ts';
import { classifyNotFound } from './notFound.ts';
import { initialLoadState, type LoadState } from '../retrieval/loadState.ts';
import type { Summary } from '../domain/summary.ts';
import { useCapabilities, useLoads, useSession } from '../session/SessionProvider.tsx';

/** A page of the server, verified against all filters of the API. */
export interface ServerPage extends VerifiedPage {
  by: 'server';
  plan: Plan;
  offset: number;
  /** All rows of the response, for loading the same list; empty if the server has narrowed the list. */
  listed: readonly (DataFile | null)[];
  /** The list, if the server does not know its project, data type or member: nothing can match. */
  unknown: Endpoint | null;
  /** What the response has shown about the server. */
  evidence: Evidence;
}

/**
 * One page of public data files from the narrowest of the API's lists: endpoint A (all files), endpoint B (a project's
 * files), or the list of a data type or a member. Sends the other filters as query parameters. Records what the response
 * shows about the server.
 */
export function serverPageOptions(session: Session, { filters, limit, offset }: FileQuery) {
  const queryKey: QueryKey = [...pagesKey(session, filters), limit, offset];
  return {
    queryKey,
    meta: {
      // Not earlier: the strategy that the evidence leads to builds on this page.
      onStored: () => {
        const page = session.queryClient.getQueryData<ServerPage>(queryKey);
        if (page !== undefined) noteEvidence(session, page.evidence);
      },
    },
    queryFn: async ({ signal }: QueryFunctionContext): Promise<ServerPage> => {
      for (;;) {
        const plan = planFor(filters, capabilitiesOf(session).missing);
        try {
          const page = await fetchPage(session, plan, { filters, limit, offset }, signal);
          if (page !== null) return page;
          // The path does not filter: continues with the next best list.
          noteEvidence(session, { missing: plan.endpoint.kind });
        } catch (error) {
          if (!isRefusal(error)) throw error;
          const meaning = await classifyNotFound(session, plan.endpoint, error);
          if (meaning === 'unknown') return unknownPage(plan);
          noteEvidence(session, { missing: plan.endpoint.kind });
        }
      }
    },
  };
}

/** Whether the cache contains a page with these filters. */
export function hasPages(session: Session, filters: Filters): boolean {
  const pages = session.queryClient.getQueriesData({ queryKey: pagesKey(session, filters) });
  return pages.some(([, page]) => page !== undefined);
}

/** The first three parts of a page's query key: the source and the filters that the server gets. */
export function pagesKey({ source }: Session, filters: Filters): QueryKey {
  const { datatype_id, include_children, source_project_id, username } = filters;
  const params = { datatype_id, include_children, source_project_id, username };
  // As text, because TanStack Query matches keys partially: an empty list would match all lists.
  return ['data files', source.name, JSON.stringify(params)];
}

async function fetchPage(
  session: Session,
  plan: Plan,
  { filters, limit, offset }: Omit<FileQuery, 'ordering'>,
  signal: AbortSignal,
): Promise<ServerPage | null> {
  const path = pathOf(plan, limit, offset);
  const [page, descendantsOf] = await Promise.all([
    getJson(session.source, path, dataFilePageSchema, { signal }),
    fetchDescendantsOf(session, filters),
  ]);
  const checked = verifyPage(page, filters, descendantsOf, requestedFilters(plan));
  const pathFilter = pathFilterOf(plan.endpoint);
  if (pathFilter !== null && checked.ignored.includes(pathFilter)) return null;
  const probed = await probeParams(session, plan, { ...checked, offset }, signal);
  const evidence: Evidence = {
    honoured: probed.honoured,
    ignored: [...checked.ignored, ...probed.ignored],
  };
  const isList =
    Object.keys(plan.parameters).length ===
    ignoredIn(plan, recordEvidence(capabilitiesOf(session), evidence)).length;
  if (isList) evidence.count = { endpoint: endpointKey(plan.endpoint), files: page.count };
  return {
    ...checked,
    by: 'server',
    plan,
    offset,
    listed: isList ? page.results : [],
    unknown: null,
    evidence,
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.kind === 'refused';
}

function unknownPage(plan: Plan): ServerPage {
  return {
    by: 'server',
    plan,
    offset: 0,
    files: [],
    rows: [],
    listed: [],
    received: 0,
    redactedCount: 0,
    count: 0,
    ignored: [],
    unknown: plan.endpoint,
    evidence: {},
  };
}

/** A page of files, from the server or from a catalogue. */
export type FilePage = ServerPage | CataloguePage;

export interface CataloguePage {
  by: 'catalogue';
  /** Whether the list was still loading. */
  isPartial: boolean;
  files: DataFile[];
  /** The index of the first file in the whole result. */
  offset: number;
  count: number;
  summary: Summary;
}

/** The query of the page's rows, from the server or from a catalogue. Being one query, it can keep rows while the next load. */
function filePageOptions(
  session: Session,
  plan: Plan,
  fileQuery: FileQuery,
  strategy: Strategy,
  load: LoadState,
): UseQueryOptions<FilePage> {
  const common = {
    // The first request may fail before the page renders. It is not sent again without the user.
    retryOnMount: false,
    // Rows of another query would contradict the heading. Two kinds of rows may stay while the next ones load: another
    // page of the same list, and rows from a catalogue, which returns new ones within milliseconds.
    placeholderData: (before: FilePage | undefined, query: Query<FilePage> | undefined) => {
      if (strategy.kind !== 'server') {
        const canAnswer = strategy.kind === 'local' || load.count !== null;
        const isOurs = canAnswer && query?.queryKey[1] === session.source.name;
        if (isOurs && before?.by === 'catalogue') return before;
        if (isFiltered(fileQuery.filters)) return undefined;
      }
      const endpoint = hashKey(pagesKey(session, fileQuery.filters));
      return query !== undefined && hashKey(query.queryKey.slice(0, 3)) === endpoint
        ? before
        : undefined;
    },
  };
  if (strategy.kind === 'server') {
    const options = serverPageOptions(session, fileQuery);
    return { ...common, ...options };
  }
  return {
    ...common,
    queryKey: [
      'catalogue',
      session.source.name,
      planKey(plan),
      fileQuery,
      load.version,
      strategy.kind,
    ],
    enabled: strategy.kind === 'local' || load.count !== null,
    // The catalogue keeps the files, so the cache need not.
    gcTime: 60_000,
    queryFn: async () => {
      const { queryCatalogue } = await import('./catalogues.ts');
      const answer = await queryCatalogue(session, plan, fileQuery);
      return { by: 'catalogue', isPartial: strategy.kind === 'fullLoad', ...answer };
    },
  };
}

/** How a query gets its files at the moment. */
interface QueryStrategy {
  strategy: Strategy;
  /** The list that the files come from. */
  plan: Plan;
  /** How far the list is loaded. */
  load: LoadState;
  options: UseQueryOptions<FilePage>;
}

/** Returns a function that chooses the strategy of any query. */
export function useStrategies(): (fileQuery: FileQuery) => QueryStrategy {
  const session = useSession();
  const capabilities = useCapabilities();
  const loads = useLoads();
  return (fileQuery) => {
    const strategy = chooseStrategy(fileQuery, capabilities, Object.values(loads));
    const plan =
      strategy.kind === 'server' ? planFor(fileQuery.filters, capabilities.missing) : strategy.plan;
    const load = loads[planKey(plan)] ?? initialLoadState(plan);
    return {
      strategy,
      plan,
      load,
      options: filePageOptions(session, plan, fileQuery, strategy, load),
    };
  };
}
