import { ApiError } from '../api/ApiError.ts';
import { delay } from '../api/backoff.ts';
import { getJson } from '../api/client.ts';
import { type DataFilePage, dataFilePageSchema } from '../api/schemas.ts';
import { type Filters, noFilters } from '../domain/filters.ts';
import { isFresh } from '../domain/dataFile.ts';
import type { LoadWork } from '../retrieval/listLoader.ts';
import { type LoadDependencies, loadList } from '../retrieval/loadList.ts';
import { verifyPage } from '../retrieval/verifyPage.ts';
import {
  candidateEndpoints,
  endpointKey,
  pathFilterOf,
  pathOf,
  type Plan,
  planKey,
  requestedFilters,
} from '../retrieval/plan.ts';
import { planFullLoad } from '../retrieval/strategy.ts';
import { capabilitiesOf, loadStateOf, noteEvidence, type Session } from '../session/session.ts';
import { catalogueOf, requireDescendants } from './catalogues.ts';
import type { ServerPage } from './files.ts';
import { classifyNotFound } from './notFound.ts';
import { fetchDescendantsOf } from './names.ts';

/** The work of loading a plan's list into its catalogue. */
export function createLoadWork(session: Session, plan: Plan): LoadWork {
  const dependencies: LoadDependencies = {
    fetchPage: (limit, offset, signal) => fetchListed(session, plan, limit, offset, signal),
    knownRows: (offset) => {
      const page = knownPages(session, plan).find(
        ({ offset: start, listed }) => start <= offset && offset < start + listed.length,
      );
      if (page === undefined) return null;
      return { rows: page.listed.slice(offset - page.offset), count: page.count };
    },
    nextKnown: (offset) =>
      Math.min(
        ...knownPages(session, plan)
          .map((page) => page.offset)
          .filter((start) => start > offset),
      ),
    store: (rows) => catalogueOf(session, plan).add(rows),
    delay,
    now: () => performance.now(),
  };
  return {
    loadList: (start, update, signal, most) => loadList(start, dependencies, update, signal, most),
    prepare: (filters) => requireDescendants(session, plan, filters),
    isStillBest: async (filters, signal) => {
      await countAlternatives(session, filters, signal);
      const best = planFullLoad(filters, capabilitiesOf(session), [loadStateOf(session, plan)]);
      return planKey(best) === planKey(plan);
    },
  };
}

/** Cached pages of the same list. Their rows need not be requested again. */
function knownPages({ queryClient, source }: Session, plan: Plan): ServerPage[] {
  if (Object.keys(plan.parameters).length > 0) return [];
  return queryClient
    .getQueriesData<ServerPage>({ queryKey: ['data files', source.name] })
    .flatMap(([, page]) => page ?? [])
    .filter(({ plan: params, listed: [first] }) => {
      // Rows whose links are about to expire are better requested again.
      return (
        first != null &&
        isFresh(first) &&
        endpointKey(params.endpoint) === endpointKey(plan.endpoint)
      );
    });
}

async function fetchListed(
  session: Session,
  plan: Plan,
  limit: number,
  offset: number,
  signal: AbortSignal,
): Promise<DataFilePage> {
  const page = await getJson(session.source, pathOf(plan, limit, offset), dataFilePageSchema, {
    signal,
    // The loader retries by itself, with smaller pages.
    retries: 0,
  }).catch(async (error: unknown): Promise<DataFilePage> => {
    const meaning = await classifyNotFound(session, plan.endpoint, error);
    if (meaning === 'unknown') return { count: 0, results: [] };
    noteEvidence(session, { missing: plan.endpoint.kind });
    throw error;
  });
  const filters = filtersOf(plan);
  const descendantsOf = await fetchDescendantsOf(session, filters);
  const { ignored } = verifyPage(page, filters, descendantsOf, requestedFilters(plan));
  const [first] = ignored;
  if (first === undefined) {
    if (Object.keys(plan.parameters).length === 0) {
      noteEvidence(session, { count: { endpoint: endpointKey(plan.endpoint), files: page.count } });
    }
    return page;
  }
  // The server has stopped filtering. This evidence leads to another plan.
  const pathFilter = pathFilterOf(plan.endpoint);
  if (pathFilter !== null && ignored.includes(pathFilter)) {
    noteEvidence(session, { missing: plan.endpoint.kind });
  }
  noteEvidence(session, { ignored: ignored.filter((filter) => filter !== pathFilter) });
  throw new ApiError('unexpected', `The server has stopped filtering by ${first}.`);
}

/** What a plan's list contains, as filters. */
function filtersOf({ endpoint, parameters }: Plan): Filters {
  const { datatype_id, source_project_id, username } = parameters;
  const filters: Filters = {
    ...noFilters,
    datatype_id: datatype_id === undefined ? [] : [Number(datatype_id)],
    source_project_id: source_project_id === undefined ? [] : [Number(source_project_id)],
    username: username === undefined ? [] : [String(username)],
  };
  switch (endpoint.kind) {
    case 'all':
      return filters;
    case 'project':
      return { ...filters, source_project_id: [endpoint.id] };
    case 'datatype':
      return {
        ...filters,
        datatype_id: [endpoint.id],
        include_children: endpoint.include_children,
      };
    case 'member':
      return { ...filters, username: [endpoint.username] };
  }
}

/**
 * Requests one row of each other list that contains all matching files, to learn their lengths, so that the shortest can
 * be chosen before a long list is loaded.
 */
async function countAlternatives(
  session: Session,
  filters: Filters,
  signal: AbortSignal,
): Promise<void> {
  const { counts, missing } = capabilitiesOf(session);
  const uncounted = candidateEndpoints(filters).filter(
    (endpoint) =>
      endpoint.kind !== 'all' &&
      !missing.includes(endpoint.kind) &&
      counts[endpointKey(endpoint)] === undefined,
  );
  for (const endpoint of uncounted) {
    try {
      await fetchListed(session, { endpoint, parameters: {} }, 1, 0, signal);
    } catch (error) {
      signal.throwIfAborted();
      // A list that cannot be counted is no alternative; the load itself continues.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}
