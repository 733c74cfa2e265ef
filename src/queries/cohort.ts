import { queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import type { Source } from '../api/source.ts';
import { type Filters, isCohort, noFilters } from '../listing/filters.ts';
import { planKey } from '../listing/plan.ts';
import { routeFor } from '../listing/route.ts';
import { catalogueFor } from './catalogueAnswers.ts';
import { useKnowledge } from './knowledge.ts';
import { useReadings } from './readings.ts';

/** A member of a cohort. */
export interface CohortMember {
  username: string;
  /** Public files of the member, for each thing that is shared: data types first, then projects. */
  shares: number[];
  /** All public files of the member. */
  files: number;
}

/**
 * The members who share everything that a cohort asks for, most files first, whatever other filters
 * say. Null while not everything is read that tells, and where no cohort is asked.
 */
export function useCohort(source: Source, filters: Filters): readonly CohortMember[] | null {
  const known = useKnowledge(source);
  const readings = useReadings(source);
  const { shares_datatype_id, shares_source_project_id, include_children } = filters;
  const cohort = { ...noFilters, shares_datatype_id, shares_source_project_id, include_children };
  const question = { filters: cohort, ordering: null, limit: 1, offset: 0 };
  const route = routeFor(question, known, Object.values(readings));
  const canTell = isCohort(filters) && route.kind === 'here';
  const key = route.kind === 'here' ? planKey(route.plan) : null;
  const options = queryOptions({
    queryKey: [
      'answer',
      source.name,
      key,
      'cohort',
      cohort,
      key === null ? null : readings[key]?.unique,
    ],
    queryFn: canTell
      ? async ({ client }): Promise<CohortMember[]> => {
          const catalogue = await catalogueFor(client, source, route.plan, cohort);
          const countFiles = async (asked: Partial<Filters>) => {
            const { members } = await catalogue.facets({ ...cohort, ...asked });
            return new Map(members.map(({ value, count }) => [value, count]));
          };
          const [all, ...shares] = await Promise.all([
            countFiles({}),
            ...shares_datatype_id.map((id) => countFiles({ datatype_id: [id] })),
            ...shares_source_project_id.map((id) => countFiles({ source_project_id: [id] })),
          ]);
          return [...all].flatMap(([username, files]) =>
            username === null
              ? []
              : { username, files, shares: shares.map((counts) => counts.get(username) ?? 0) },
          );
        }
      : skipToken,
  });
  return useQuery(options).data ?? null;
}
