import type { Reading } from './reading.ts';

/** By how many files a complete reading misses what the server counts; 0 where it misses none. */
export function shortfall({ status, count, unique, withheld }: Reading): number {
  return status === 'complete' && count !== null ? Math.max(0, count - unique - withheld) : 0;
}

/** Seconds until the end at the present rate; null where nobody can tell. */
export function secondsLeft({ count, offset, rate }: Reading): number | null {
  return count === null || rate === null || rate <= 0 ? null : Math.max(0, count - offset) / rate;
}

/** How many requests the rest of the list takes. */
export function requestsLeft({ count, offset, size }: Reading): number {
  return count === null ? 1 : Math.ceil(Math.max(0, count - offset) / size);
}

/** Whether the reading is at work, so that there is something to cancel. */
export function isAtWork({ status }: Reading): boolean {
  return status === 'reading' || status === 'waiting';
}
