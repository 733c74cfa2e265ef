import { useQuery } from '@tanstack/react-query';
import type { Asked } from '../url/searchParams.ts';
import type { Facets } from '../domain/facets.ts';
import type { ServerFilter } from '../domain/filters.ts';
import { type Plan, planKey } from '../retrieval/plan.ts';
import { initialLoadState } from '../retrieval/loadState.ts';
import { routeFor } from '../retrieval/strategy.ts';
import { facetsOptions } from './facetsOptions.ts';
import { questionOf } from '../url/fileQuery.ts';
import { useCapabilities } from '../session/SessionProvider.tsx';
import { useSession } from '../session/SessionProvider.tsx';
import { useLoads } from './loads.ts';

/**
 * How many files there are for each value of `filter` beside all the other filters: what choosing
 * it would find. Null unless the list that tells has been read to its end, and `isWanted`.
 */
export function useOptionCounts(
  asked: Asked,
  filter: ServerFilter,
  isWanted: boolean,
): Facets | null {
  const session = useSession();
  const known = useCapabilities();
  const loads = useLoads();
  const question = questionOf({ ...asked, [filter]: [], [`${filter}__not`]: [] });
  const route = routeFor(question, known, Object.values(loads));
  const plan: Plan =
    route.kind === 'server' ? { list: { kind: 'all' }, parameters: {} } : route.plan;
  const load = loads[planKey(plan)] ?? initialLoadState(plan);
  const canTell = isWanted && route.kind === 'here' && load.status === 'complete';
  const options = facetsOptions(session, plan, question.filters, load);
  const counted = useQuery({ ...options, enabled: canTell });
  return canTell ? (counted.data?.facets ?? null) : null;
}
