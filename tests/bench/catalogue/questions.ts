import type { SearchParams } from './candidate.ts';

/** A step of the workload: 100 files from `offset` on and the number of matches, or all counts. */
export interface Step {
  name: string;
  params: SearchParams;
  offset?: number;
  isCounts?: boolean;
}

/** The queries of a typical visit, in order. */
export function stepsFor(rows: number, rare: string): Step[] {
  const ofProject: SearchParams = { project: 186 };
  return [
    { name: 'one filter', params: ofProject },
    {
      name: 'three filters',
      params: { dataType: 7, ext: 'txt', from: '2016-01-01', to: '2019-12-31' },
    },
    { name: 'search, common word', params: { search: 'GPS' } },
    { name: 'search, rare word', params: { search: rare } },
    { name: 'search, two words', params: { search: 'genome Données' } },
    { name: 'sort all by name', params: { ordering: 'basename' } },
    { name: 'a page in the middle', params: { ordering: 'basename' }, offset: rows >> 1 },
    { name: 'filter, newest first', params: { ...ofProject, ordering: '-created' } },
    { name: 'facets of all', params: {}, isCounts: true },
    { name: 'facets of a filter', params: { project: 62, from: '2017-01-01' }, isCounts: true },
  ];
}
