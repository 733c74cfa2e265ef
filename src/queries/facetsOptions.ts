import { queryOptions } from '@tanstack/react-query';
import type { Source } from '../api/source.ts';
import type { Facets } from '../listing/facets.ts';
import type { Filters } from '../listing/filters.ts';
import { type Plan, planKey } from '../listing/plan.ts';
import type { Reading } from '../listing/reading.ts';
import { catalogueFor } from './catalogueAnswers.ts';

/** Counts, and how far the list was read that they are of. */
export interface Counted {
  facets: Facets;
  status: Reading['status'];
  unique: number;
}

/** The counts of the files that match, from what is read of a plan's list. */
export function facetsOptions(source: Source, plan: Plan, filters: Filters, reading: Reading) {
  return queryOptions<Counted>({
    queryKey: [
      'answer',
      source.name,
      planKey(plan),
      'facets',
      filters,
      reading.offset,
      reading.unique,
      reading.status === 'complete',
    ],
    gcTime: 60_000,
    queryFn: async ({ client }) => {
      const catalogue = await catalogueFor(client, source, plan, filters);
      const { status, unique } = reading;
      return { facets: await catalogue.facets(filters), status, unique };
    },
    // What has been read is counted anew within milliseconds: until then the old counts stay.
    placeholderData: (before, query) => (query?.queryKey[1] === source.name ? before : undefined),
  });
}
