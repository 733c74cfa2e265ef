import type { UseQueryOptions } from '@tanstack/react-query';
import { type Plan, planFor, planKey } from '../retrieval/plan.ts';
import { initialLoadState, type LoadState } from '../retrieval/loadState.ts';
import { chooseStrategy, type Strategy } from '../retrieval/strategy.ts';
import { type FilePage, filePageOptions } from './answers.ts';
import { useCapabilities, useSession } from '../session/SessionProvider.tsx';
import { useLoads } from './loads.ts';
import type { FileQuery } from '../domain/filters.ts';

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
