import { hashKey, type Query, type UseQueryOptions } from '@tanstack/react-query';
import type { DataFile } from '../api/schemas.ts';
import type { Session } from '../session/session.ts';
import { isFiltered } from '../domain/filters.ts';
import { type Plan, planKey } from '../retrieval/plan.ts';
import type { LoadState } from '../retrieval/loadState.ts';
import type { Question, Route } from '../retrieval/strategy.ts';
import type { Summary } from '../domain/summary.ts';
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
  session: Session,
  plan: Plan,
  question: Question,
  route: Route,
  load: LoadState,
): UseQueryOptions<Answer> {
  const common = {
    // The first request may have failed before there was a page to say so: it is not sent again unasked.
    retryOnMount: false,
    // Rows of another question would be a lie under this one's heading. Two things may stay while
    // the next come: a page of the same list, and what has been read, which is answered anew
    // within milliseconds.
    placeholderData: (before: Answer | undefined, query: Query<Answer> | undefined) => {
      if (route.kind !== 'server') {
        const canAnswer = route.kind === 'here' || load.count !== null;
        const isOurs = canAnswer && query?.queryKey[1] === session.source.name;
        if (isOurs && before?.by === 'catalogue') return before;
        if (isFiltered(question.filters)) return undefined;
      }
      const list = hashKey(pagesKey(session, question.filters));
      return query !== undefined && hashKey(query.queryKey.slice(0, 3)) === list
        ? before
        : undefined;
    },
  };
  if (route.kind === 'server') {
    const options = dataFilesOptions(session, question);
    return { ...common, ...options };
  }
  return {
    ...common,
    queryKey: ['catalogue', session.source.name, planKey(plan), question, load.version, route.kind],
    enabled: route.kind === 'here' || load.count !== null,
    // What is read stays in the catalogue; its answers need not be kept twice.
    gcTime: 60_000,
    queryFn: async () => {
      const answer = await answerFromCatalogue(session, plan, question);
      return { by: 'catalogue', isSoFar: route.kind === 'read', ...answer };
    },
  };
}
