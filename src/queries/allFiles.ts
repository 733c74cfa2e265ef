import type { DataFile } from '../api/schemas.ts';
import { type Plan, planKey } from '../retrieval/plan.ts';
import { isFresh } from '../domain/freshness.ts';
import type { LoadState } from '../retrieval/loadState.ts';
import { chooseStrategy, planFullLoad } from '../retrieval/strategy.ts';
import { allLoads, capabilitiesOf, loadStateOf, type Session } from '../session/session.ts';
import { queryCatalogue } from './catalogueAnswers.ts';
import { loaderOf } from './loads.ts';
import { cachedFilesByIds } from './pickedFiles.ts';
import type { FileQuery } from '../domain/filters.ts';

/** Files given at a time. */
const BATCH = 1000;

/** The list that holds a question's whole result, and how far it is loaded. */
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

/** Some files of a whole result, with the count of them all. */
export interface FileBatch {
  files: DataFile[];
  count: number;
  /** When the oldest of the rows was listed, ms since the epoch. */
  since: number;
}

/**
 * Yields every file that a question asks for, in its order, in batches. Loads what is not loaded yet;
 * with `freshLinks`, also what was listed too long ago for its links to work. Throws `ApiError`, the
 * signal's reason, or an `AbortError` if the user pauses the load.
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

/** Loads the list that holds the whole result. What the responses show may change which list that is. */
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
    // If the responses have shown that another list is better, that one is next.
    const isSameList = planKey(fullListOf(session, fileQuery).plan) === planKey(plan);
    if (error !== null && isSameList) throw error;
  }
}
