import { queryOptions } from '@tanstack/react-query';
import type { Source } from '../api/source.ts';
import type { Filters } from '../listing/filters.ts';
import { type Plan, planKey } from '../listing/plan.ts';
import type { Reading } from '../listing/reading.ts';

/**
 * Reads a plan's list into its catalogue, from wherever the last reading of it stopped. Without
 * `goAhead` it stops after the first page where the list has more files than are read without
 * asking. When nobody looks any more, it stops too, and goes on when somebody does.
 */
export function readingRunOptions(source: Source, plan: Plan, filters: Filters, goAhead: boolean) {
  return queryOptions({
    queryKey: ['reading run', source.name, planKey(plan), goAhead],
    queryFn: async ({ client, signal }): Promise<Reading['status']> => {
      // Visits that only page through the server's lists do not need it.
      const { runReading } = await import('./runReading.ts');
      return runReading(client, source, { plan, filters, goAhead }, signal);
    },
  });
}
