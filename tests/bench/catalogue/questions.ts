import type { Asked } from './contestant.ts';

/** A step of the workload: the first 100 files from `offset` on and how many match, or all counts. */
export interface Step {
  name: string;
  asked: Asked;
  offset?: number;
  isCounts?: boolean;
}

/** What is asked one after the other, as a visitor would. */
export function stepsFor(rows: number, rare: string): Step[] {
  const ofProject: Asked = { project: 186 };
  return [
    { name: 'one filter', asked: ofProject },
    {
      name: 'three filters',
      asked: { dataType: 7, ext: 'txt', from: '2016-01-01', to: '2019-12-31' },
    },
    { name: 'search, common word', asked: { search: 'GPS' } },
    { name: 'search, rare word', asked: { search: rare } },
    { name: 'search, two words', asked: { search: 'genome Données' } },
    { name: 'sort all by name', asked: { ordering: 'basename' } },
    { name: 'a page in the middle', asked: { ordering: 'basename' }, offset: rows >> 1 },
    { name: 'filter, newest first', asked: { ...ofProject, ordering: '-created' } },
    { name: 'facets of all', asked: {}, isCounts: true },
    { name: 'facets of a filter', asked: { project: 62, from: '2017-01-01' }, isCounts: true },
  ];
}
