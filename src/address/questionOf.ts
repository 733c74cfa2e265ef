import type { Filters } from '../listing/filters.ts';
import type { Question } from '../listing/route.ts';
import type { Asked } from './parameters.ts';

/** The question that an address puts. What else stands in it (details, source) asks for no other files. */
export function questionOf(asked: Asked): Question {
  const { limit, offset, ordering } = asked;
  const filters: Filters & Partial<Asked> = { ...asked };
  for (const name of ['limit', 'offset', 'ordering', 'file', 'source'] as const) {
    delete filters[name];
  }
  return { filters, limit, offset, ordering };
}
