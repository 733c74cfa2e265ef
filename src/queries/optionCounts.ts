import { useQuery } from '@tanstack/react-query';
import type { SearchParams } from '../url/searchParams.ts';
import type { Facets } from '../domain/facets.ts';
import type { ServerFilter } from '../domain/filters.ts';
import { type Plan, planKey } from '../retrieval/plan.ts';
import { initialLoadState } from '../retrieval/loadState.ts';
import { chooseStrategy } from '../retrieval/strategy.ts';
import { facetsOptions } from './facetsOptions.ts';
import { fileQueryOf } from '../url/fileQuery.ts';
import { useCapabilities } from '../session/SessionProvider.tsx';
import { useSession } from '../session/SessionProvider.tsx';
import { useLoads } from './loads.ts';

/**
 * How many files there are for each value of `filter` beside all the other filters: what choosing
 * it would find. Null unless the list that tells has been read to its end, and `isWanted`.
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
