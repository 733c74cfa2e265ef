import type { SearchParams } from '../../url/searchParams.ts';

export type Picked = 'datatype_id' | 'source_project_id' | 'username';

/** What a filter's field shows: its values, and all of them in words. */
export function chosen<Name extends Picked>(
  params: SearchParams,
  filter: Name,
  inWords: (value: SearchParams[Name][number]) => string,
) {
  const included: readonly SearchParams[Name][number][] = params[filter];
  const excluded: readonly SearchParams[Name][number][] = params[`${filter}__not` as const];
  const words = [
    included.map(inWords).join(' or '),
    ...excluded.map((value) => `not ${inWords(value)}`),
  ];
  return {
    included: included.map(String),
    excluded: excluded.map(String),
    valueLabel: words.filter((word) => word !== '').join(', '),
  };
}
