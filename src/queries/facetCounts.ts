import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Facets } from '../domain/facets.ts';
import type { Filters, ServerFilter } from '../domain/filters.ts';
import { type Plan, planKey } from '../retrieval/plan.ts';
import { initialLoadState, type LoadState } from '../retrieval/loadState.ts';
import type { Session } from '../session/session.ts';
import { fileQueryOf, type SearchParams } from '../url/searchParams.ts';
import { chooseStrategy } from '../retrieval/strategy.ts';
import { useCapabilities, useLoads, useSession } from '../session/SessionProvider.tsx';

/** Facets, and how far the list was loaded when they were counted. */
export interface Counted {
  facets: Facets;
  status: LoadState['status'];
  unique: number;
}

/** Counts the matching files among the loaded files of a plan's list. */
export function facetsOptions(session: Session, plan: Plan, filters: Filters, load: LoadState) {
  return queryOptions<Counted>({
    queryKey: ['catalogue', session.source.name, planKey(plan), 'facets', filters, load.version],
    gcTime: 60_000,
    queryFn: async () => {
      const { catalogueFor } = await import('./catalogues.ts');
      const catalogue = await catalogueFor(session, plan, filters);
      const { status, unique } = load;
      return { facets: await catalogue.facets(filters), status, unique };
    },
    // Keep the old counts until the new ones are there, which takes milliseconds.
    placeholderData: (before, query) =>
      query?.queryKey[1] === session.source.name ? before : undefined,
  });
}

/**
 * The number of files that each value of `filter` would find together with the other filters. Null unless the list is
 * completely loaded and `isWanted` is set.
 */
export function useOptionCounts(
  params: SearchParams,
  filter: ServerFilter,
  isWanted: boolean,
): Facets | null {
  const session = useSession();
  const capabilities = useCapabilities();
  const loads = useLoads();
  const fileQuery = fileQueryOf({ ...params, [filter]: [], [`${filter}__not`]: [] });
  const strategy = chooseStrategy(fileQuery, capabilities, Object.values(loads));
  const plan: Plan =
    strategy.kind === 'server' ? { endpoint: { kind: 'all' }, parameters: {} } : strategy.plan;
  const load = loads[planKey(plan)] ?? initialLoadState(plan);
  const canTell = isWanted && strategy.kind === 'local' && load.status === 'complete';
  const options = facetsOptions(session, plan, fileQuery.filters, load);
  const counted = useQuery({ ...options, enabled: canTell });
  return canTell ? (counted.data?.facets ?? null) : null;
}
