import {
  type FileQuery,
  type Filters,
  isCohort,
  isFiltered,
  type ServerFilter,
  serverFilters,
  singleValueOf,
} from '../domain/filters.ts';
import { initialCapabilities, type ServerCapabilities } from './capabilities.ts';
import {
  candidateEndpoints,
  type Endpoint,
  endpointKey,
  needsTree,
  pathOf,
  type Plan,
  planFor,
  planKey,
  queryParametersFor,
} from './plan.ts';
import { LOAD_WITHOUT_CONSENT, type LoadState } from './loadState.ts';

/** How to get the files of a query. */
export type Strategy =
  /** Request one page from the server. */
  | { kind: 'server' }
  /** The loaded files contain the page: send no request. */
  | { kind: 'local'; plan: Plan }
  /** Load the full list. Until it is complete, the loaded files give a partial result. */
  | { kind: 'fullLoad'; plan: Plan; reason: 'filterIgnored' | 'needsFullList' };

/**
 * Whether a query needs the full list: the API can neither search nor sort, and supports only one value of each of its
 * three filters.
 */
export function needsFullList({ filters, ordering }: FileQuery): boolean {
  const rest = { ...filters, include_children: false, search: filters.search.trim() };
  for (const filter of serverFilters) {
    if (singleValueOf(filters, filter) !== null) rest[filter] = [];
  }
  return ordering !== null || isFiltered(rest);
}

/** Whether the list of `plan` contains all files that match `filters`. */
export function isSupersetOf(plan: Plan, filters: Filters): boolean {
  const isWide = candidateEndpoints(filters).some(
    (endpoint) =>
      endpointKey(endpoint) === endpointKey(plan.endpoint) ||
      // The list of a data type and its descendants contains the data type's own files.
      (endpoint.kind === 'datatype' &&
        plan.endpoint.kind === 'datatype' &&
        endpoint.id === plan.endpoint.id &&
        !endpoint.include_children),
  );
  return (
    isWide &&
    serverFilters.every(
      (filter) =>
        plan.parameters[filter] === undefined ||
        // As a parameter, a data type excludes its descendants.
        // A cohort needs the files of all members.
        (!isCohort(filters) &&
          plan.parameters[filter] === singleValueOf(filters, filter) &&
          !(filter === 'datatype_id' && filters.include_children)),
    )
  );
}

/** Chooses how to get the files of a query. A pure function of the query, the capabilities and the loads. */
export function chooseStrategy(
  fileQuery: FileQuery,
  capabilities: ServerCapabilities,
  loads: readonly LoadState[],
): Strategy {
  const { filters, limit, offset } = fileQuery;
  const complete = loads
    .filter(
      (load) =>
        load.status === 'complete' &&
        isSupersetOf(load.plan, filters) &&
        (capabilities.tree || !needsTree(filters, load.plan.endpoint)),
    )
    .toSorted((a, b) => a.unique - b.unique)[0];
  if (complete !== undefined) return { kind: 'local', plan: complete.plan };

  if (needsFullList(fileQuery)) {
    return {
      kind: 'fullLoad',
      plan: planFullLoad(filters, capabilities, loads),
      reason: 'needsFullList',
    };
  }
  const plan = planFor(filters, capabilities.missing);
  if (needsTree(filters, plan.endpoint)) {
    return {
      kind: 'fullLoad',
      plan: planFullLoad(filters, capabilities, loads),
      reason: 'needsFullList',
    };
  }
  if (ignoredIn(plan, capabilities).length > 0) {
    return {
      kind: 'fullLoad',
      plan: planFullLoad(filters, capabilities, loads),
      reason: 'filterIgnored',
    };
  }
  const partial = loads.find((load) => planKey(load.plan) === planKey(plan));
  if (partial !== undefined && hasPage(partial, offset, limit)) {
    return { kind: 'local', plan: partial.plan };
  }
  return { kind: 'server' };
}

/** The filters that a plan sends as query parameters although the server ignores them. */
export function ignoredIn({ parameters }: Plan, { verdicts }: ServerCapabilities): ServerFilter[] {
  return serverFilters.filter(
    (filter) => parameters[filter] !== undefined && verdicts[filter] === 'ignored',
  );
}

/**
 * The plan for loading a full list for `filters`: the list with the fewest files, as far as their counts are known. Sends
 * only parameters that the server is known to honour, because the list must be complete.
 */
export function planFullLoad(
  filters: Filters,
  capabilities: ServerCapabilities,
  loads: readonly LoadState[],
): Plan {
  const present = candidateEndpoints(filters).filter(
    ({ kind }) => !capabilities.missing.includes(kind),
  );
  const candidates = capabilities.tree
    ? present
    : present.filter((endpoint) => !needsTree(filters, endpoint));
  // Prefers counted lists. If none is counted, takes the presumably shortest; the load counts the others before it
  // continues. The list of all files is never the shortest.
  const length = (endpoint: Endpoint) =>
    endpoint.kind === 'all'
      ? Infinity
      : (capabilities.counts[endpointKey(endpoint)] ?? Number.MAX_SAFE_INTEGER);
  const endpoint = candidates.toSorted((a, b) => compare(length(a), length(b)))[0] ?? {
    kind: 'all',
  };
  const parameters = queryParametersFor(filters, endpoint);
  for (const filter of serverFilters) {
    if (capabilities.verdicts[filter] !== 'honoured') delete parameters[filter];
  }
  const plan = { endpoint, parameters };
  // Prefers resuming a partial load over starting another list.
  const started = loads.find(
    (load) =>
      isSupersetOf(load.plan, filters) &&
      !capabilities.missing.includes(load.plan.endpoint.kind) &&
      ignoredIn(load.plan, capabilities).length === 0 &&
      (capabilities.tree || !needsTree(filters, load.plan.endpoint)) &&
      load.offset > 0 &&
      remaining(load) < (capabilities.counts[endpointKey(endpoint)] ?? LOAD_WITHOUT_CONSENT),
  );
  return started?.plan ?? plan;
}

function compare(a: number, b: number): number {
  // Not `a - b`: the difference of two infinities is NaN.
  return a === b ? 0 : a < b ? -1 : 1;
}

function remaining({ count, offset }: LoadState): number {
  return count === null ? Infinity : count - offset;
}

/** Whether a partially loaded list contains a page, at the same positions as on the server. */
function hasPage(load: LoadState, offset: number, limit: number): boolean {
  const { count, duplicated, redactedCount } = load;
  if (count === null || duplicated > 0 || redactedCount > 0) return false;
  return load.offset >= Math.min(offset + limit, count);
}

/**
 * The path and query string of the first request of a visit that starts with `fileQuery`; null if it does not start with
 * a page from the server.
 */
export function firstPath(fileQuery: FileQuery): string | null {
  if (chooseStrategy(fileQuery, initialCapabilities, []).kind !== 'server') return null;
  return pathOf(
    planFor(fileQuery.filters, initialCapabilities.missing),
    fileQuery.limit,
    fileQuery.offset,
  );
}
