import type { UseQueryOptions } from '@tanstack/react-query';
import { type Plan, planFor, planKey } from '../retrieval/plan.ts';
import { initialLoadState, type LoadState } from '../retrieval/loadState.ts';
import { type Question, type Route, routeFor } from '../retrieval/strategy.ts';
import { type Answer, answerOptions } from './answers.ts';
import { useCapabilities, useSession } from '../session/SessionProvider.tsx';
import { useLoads } from './loads.ts';

/** How a question is answered as things stand. */
interface Way {
  /** Where the answer comes from. */
  route: Route;
  /** By which list. */
  plan: Plan;
  /** How far the list is loaded. */
  load: LoadState;
  options: UseQueryOptions<Answer>;
}

/** What tells the way to the answer of any question. */
export function useWays(): (question: Question) => Way {
  const session = useSession();
  const known = useCapabilities();
  const loads = useLoads();
  return (question) => {
    const route = routeFor(question, known, Object.values(loads));
    const plan = route.kind === 'server' ? planFor(question.filters, known.missing) : route.plan;
    const load = loads[planKey(plan)] ?? initialLoadState(plan);
    return { route, plan, load, options: answerOptions(session, plan, question, route, load) };
  };
}
