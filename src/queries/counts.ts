import { type LoadState, missingCount } from '../retrieval/loadState.ts';
import { chooseStrategy } from '../retrieval/strategy.ts';
import { allLoads, capabilitiesOf, loadStateOf, type Session } from '../session/session.ts';
import { queryCatalogue } from './catalogues.ts';
import { pagesKey, type ServerPage, serverPageOptions } from './files.ts';
import type { FileList } from './fileList.ts';
import type { FileQuery } from '../domain/filters.ts';

/**
 * What a count includes: `listed`, all files that the server counts, including those it does not show; `shown`, only
 * those it shows; `either`, if both are known to be equal.
 */
export type Counted = 'listed' | 'shown' | 'either';

export interface Count {
  files: number;
  counted: Counted;
}

/** Whether the difference of two counts is meaningful. */
export function areComparable(a: Counted, b: Counted): boolean {
  return a === b || a === 'either' || b === 'either';
}

/** The number of files of the page's result; null while it is unknown or partial. */
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
 * The number of files of a query, if it is known without a request. `request`: a request of one row would return it.
 * `load`: only the full list contains it.
 */
export async function knownCount(
  session: Session,
  { filters, ordering }: FileQuery,
): Promise<Count | 'request' | 'load'> {
  const fileQuery = { filters, ordering, limit: 1, offset: 0 };
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

/** Whether a request of one row would return the number of files of a query. */
export function canRequestCount(session: Session, fileQuery: FileQuery): boolean {
  const strategy = chooseStrategy(fileQuery, capabilitiesOf(session), allLoads(session));
  return strategy.kind === 'server';
}

/**
 * Requests one row of a query for which `canRequestCount` is true, to get its number of files. Verifies the row like any other.
 * @throws `ApiError`
 */
export async function requestCount(
  session: Session,
  fileQuery: FileQuery,
): Promise<Count | 'request' | 'load'> {
  const options = serverPageOptions(session, { ...fileQuery, limit: 1, offset: 0 });
  await session.queryClient.fetchQuery({ ...options, staleTime: 0 });
  return knownCount(session, fileQuery);
}
