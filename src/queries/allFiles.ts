import type { DataFile } from '../api/schemas.ts';
import { needsTree, type Plan, planKey } from '../retrieval/plan.ts';
import { isFresh } from '../domain/dataFile.ts';
import type { LoadState } from '../retrieval/loadState.ts';
import { chooseStrategy, planFullLoad } from '../retrieval/strategy.ts';
import { allLoads, capabilitiesOf, loadStateOf, type Session } from '../session/session.ts';
import { queryCatalogue } from './catalogues.ts';
import { loaderOf } from './loads.ts';
import { type FileQuery, isCohort } from '../domain/filters.ts';
import { buildPredicates, matches } from '../domain/predicates.ts';
import type { ServerPage } from './files.ts';
import { fetchDescendantsOf } from './names.ts';

/** Files per batch. */
const BATCH = 1000;

/** The list that contains all files of a query, and how far it is loaded. */
export function fullListOf(
  session: Session,
  fileQuery: FileQuery,
): { plan: Plan; load: LoadState } {
  const capabilities = capabilitiesOf(session);
  const loads = allLoads(session);
  const strategy = chooseStrategy(fileQuery, capabilities, loads);
  const plan =
    strategy.kind === 'server'
      ? planFullLoad(fileQuery.filters, capabilities, loads)
      : strategy.plan;
  return { plan, load: loadStateOf(session, plan) };
}

/** A batch of the files of a query. */
export interface FileBatch {
  files: DataFile[];
  count: number;
  /** When the oldest of all the rows was listed, ms since the epoch. */
  since: number;
}

/**
 * Yields all files of a query in batches, in its order. Loads the list if it is not loaded yet, and again with
 * `freshLinks` if its links have expired.
 * @throws `ApiError`, the signal's reason, or an `AbortError` if the user pauses the load
 */
export async function* allFiles(
  session: Session,
  fileQuery: FileQuery,
  signal: AbortSignal,
  freshLinks = false,
): AsyncGenerator<FileBatch> {
  const picked = await cachedFilesByIds(session, fileQuery, freshLinks);
  if (picked !== null) {
    const since = Math.min(...picked.map(({ listed_at }) => listed_at));
    yield { files: picked, count: picked.length, since };
    return;
  }
  let { plan, load } = await loadWhole(session, fileQuery, signal);
  if (freshLinks && load.since !== null && !isFresh({ listed_at: load.since })) {
    await loaderOf(session, plan).reset();
    ({ plan, load } = await loadWhole(session, fileQuery, signal));
  }
  const since = load.since ?? Date.now();
  for (let offset = 0, count = 1; offset < count; offset += BATCH) {
    const part = { ...fileQuery, offset, limit: BATCH };
    const answer = await queryCatalogue(session, plan, part);
    signal.throwIfAborted();
    count = answer.count;
    yield { files: answer.files, count, since };
  }
}

/** Loads the list that contains all files of a query. What the responses show may change which list that is. */
async function loadWhole(
  session: Session,
  fileQuery: FileQuery,
  signal: AbortSignal,
): Promise<{ plan: Plan; load: LoadState }> {
  for (;;) {
    const { plan, load } = fullListOf(session, fileQuery);
    if (load.status === 'complete') return { plan, load };
    const loader = loaderOf(session, plan);
    // The user asks for all files, so a load that was paused resumes.
    if (load.status === 'paused') loader.confirm();
    const handle = loader.start({ filters: fileQuery.filters, mayLoadAll: true });
    signal.addEventListener('abort', handle.release, { once: true });
    const { status, error } = await handle.done;
    handle.release();
    signal.removeEventListener('abort', handle.release);
    signal.throwIfAborted();
    if (status === 'paused') throw new DOMException('The load was paused.', 'AbortError');
    // If the responses have shown that another list is better, the next iteration loads it.
    const isSameList = planKey(fullListOf(session, fileQuery).plan) === planKey(plan);
    if (error !== null && isSameList) throw error;
  }
}

/**
 * The files of a query that filters by ids, in the server's order, if all of them are on pages in the cache: exporting
 * three selected rows should load no list. Null if one is missing, or if the query needs a full list for other reasons.
 * @param freshLinks whether to accept only rows whose links still work
 */
async function cachedFilesByIds(
  session: Session,
  { filters, ordering }: FileQuery,
  freshLinks: boolean,
): Promise<DataFile[] | null> {
  if (filters.id.length === 0 || ordering !== null || isCohort(filters)) return null;
  const descendantsOf = await fetchDescendantsOf(session, filters);
  if (descendantsOf === null && needsTree(filters, { kind: 'all' })) return null;
  const pages = session.queryClient
    .getQueriesData<ServerPage>({ queryKey: ['data files', session.source.name] })
    .flatMap(([, page]) => page ?? [])
    .toSorted((a, b) => a.offset - b.offset);
  const predicates = buildPredicates(filters, descendantsOf);
  const found = new Map<number, DataFile>();
  for (const file of pages.flatMap(({ files }) => files)) {
    if (freshLinks && !isFresh(file)) continue;
    if (!found.has(file.id) && matches(file, predicates)) found.set(file.id, file);
  }
  return found.size === filters.id.length ? [...found.values()] : null;
}
