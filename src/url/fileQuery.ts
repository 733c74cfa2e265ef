import type { Filters } from '../domain/filters.ts';
import type { Question } from '../retrieval/strategy.ts';
import { type Asked, pageSize } from './searchParams.ts';

/**
 * The question that an address puts: about one page. What else stands in it (details, source) asks
 * for no other files.
 */
export function questionOf(asked: Asked): Question {
  const { ordering } = asked;
  const limit = pageSize(asked);
  // In one scroll, the page that the first row in sight is on: it stays the same for 100 rows.
  const offset = asked.limit === 'all' ? asked.offset - (asked.offset % limit) : asked.offset;
  const filters: Filters & Partial<Asked> = { ...asked };
  for (const name of ['limit', 'offset', 'ordering', 'file', 'source'] as const) {
    delete filters[name];
  }
  return { filters, limit, offset, ordering };
}
