import {
  type Filters,
  isCohort,
  isFiltered,
  type Ordering,
  type ServerFilter,
  serverFilters,
  soleValue,
} from '../domain/filters.ts';
import type { ServerCapabilities } from './capabilities.ts';
import {
  type List,
  listKey,
  listsFor,
  needsTree,
  parametersFor,
  type Plan,
  planFor,
  planKey,
} from './plan.ts';
import { LOAD_WITHOUT_CONSENT, type LoadState } from './loadState.ts';

/** A question: which files, in which order, and which of them. */
export interface Question {
  filters: Filters;
  ordering: Ordering | null;
  limit: number;
  offset: number;
}

/** Where the answer comes from. */
export type Route =
  /** One page, straight from the server. */
  | { kind: 'server' }
  /** What has been read holds the whole answer: nothing is asked of the server. */
  | { kind: 'here'; plan: Plan }
  /** A list must be read to its end first; what has been read of it answers in part. */
  | { kind: 'read'; plan: Plan; because: 'ignored' | 'whole' };

/**
 * Whether the question can only be answered by whoever has the whole list: the API can neither
 * search nor sort, and knows one value of each of its own three filters.
 */
export function needsWholeList({ filters, ordering }: Question): boolean {
  const rest = { ...filters, include_children: false, search: filters.search.trim() };
  for (const filter of serverFilters) {
    if (soleValue(filters, filter) !== null) rest[filter] = [];
  }
  return ordering !== null || isFiltered(rest);
}

/** Whether everything that `filters` ask for is in the list that `plan` reads. */
export function covers(plan: Plan, filters: Filters): boolean {
  const isWide = listsFor(filters).some(
    (list) =>
      listKey(list) === listKey(plan.list) ||
      // A data type's list with its descendants holds the data type's own.
      (list.kind === 'datatype' &&
        plan.list.kind === 'datatype' &&
        list.id === plan.list.id &&
        !list.include_children),
  );
  return (
    isWide &&
    serverFilters.every(
      (filter) =>
        plan.parameters[filter] === undefined ||
        // As a parameter, a data type leaves its descendants out.
        // A cohort is found among the files of everybody.
        (!isCohort(filters) &&
          plan.parameters[filter] === soleValue(filters, filter) &&
          !(filter === 'datatype_id' && filters.include_children)),
    )
  );
}

/** Where the answer to `question` comes from, as things stand. Pure: the same state, the same route. */
export function routeFor(
  question: Question,
  known: ServerCapabilities,
  loads: readonly LoadState[],
): Route {
  const { filters, limit, offset } = question;
  const complete = loads
    .filter(
      (load) =>
        load.status === 'complete' &&
        covers(load.plan, filters) &&
        (known.tree || !needsTree(filters, load.plan.list)),
    )
    .toSorted((a, b) => a.unique - b.unique)[0];
  if (complete !== undefined) return { kind: 'here', plan: complete.plan };

  if (needsWholeList(question)) {
    return { kind: 'read', plan: readingPlan(filters, known, loads), because: 'whole' };
  }
  const plan = planFor(filters, known.missing);
  if (needsTree(filters, plan.list)) {
    return { kind: 'read', plan: readingPlan(filters, known, loads), because: 'whole' };
  }
  if (ignoredIn(plan, known).length > 0) {
    return { kind: 'read', plan: readingPlan(filters, known, loads), because: 'ignored' };
  }
  const prefix = loads.find((load) => planKey(load.plan) === planKey(plan));
  if (prefix !== undefined && holdsPage(prefix, offset, limit)) {
    return { kind: 'here', plan: prefix.plan };
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
export function readingPlan(
  filters: Filters,
  known: ServerCapabilities,
  loads: readonly LoadState[],
): Plan {
  const present = listsFor(filters).filter(({ kind }) => !known.missing.includes(kind));
  const candidates = known.tree ? present : present.filter((list) => !needsTree(filters, list));
  // Counted lists before uncounted ones: whoever has none counted yet takes the likeliest, and the
  // load counts the others before it goes far. The list of all files is never the shortest.
  const length = (list: List) =>
    list.kind === 'all' ? Infinity : (known.counts[listKey(list)] ?? Number.MAX_SAFE_INTEGER);
  const list = candidates.toSorted((a, b) => compare(length(a), length(b)))[0] ?? { kind: 'all' };
  const parameters = parametersFor(filters, list);
  for (const filter of serverFilters) {
    if (known.verdicts[filter] !== 'honoured') delete parameters[filter];
  }
  const plan = { list, parameters };
  // What was begun is gone on with, rather than begun again with another list.
  const begun = loads.find(
    (load) =>
      covers(load.plan, filters) &&
      !known.missing.includes(load.plan.list.kind) &&
      ignoredIn(load.plan, known).length === 0 &&
      (known.tree || !needsTree(filters, load.plan.list)) &&
      load.offset > 0 &&
      remaining(load) < (known.counts[listKey(list)] ?? LOAD_WITHOUT_CONSENT),
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
function holdsPage(load: LoadState, offset: number, limit: number): boolean {
  const { count, duplicated, withheld } = load;
  if (count === null || duplicated > 0 || withheld > 0) return false;
  return load.offset >= Math.min(offset + limit, count);
}
