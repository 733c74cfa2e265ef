import { initialCapabilities } from './capabilities.ts';
import { pathOf, planFor } from './plan.ts';
import { type Question, routeFor } from './strategy.ts';

/**
 * The path and query that a visit which begins with `question` asks for first; null where it does
 * not begin with a page from the server.
 */
export function firstPath(question: Question): string | null {
  if (routeFor(question, initialCapabilities, []).kind !== 'server') return null;
  return pathOf(
    planFor(question.filters, initialCapabilities.missing),
    question.limit,
    question.offset,
  );
}
