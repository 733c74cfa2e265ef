import { useQuery } from '@tanstack/react-query';
import { type Filters, isCohort, noFilters } from '../domain/filters.ts';
import { type Plan, planKey } from '../retrieval/plan.ts';
import { chooseStrategy } from '../retrieval/strategy.ts';
import { catalogueFor } from './catalogues.ts';
import type { Session } from '../session/session.ts';
import { useCapabilities, useLoads, useSession } from '../session/SessionProvider.tsx';

/** A member of a cohort. */
export interface CohortMember {
  username: string;
  /** The member's number of files of each shared data type, then of each shared project. */
  shares: number[];
  /** The member's number of files. */
  files: number;
}

/**
 * The members who share everything that `filters` require of a cohort, most files first. Ignores other filters. Null
 * until the list of all files is loaded, and if `filters` contain no cohort.
 */
export function useCohort(filters: Filters): readonly CohortMember[] | null {
  const session = useSession();
  const capabilities = useCapabilities();
  const loads = useLoads();
  const { shares_datatype_id, shares_source_project_id, include_children } = filters;
  const cohort = { ...noFilters, shares_datatype_id, shares_source_project_id, include_children };
  const fileQuery = { filters: cohort, ordering: null, limit: 1, offset: 0 };
  const strategy = chooseStrategy(fileQuery, capabilities, Object.values(loads));
  const plan = isCohort(filters) && strategy.kind === 'local' ? strategy.plan : null;
  const { data } = useQuery({
    queryKey: [
      'catalogue',
      session.source.name,
      plan === null ? null : planKey(plan),
      'cohort',
      cohort,
      plan === null ? null : loads[planKey(plan)]?.version,
    ],
    enabled: plan !== null,
    queryFn: () => findMembers(session, plan, cohort),
  });
  return plan === null ? null : (data ?? null);
}

async function findMembers(
  session: Session,
  plan: Plan | null,
  cohort: Filters,
): Promise<CohortMember[]> {
  if (plan === null) return [];
  const { shares_datatype_id, shares_source_project_id } = cohort;
  const catalogue = await catalogueFor(session, plan, cohort);
  const countFiles = async (changes: Partial<Filters>) => {
    const { members } = await catalogue.facets({ ...cohort, ...changes });
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
