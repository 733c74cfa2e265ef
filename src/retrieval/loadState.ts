import type { ApiError } from '../api/ApiError.ts';
import type { Plan } from './plan.ts';

/** How many files of a list may be loaded without the user's consent. */
export const LOAD_WITHOUT_CONSENT = 1000;

/** How many files one request of a load lists. */
export const LOAD_PAGE_SIZE = 500;

/**
 * `idle`: not started, or no caller waits for it. `backingOff`: a request failed and is sent again
 * at `resumesAt`. `needsConfirmation`: the first page is loaded, and the rest needs the user's
 * consent. `paused`: the user stopped it.
 */
export type LoadStatus =
  | 'idle'
  | 'loading'
  | 'backingOff'
  | 'needsConfirmation'
  | 'paused'
  | 'error'
  | 'complete';

/** How far a full list has been loaded. Immutable; the list's `ListLoader` writes each new one. */
export interface LoadState {
  plan: Plan;
  status: LoadStatus;
  /** Rows of the list that have been loaded; where the next request starts. */
  offset: number;
  /** The list's length according to the server; null before its first response. */
  count: number | null;
  /** Distinct files among the loaded rows. */
  unique: number;
  /** Rows that were `{}`: the server counts them, but they are no files. */
  redactedCount: number;
  /** Rows that came more than once, because the list moved during the load. */
  duplicated: number;
  /** When the oldest of the rows was listed, ms since the epoch; null before the first. */
  since: number | null;
  /** Rows per request: halved when the server has trouble, doubled again afterwards. */
  size: number;
  /** Files per second, a moving average; null before the first response. */
  rate: number | null;
  /** When a pause ends, by the loader's monotonic clock, ms. */
  resumesAt: number | null;
  error: ApiError | null;
  /** Changes with every change of the catalogue that holds the list; part of its query keys. */
  version: number;
}

export function initialLoadState(plan: Plan): LoadState {
  return {
    plan,
    status: 'idle',
    offset: 0,
    count: null,
    unique: 0,
    redactedCount: 0,
    duplicated: 0,
    since: null,
    size: LOAD_PAGE_SIZE,
    rate: null,
    resumesAt: null,
    error: null,
    version: 0,
  };
}

/** How many files a complete load lacks of those that the server counts; 0 while it loads. */
export function missingCount({ status, count, unique, redactedCount }: LoadState): number {
  return status === 'complete' && count !== null ? Math.max(0, count - unique - redactedCount) : 0;
}

/** Seconds until the load is complete at the present rate; null if that is not known. */
export function secondsLeft({ count, offset, rate }: LoadState): number | null {
  return count === null || rate === null || rate <= 0 ? null : Math.max(0, count - offset) / rate;
}

/** How many requests the rest of the list takes. */
export function requestsLeft({ count, offset, size }: LoadState): number {
  return count === null ? 1 : Math.ceil(Math.max(0, count - offset) / size);
}

/** Whether the loader is sending requests or waits to send the next. */
export function isActive({ status }: LoadState): boolean {
  return status === 'loading' || status === 'backingOff';
}
