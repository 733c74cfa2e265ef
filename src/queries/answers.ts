import { hashKey, type Query, type UseQueryOptions } from '@tanstack/react-query';
import type { DataFile } from '../api/schemas.ts';
import type { Session } from '../session/session.ts';
import { type FileQuery, isFiltered } from '../domain/filters.ts';
import { type Plan, planFor, planKey } from '../retrieval/plan.ts';
import { initialLoadState, type LoadState } from '../retrieval/loadState.ts';
import { chooseStrategy, type Strategy } from '../retrieval/strategy.ts';
import type { Summary } from '../domain/summary.ts';
import { queryCatalogue } from './catalogues.ts';
import { pagesKey, type ServerPage, serverPageOptions } from './dataFiles.ts';
import { useCapabilities, useSession } from '../session/SessionProvider.tsx';
import { useLoads } from './loads.ts';

/** A page of answers, by whoever gave them. */
export type FilePage = ServerPage | CataloguePage;

export interface CataloguePage {
  by: 'catalogue';
  /** The list was still being read. */
  isPartial: boolean;
  files: DataFile[];
  /** Where the files stand in the whole answer. */
  offset: number;
  count: number;
  summary: Summary;
}

/** The one query behind the rows on the page, so that rows stay while the next ones load. */
function filePageOptions(
  session: Session,
  plan: Plan,
  fileQuery: FileQuery,
  strategy: Strategy,
  load: LoadState,
): UseQueryOptions<FilePage> {
  const common = {
    // The first request may have failed before there was a page to say so: it is not sent again unasked.
    retryOnMount: false,
    // Rows of another question would be a lie under this one's heading. Two things may stay while
    // the next come: a page of the same list, and what has been read, which is answered anew
    // within milliseconds.
    placeholderData: (before: FilePage | undefined, query: Query<FilePage> | undefined) => {
      if (strategy.kind !== 'server') {
        const canAnswer = strategy.kind === 'local' || load.count !== null;
        const isOurs = canAnswer && query?.queryKey[1] === session.source.name;
        if (isOurs && before?.by === 'catalogue') return before;
        if (isFiltered(fileQuery.filters)) return undefined;
      }
      const endpoint = hashKey(pagesKey(session, fileQuery.filters));
      return query !== undefined && hashKey(query.queryKey.slice(0, 3)) === endpoint
        ? before
        : undefined;
    },
  };
  if (strategy.kind === 'server') {
    const options = serverPageOptions(session, fileQuery);
    return { ...common, ...options };
  }
  return {
    ...common,
    queryKey: [
      'catalogue',
      session.source.name,
      planKey(plan),
      fileQuery,
      load.version,
      strategy.kind,
    ],
    enabled: strategy.kind === 'local' || load.count !== null,
    // What is read stays in the catalogue; its answers need not be kept twice.
    gcTime: 60_000,
    queryFn: async () => {
      const answer = await queryCatalogue(session, plan, fileQuery);
      return { by: 'catalogue', isPartial: strategy.kind === 'fullLoad', ...answer };
    },
  };
}

/** How a question is answered as things stand. */
interface QueryStrategy {
  /** Where the answer comes from. */
  strategy: Strategy;
  /** By which list. */
  plan: Plan;
  /** How far the list is loaded. */
  load: LoadState;
  options: UseQueryOptions<FilePage>;
}

/** What tells the way to the answer of any question. */
export function useStrategies(): (fileQuery: FileQuery) => QueryStrategy {
  const session = useSession();
  const capabilities = useCapabilities();
  const loads = useLoads();
  return (fileQuery) => {
    const strategy = chooseStrategy(fileQuery, capabilities, Object.values(loads));
    const plan =
      strategy.kind === 'server' ? planFor(fileQuery.filters, capabilities.missing) : strategy.plan;
    const load = loads[planKey(plan)] ?? initialLoadState(plan);
    return {
      strategy,
      plan,
      load,
      options: filePageOptions(session, plan, fileQuery, strategy, load),
    };
  };
}
