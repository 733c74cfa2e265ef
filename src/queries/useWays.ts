import type { UseQueryOptions } from '@tanstack/react-query';
import type { Source } from '../api/source.ts';
import { type Plan, planFor, planKey } from '../listing/plan.ts';
import { freshReading, type Reading } from '../listing/reading.ts';
import { type Question, type Route, routeFor } from '../listing/route.ts';
import { type Answer, answerOptions } from './answers.ts';
import { useKnowledge } from './knowledge.ts';
import { useReadings } from './readings.ts';

/** How a question is answered as things stand. */
interface Way {
  /** Where the answer comes from. */
  route: Route;
  /** By which list. */
  plan: Plan;
  /** How far the list has been read. */
  reading: Reading;
  options: UseQueryOptions<Answer>;
}

/** What tells the way to the answer of any question. */
export function useWays(source: Source): (question: Question) => Way {
  const known = useKnowledge(source);
  const readings = useReadings(source);
  return (question) => {
    const route = routeFor(question, known, Object.values(readings));
    const plan = route.kind === 'server' ? planFor(question.filters, known.missing) : route.plan;
    const reading = readings[planKey(plan)] ?? freshReading(plan);
    return { route, plan, reading, options: answerOptions(source, plan, question, route, reading) };
  };
}
