import type { DataFile } from '../api/schemas.ts';
import { type Filters, sortedUnique, isCohort, noFilters } from './filters.ts';
import { type DescendantsOf, withDescendants } from './predicates.ts';

/** One thing that every member of a cohort shares: one of these data types, or this project. */
export type Share = { datatypes: ReadonlySet<number> } | { project: number };

/** Everything that members must share. `descendantsOf` is null if descendants do not count. */
export function sharesIn(filters: Filters, descendantsOf: DescendantsOf | null): Share[] {
  const accepted = filters.include_children ? descendantsOf : null;
  return [
    ...filters.shares_datatype_id.map((id) => ({
      datatypes: new Set(withDescendants([id], accepted)),
    })),
    ...filters.shares_source_project_id.map((project) => ({ project })),
  ];
}

/** The usernames of the members whose `files` contain every one of `shares`, sorted. Hidden members have none. */
export function cohortOf(files: readonly DataFile[], shares: readonly Share[]): string[] {
  const sharers = shares.map((share) => {
    const has = (file: DataFile) =>
      'project' in share
        ? file.source_project === share.project
        : file.datatypes.some((id) => share.datatypes.has(id));
    return new Set(files.filter(has).flatMap(({ user }) => user.username ?? []));
  });
  const [first = new Set<string>(), ...others] = sharers;
  return [...first].filter((username) => others.every((some) => some.has(username))).toSorted();
}

/** Usernames cannot contain this character, so it matches no member. An empty list would match every member. */
const NO_MEMBER = '~';

/** Replaces a cohort by the usernames of its `members`, for scripts, which cannot compute it. */
export function withMembers(filters: Filters, members: readonly string[]): Filters {
  if (!isCohort(filters)) return filters;
  const { shares_datatype_id, shares_source_project_id } = noFilters;
  const both =
    filters.username.length === 0
      ? members
      : members.filter((member) => filters.username.includes(member));
  return {
    ...filters,
    shares_datatype_id,
    shares_source_project_id,
    username: sortedUnique(both.length === 0 ? [NO_MEMBER] : both),
  };
}
