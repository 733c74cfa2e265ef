import { type LoadState, missingCount } from '../retrieval/loadState.ts';
import { chooseStrategy } from '../retrieval/strategy.ts';
import { allLoads, capabilitiesOf, loadStateOf, type Session } from '../session/session.ts';
import { queryCatalogue } from './catalogues.ts';
import { pagesKey, type ServerPage, serverPageOptions } from './files.ts';
import type { FileList } from './fileList.ts';
import type { FileQuery } from '../domain/filters.ts';

/**
 * What a number of files counts: those that the server lists, the ones it does not show among
 * them; those that are shown; or either, where both are known to be the same.
 */
export type Counted = 'listed' | 'shown' | 'either';

export interface Count {
  files: number;
  counted: Counted;
}

/** Whether two numbers count the same, so that their difference says something. */
export function areComparable(a: Counted, b: Counted): boolean {
  return a === b || a === 'either' || b === 'either';
}

/** The number of files that the page shows, where it is the true one; else null. */
export function countOf({ result, progress, provenance }: FileList): Count | null {
  const { count, isPartial, isStale, isPending, error, redactedCount } = result;
  if (count === null || isPartial || isStale || isPending || error !== null) return null;
  const { load } = progress;
  if (provenance.strategy.kind === 'local' && load !== null) {
    if (load.status !== 'complete') return { files: count, counted: 'listed' };
    return missingCount(load) === 0 ? { files: count, counted: countedBy(load) } : null;
  }
  const isWhole = result.offset === 0 && result.received >= count && redactedCount === 0;
  return { files: count, counted: isWhole ? 'either' : 'listed' };
}

function countedBy({ redactedCount }: LoadState): Counted {
  return redactedCount === 0 ? 'either' : 'shown';
}

/**
 * How many files a question finds, as far as that is known. Asks no file of the server. `ask`: one
 * row of the server would tell. `read`: only whoever reads the list can tell.
 */
export async function countKnown(
  session: Session,
  params: FileQuery,
): Promise<Count | 'request' | 'load'> {
  const fileQuery = { ...params, limit: 1, offset: 0 };
  const strategy = chooseStrategy(fileQuery, capabilitiesOf(session), allLoads(session));
  if (strategy.kind === 'fullLoad') return 'load';
  if (strategy.kind === 'local') {
    const load = loadStateOf(session, strategy.plan);
    if (load.status !== 'complete' && load.count !== null)
      return { files: load.count, counted: 'listed' };
    if (missingCount(load) !== 0) return 'load';
    const { count } = await queryCatalogue(session, strategy.plan, fileQuery);
    return { files: count, counted: countedBy(load) };
  }
  const pages = session.queryClient
    .getQueryCache()
    .findAll({ queryKey: pagesKey(session, fileQuery.filters) })
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  const page = pages
    .map(({ queryKey }) => session.queryClient.getQueryData<ServerPage>(queryKey))
    .find((each) => each !== undefined);
  if (page === undefined) return 'request';
  const isWhole = page.offset === 0 && page.received >= page.count && page.redactedCount === 0;
  return { files: page.count, counted: isWhole ? 'either' : 'listed' };
}

/** Whether one row of the server tells how many files a question finds: what is read tells by itself. */
export function canAsk(session: Session, fileQuery: FileQuery): boolean {
  const strategy = chooseStrategy(fileQuery, capabilitiesOf(session), allLoads(session));
  return strategy.kind === 'server';
}

/**
 * Asks the server for one row of a question that it can answer, which tells how many files there
 * are, and checks the row as any other. Throws `ApiError`.
 */
export async function countAsked(
  session: Session,
  fileQuery: FileQuery,
): Promise<Count | 'request' | 'load'> {
  const options = serverPageOptions(session, { ...fileQuery, limit: 1, offset: 0 });
  await session.queryClient.fetchQuery({ ...options, staleTime: 0 });
  return countKnown(session, fileQuery);
}
