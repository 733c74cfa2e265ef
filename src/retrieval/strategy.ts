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

/** Where the answer comes from. */
export type Strategy =
  /** One page, straight from the server. */
  | { kind: 'server' }
  /** What has been read holds the whole answer: nothing is asked of the server. */
  | { kind: 'local'; plan: Plan }
  /** A list must be read to its end first; what has been read of it answers in part. */
  | { kind: 'fullLoad'; plan: Plan; reason: 'filterIgnored' | 'needsFullList' };

/**
 * Whether the question can only be answered by whoever has the whole list: the API can neither
 * search nor sort, and knows one value of each of its own three filters.
 */
export function needsFullList({ filters, ordering }: FileQuery): boolean {
  const rest = { ...filters, include_children: false, search: filters.search.trim() };
  for (const filter of serverFilters) {
    if (singleValueOf(filters, filter) !== null) rest[filter] = [];
  }
  return ordering !== null || isFiltered(rest);
}

/** Whether everything that `filters` ask for is in the list that `plan` reads. */
export function isSupersetOf(plan: Plan, filters: Filters): boolean {
  const isWide = candidateEndpoints(filters).some(
    (endpoint) =>
      endpointKey(endpoint) === endpointKey(plan.endpoint) ||
      // A data type's list with its descendants holds the data type's own.
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
        // As a parameter, a data type leaves its descendants out.
        // A cohort is found among the files of everybody.
        (!isCohort(filters) &&
          plan.parameters[filter] === singleValueOf(filters, filter) &&
          !(filter === 'datatype_id' && filters.include_children)),
    )
  );
}

/** Where the answer to `question` comes from, as things stand. Pure: the same state, the same route. */
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
  const prefix = loads.find((load) => planKey(load.plan) === planKey(plan));
  if (prefix !== undefined && hasPage(prefix, offset, limit)) {
    return { kind: 'local', plan: prefix.plan };
  }
  return { kind: 'server' };
}

/** The filters that a plan leaves to query parameters although the server ignores them. */
export function ignoredIn({ parameters }: Plan, { verdicts }: ServerCapabilities): ServerFilter[] {
  return serverFilters.filter(
    (filter) => parameters[filter] !== undefined && verdicts[filter] === 'ignored',
  );
}

/**
 * The list to read for `filters`: the one with the fewest files, by count where it is known. Only
 * parameters that the server is known to obey narrow it, for what is read must be whole.
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
  // Counted lists before uncounted ones: whoever has none counted yet takes the likeliest, and the
  // load counts the others before it goes far. The list of all files is never the shortest.
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
  // What was begun is gone on with, rather than begun again with another list.
  const begun = loads.find(
    (load) =>
      isSupersetOf(load.plan, filters) &&
      !capabilities.missing.includes(load.plan.endpoint.kind) &&
      ignoredIn(load.plan, capabilities).length === 0 &&
      (capabilities.tree || !needsTree(filters, load.plan.endpoint)) &&
      load.offset > 0 &&
      remaining(load) < (capabilities.counts[endpointKey(endpoint)] ?? LOAD_WITHOUT_CONSENT),
  );
  return begun?.plan ?? plan;
}

function compare(a: number, b: number): number {
  // Not a difference: Infinity less itself is no number.
  return a === b ? 0 : a < b ? -1 : 1;
}

function remaining({ count, offset }: LoadState): number {
  return count === null ? Infinity : count - offset;
}

/** Whether a list that is read in part holds a page of it, at the very places the server would. */
function hasPage(load: LoadState, offset: number, limit: number): boolean {
  const { count, duplicated, redactedCount } = load;
  if (count === null || duplicated > 0 || redactedCount > 0) return false;
  return load.offset >= Math.min(offset + limit, count);
}

/**
 * The path and query that a visit which begins with `question` asks for first; null where it does
 * not begin with a page from the server.
 */
export function firstPath(fileQuery: FileQuery): string | null {
  if (chooseStrategy(fileQuery, initialCapabilities, []).kind !== 'server') return null;
  return pathOf(
    planFor(fileQuery.filters, initialCapabilities.missing),
    fileQuery.limit,
    fileQuery.offset,
  );
}
