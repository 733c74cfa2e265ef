import { hashKey, type Query, type UseQueryOptions } from '@tanstack/react-query';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import { isFiltered } from '../listing/filters.ts';
import { type Plan, planKey } from '../listing/plan.ts';
import type { Reading } from '../listing/reading.ts';
import type { Question, Route } from '../listing/route.ts';
import type { Summary } from '../listing/summary.ts';
import { answerFromCatalogue } from './catalogueAnswers.ts';
import { dataFilesOptions, pagesKey, type ServerPage } from './dataFiles.ts';

/** A page of answers, by whoever gave them. */
export type Answer = ServerPage | CatalogueAnswer;

export interface CatalogueAnswer {
  by: 'catalogue';
  /** The list was still being read. */
  isSoFar: boolean;
  files: DataFile[];
  /** Where the files stand in the whole answer. */
  offset: number;
  count: number;
  summary: Summary;
}

/** The one query behind the rows on the page, so that rows stay while the next ones load. */
export function answerOptions(
  source: Source,
  plan: Plan,
  question: Question,
  route: Route,
  reading: Reading,
): UseQueryOptions<Answer> {
  const common = {
    // The first request may have failed before there was a page to say so: it is not sent again unasked.
    retryOnMount: false,
    // Rows of another question would be a lie under this one's heading. Two things may stay while
    // the next come: a page of the same list, and what has been read, which is answered anew
    // within milliseconds.
    placeholderData: (before: Answer | undefined, query: Query<Answer> | undefined) => {
      if (route.kind !== 'server') {
        const canAnswer = route.kind === 'here' || reading.count !== null;
        const isOurs = canAnswer && query?.queryKey[1] === source.name;
        if (isOurs && before?.by === 'catalogue') return before;
        if (isFiltered(question.filters)) return undefined;
      }
      const list = hashKey(pagesKey(source, question.filters));
      return query !== undefined && hashKey(query.queryKey.slice(0, 3)) === list
        ? before
        : undefined;
    },
  };
  if (route.kind === 'server') {
    const { queryKey, queryFn } = dataFilesOptions(source, question);
    return { ...common, queryKey, queryFn };
  }
  return {
    ...common,
    queryKey: [
      'answer',
      source.name,
      planKey(plan),
      question,
      reading.offset,
      reading.unique,
      route.kind,
    ],
    enabled: route.kind === 'here' || reading.count !== null,
    // What is read stays in the catalogue; its answers need not be kept twice.
    gcTime: 60_000,
    queryFn: async ({ client }) => {
      const answer = await answerFromCatalogue(client, source, plan, question);
      return { by: 'catalogue', isSoFar: route.kind === 'read', ...answer };
    },
  };
}
