import { ApiError } from '../api/ApiError.ts';
import { backoff } from '../api/backoff.ts';
import type { DataFile, DataFilePage } from '../api/schemas.ts';
import { LOAD_PAGE_SIZE, type LoadState } from './loadState.ts';

type Rows = readonly (DataFile | null)[];

interface Page {
  rows: Rows;
  count: number;
  /** Whether the rows come from the cache. */
  isKnown: boolean;
}

/** The dependencies of a load. */
export interface LoadDependencies {
  /** Requests one page of the list. Throws `ApiError`, or the signal's reason. */
  fetchPage: (limit: number, offset: number, signal: AbortSignal) => Promise<DataFilePage>;
  /** Rows of the list from `offset` on that are in the cache; null if there are none. */
  knownRows: (offset: number) => { rows: Rows; count: number } | null;
  /** The offset of the next rows that need no request; Infinity if there are none. */
  nextKnown: (offset: number) => number;
  /** Stores rows, joined by id. `size` is the number of distinct files stored so far. */
  store: (rows: Rows) => Promise<{ size: number; duplicated: number; redactedCount: number }>;
  delay: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Monotonic clock, ms. */
  now: () => number;
  random?: () => number;
}

/** Applies a change to the state of a load and returns the new state. */
export type Update = (change: (current: LoadState) => Partial<LoadState>) => LoadState;

const SMALLEST_SIZE = 25;
const ATTEMPTS = 7;

/**
 * Loads a list from where `start` left off to its end, one request at a time, or, with `most`, until
 * at least that many rows are loaded. Rows are joined by id while the next request is under way.
 *
 * When `count` decreases during the load, files before the current offset are gone and the rest has
 * moved up: the load steps back by as many rows. When `count` increases, rows come again and are
 * joined; files that were added before the offset are missed, see `missingCount`.
 *
 * Transient failures (429, 5xx, timeout, lost connection, truncated body) are retried with half the
 * size and back-off. Resolves with the last state.
 * @param update applies a change to the current state
 * @throws the last `ApiError` when a request fails `ATTEMPTS` times in a row or permanently, and the
 * signal's reason when it is aborted; the last reported state says where to continue
 */
export async function loadList(
  start: LoadState,
  dependencies: LoadDependencies,
  update: Update,
  signal: AbortSignal,
  most = Infinity,
): Promise<LoadState> {
  let state = start;
  const report = (change: (current: LoadState) => Partial<LoadState>) => {
    state = update(change);
  };
  const take = async (offset: number, count: number | null): Promise<Page> => {
    const known = dependencies.knownRows(offset);
    // If the count has changed since, these rows may have other positions now.
    if (known !== null && (count === null || known.count === count)) {
      return { ...known, isKnown: true };
    }
    const limit = (size: number) =>
      Math.min(size, dependencies.nextKnown(offset) - offset, most - offset);
    return fetchWithRetries(
      state.size,
      (size) => dependencies.fetchPage(limit(size), offset, signal),
      {
        dependencies,
        signal,
        report,
      },
    );
  };
  // Bounded, so that a list that keeps changing cannot make the load endless.
  let stepsBackLeft = Math.max(LOAD_PAGE_SIZE, start.count ?? 0) * 2;

  report(() => ({ status: 'loading', error: null, resumesAt: null }));
  try {
    let began = dependencies.now();
    let next = state.offset < most ? take(state.offset, state.count) : null;
    while (next !== null) {
      const { rows, count, isKnown } = await next;
      signal.throwIfAborted();
      const sunk = Math.max(0, (state.count ?? count) - count);
      const back = Math.min(sunk, state.offset, stepsBackLeft);
      stepsBackLeft -= back;
      const offset = back > 0 ? state.offset - back : state.offset + rows.length;
      // An empty page ends the list, whatever `count` says: there is no offset to continue from.
      const isComplete = back === 0 && (offset >= count || rows.length === 0);
      next = isComplete || offset >= most ? null : take(offset, count);
      // It is awaited after these rows are stored, and may have failed by then.
      next?.catch(() => {});

      const stored = await dependencies.store(rows);
      const ended = dependencies.now();
      const seconds = Math.max((ended - began) / 1000, 0.001);
      began = ended;
      report(({ duplicated, since, redactedCount, rate, version, status }) => ({
        offset,
        count,
        unique: stored.size,
        duplicated: duplicated + stored.duplicated,
        since: oldest(since, rows),
        // Rows that come again because of a step back must not be counted twice.
        redactedCount: back > 0 ? redactedCount : redactedCount + stored.redactedCount,
        rate: isKnown ? rate : smooth(rate, rows.length / seconds),
        version: version + 1,
        status: isComplete ? 'complete' : status,
      }));
    }
    return state;
  } catch (error) {
    // After an abort, the caller decides on the status.
    if (error instanceof ApiError) report(() => ({ status: 'error', error, resumesAt: null }));
    throw error;
  }
}

/** Requests a page; retries transient failures with smaller pages. */
async function fetchWithRetries(
  firstSize: number,
  fetchPage: (size: number) => Promise<DataFilePage>,
  {
    dependencies,
    signal,
    report,
  }: {
    dependencies: LoadDependencies;
    signal: AbortSignal;
    report: (change: (current: LoadState) => Partial<LoadState>) => void;
  },
): Promise<Page> {
  let size = firstSize;
  for (let attempt = 1; ; attempt++) {
    try {
      const page = await fetchPage(size);
      // Grow back only after a request that needed no retry.
      const nextSize = attempt === 1 ? Math.min(LOAD_PAGE_SIZE, size * 2) : size;
      report(() => ({ status: 'loading', size: nextSize, resumesAt: null, error: null }));
      return { rows: page.results, count: page.count, isKnown: false };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ApiError) || !isWorthRetrying(error) || attempt >= ATTEMPTS)
        throw error;
      size = Math.max(SMALLEST_SIZE, Math.floor(size / 2));
      const pause = backoff(attempt, error.retryAfter, dependencies.random);
      report(() => ({
        status: 'backingOff',
        size,
        error,
        resumesAt: dependencies.now() + pause,
      }));
      await dependencies.delay(pause, signal);
    }
  }
}

function isWorthRetrying(error: ApiError): boolean {
  // A truncated body, or a gateway's HTML with status 200, is as transient as a 503.
  return error.isTransient || error.status === 500 || error.kind === 'not-json';
}

/** When the oldest of the rows so far was listed. The rows of one page were listed together. */
function oldest(since: number | null, rows: Rows): number | null {
  const listed = rows.find((row) => row !== null)?.listed_at ?? null;
  return since === null || (listed !== null && listed < since) ? listed : since;
}

/** Exponential moving average, files per second. */
function smooth(before: number | null, now: number): number {
  return before === null ? now : before * 0.7 + now * 0.3;
}
