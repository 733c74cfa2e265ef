import type { Asked } from '../../url/searchParams.ts';

export type Picked = 'datatype_id' | 'source_project_id' | 'username';

/** What a filter's field shows: its values, and all of them in words. */
export function chosen<Name extends Picked>(
  asked: Asked,
  filter: Name,
  inWords: (value: Asked[Name][number]) => string,
) {
  const either: readonly Asked[Name][number][] = asked[filter];
  const not: readonly Asked[Name][number][] = asked[`${filter}__not` as const];
  const words = [either.map(inWords).join(' or '), ...not.map((value) => `not ${inWords(value)}`)];
  return {
    either: either.map(String),
    not: not.map(String),
    valueLabel: words.filter((word) => word !== '').join(', '),
  };
}
