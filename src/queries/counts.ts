import { type LoadState, missingCount } from '../retrieval/loadState.ts';
import { type Question, routeFor } from '../retrieval/strategy.ts';
import { allLoads, capabilitiesOf, loadStateOf, type Session } from '../session/session.ts';
import { answerFromCatalogue } from './catalogueAnswers.ts';
import { dataFilesOptions, pagesKey, type ServerPage } from './dataFiles.ts';
import type { Listing } from './listing.ts';

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
export function countOf(listing: Listing): Count | null {
  const { count, isSoFar, isStale, isPending, error, route, reading, withheld } = listing;
  if (count === null || isSoFar || isStale || isPending || error !== null) return null;
  if (route.kind === 'here' && reading !== null) {
    if (reading.status !== 'complete') return { files: count, counted: 'listed' };
    return missingCount(reading) === 0 ? { files: count, counted: countedBy(reading) } : null;
  }
  const isWhole = listing.offset === 0 && listing.received >= count && withheld === 0;
  return { files: count, counted: isWhole ? 'either' : 'listed' };
}

function countedBy({ withheld }: LoadState): Counted {
  return withheld === 0 ? 'either' : 'shown';
}

/**
 * How many files a question finds, as far as that is known. Asks no file of the server. `ask`: one
 * row of the server would tell. `read`: only whoever reads the list can tell.
 */
export async function countKnown(
  session: Session,
  asked: Question,
): Promise<Count | 'ask' | 'read'> {
  const question = { ...asked, limit: 1, offset: 0 };
  const route = routeFor(question, capabilitiesOf(session), allLoads(session));
  if (route.kind === 'read') return 'read';
  if (route.kind === 'here') {
    const reading = loadStateOf(session, route.plan);
    if (reading.status !== 'complete' && reading.count !== null)
      return { files: reading.count, counted: 'listed' };
    if (missingCount(reading) !== 0) return 'read';
    const { count } = await answerFromCatalogue(session, route.plan, question);
    return { files: count, counted: countedBy(reading) };
  }
  const pages = session.queryClient
    .getQueryCache()
    .findAll({ queryKey: pagesKey(session, question.filters) })
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  const page = pages
    .map(({ queryKey }) => session.queryClient.getQueryData<ServerPage>(queryKey))
    .find((each) => each !== undefined);
  if (page === undefined) return 'ask';
  const isWhole = page.offset === 0 && page.received >= page.count && page.withheld === 0;
  return { files: page.count, counted: isWhole ? 'either' : 'listed' };
}

/** Whether one row of the server tells how many files a question finds: what is read tells by itself. */
export function canAsk(session: Session, question: Question): boolean {
  const route = routeFor(question, capabilitiesOf(session), allLoads(session));
  return route.kind === 'server';
}

/**
 * Asks the server for one row of a question that it can answer, which tells how many files there
 * are, and checks the row as any other. Throws `ApiError`.
 */
export async function countAsked(
  session: Session,
  question: Question,
): Promise<Count | 'ask' | 'read'> {
  const options = dataFilesOptions(session, { ...question, limit: 1, offset: 0 });
  await session.queryClient.fetchQuery({ ...options, staleTime: 0 });
  return countKnown(session, question);
}
