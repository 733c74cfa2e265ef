import { useQuery } from '@tanstack/react-query';
import type { Asked } from '../address/parameters.ts';
import type { Source } from '../api/source.ts';
import type { Facets } from '../listing/facets.ts';
import type { ServerFilter } from '../listing/filters.ts';
import { type Plan, planKey } from '../listing/plan.ts';
import { freshReading } from '../listing/reading.ts';
import { routeFor } from '../listing/route.ts';
import { facetsOptions } from './facetsOptions.ts';
import { useKnowledge } from './knowledge.ts';
import { questionOf } from '../address/questionOf.ts';
import { useReadings } from './readings.ts';

/**
 * How many files there are for each value of `filter` beside all the other filters: what choosing
 * it would find. Null unless the list that tells has been read to its end, and `isWanted`.
 */
export function useOptionCounts(
  source: Source,
  asked: Asked,
  filter: ServerFilter,
  isWanted: boolean,
): Facets | null {
  const known = useKnowledge(source);
  const readings = useReadings(source);
  const question = questionOf({ ...asked, [filter]: [], [`${filter}__not`]: [] });
  const route = routeFor(question, known, Object.values(readings));
  const plan: Plan =
    route.kind === 'server' ? { list: { kind: 'all' }, parameters: {} } : route.plan;
  const reading = readings[planKey(plan)] ?? freshReading(plan);
  const canTell = isWanted && route.kind === 'here' && reading.status === 'complete';
  const options = facetsOptions(source, plan, question.filters, reading);
  const counted = useQuery({ ...options, enabled: canTell });
  return canTell ? (counted.data?.facets ?? null) : null;
}
