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

/** A page as the server gave it, checked against every filter that the server knows. */
export interface ServerPage extends VerifiedPage {
  by: 'server';
  plan: Plan;
  offset: number;
  /** Every row as it came, for whoever reads the same list; empty where the list was narrowed. */
  listed: readonly (DataFile | null)[];
  /** The list whose project, data type or member the server does not know: nothing can match. */
  unknown: Endpoint | null;
  /** What the response has shown about the server. */
  evidence: Evidence;
}

/**
 * One page of public data files, by the narrowest of the API's lists: endpoint A (every file),
 * endpoint B (one project's), or a data type's or a member's own, the remaining filters sent as
 * query parameters. What the answer shows of the server is learned on the way.
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
          // A path that does not filter is of no use: the next best list must do.
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

/** Whether a page of these filters has come during this visit. */
export function hasPages(session: Session, filters: Filters): boolean {
  const pages = session.queryClient.getQueriesData({ queryKey: pagesKey(session, filters) });
  return pages.some(([, page]) => page !== undefined);
}

/** The beginning, of three parts, of a page's key: what the server is told of the filters. */
export function pagesKey({ source }: Session, filters: Filters): QueryKey {
  const { datatype_id, include_children, source_project_id, username } = filters;
  const params = { datatype_id, include_children, source_project_id, username };
  // As text: a key's lists would be met by every list that begins as they do, and an empty one by all.
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

/** A page of answers, by whoever gave them. */
export type FilePage = ServerPage | CataloguePage;

export interface CataloguePage {
  by: 'catalogue';
  /** The list was still being read. */
  isPartial: boolean;
  files: DataFile[];
  /** Where the files stand in the whole answer. */
  offset: number;
  count: number;
  summary: Summary;
}

/** The one query behind the rows on the page, so that rows stay while the next ones load. */
function filePageOptions(
  session: Session,
  plan: Plan,
  fileQuery: FileQuery,
  strategy: Strategy,
  load: LoadState,
): UseQueryOptions<FilePage> {
  const common = {
    // The first request may have failed before there was a page to say so: it is not sent again unasked.
    retryOnMount: false,
    // Rows of another question would be a lie under this one's heading. Two things may stay while
    // the next come: a page of the same list, and what has been read, which is answered anew
    // within milliseconds.
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
    // What is read stays in the catalogue; its answers need not be kept twice.
    gcTime: 60_000,
    queryFn: async () => {
      const { queryCatalogue } = await import('./catalogues.ts');
      const answer = await queryCatalogue(session, plan, fileQuery);
      return { by: 'catalogue', isPartial: strategy.kind === 'fullLoad', ...answer };
    },
  };
}

/** How a question is answered as things stand. */
interface QueryStrategy {
  /** Where the answer comes from. */
  strategy: Strategy;
  /** By which list. */
  plan: Plan;
  /** How far the list is loaded. */
  load: LoadState;
  options: UseQueryOptions<FilePage>;
}

/** What tells the way to the answer of any question. */
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
