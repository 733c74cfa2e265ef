import { initialCapabilities } from './capabilities.ts';
import { pathOf, planFor } from './plan.ts';
import { chooseStrategy } from './strategy.ts';
import type { FileQuery } from '../domain/filters.ts';

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
