import { queryOptions } from '@tanstack/react-query';
import type { Facets } from '../domain/facets.ts';
import type { Filters } from '../domain/filters.ts';
import { type Plan, planKey } from '../retrieval/plan.ts';
import type { LoadState } from '../retrieval/loadState.ts';
import type { Session } from '../session/session.ts';
import { catalogueFor } from './catalogueAnswers.ts';

/** Counts, and how far the list was loaded that they are of. */
export interface Counted {
  facets: Facets;
  status: LoadState['status'];
  unique: number;
}

/** Counts the files that match, from what is loaded of a plan's list. */
export function facetsOptions(session: Session, plan: Plan, filters: Filters, load: LoadState) {
  return queryOptions<Counted>({
    queryKey: ['catalogue', session.source.name, planKey(plan), 'facets', filters, load.version],
    gcTime: 60_000,
    queryFn: async () => {
      const catalogue = await catalogueFor(session, plan, filters);
      const { status, unique } = load;
      return { facets: await catalogue.facets(filters), status, unique };
    },
    // Keep the old counts until the new ones are there, which takes milliseconds.
    placeholderData: (before, query) =>
      query?.queryKey[1] === session.source.name ? before : undefined,
  });
}
