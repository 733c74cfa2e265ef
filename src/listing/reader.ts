import { ApiError } from '../api/ApiError.ts';
import { backoff } from '../api/backoff.ts';
import type { DataFile, DataFilePage } from '../api/schemas.ts';
import { type Reading, READING_SIZE } from './reading.ts';

type Rows = readonly (DataFile | null)[];

interface Page {
  rows: Rows;
  count: number;
  /** It had been read before, for another purpose. */
  isKnown: boolean;
}

/** What the reader needs of the world. */
export interface ReaderParts {
  /** Asks for one page of the list. Throws `ApiError`, or the signal's reason. */
  fetchPage: (limit: number, offset: number, signal: AbortSignal) => Promise<DataFilePage>;
  /** Rows of the list from `offset` on that were read already, for another purpose. */
  recall: (offset: number) => { rows: Rows; count: number } | null;
  /** Where the next rows begin that need not be asked for; Infinity where there are none. */
  nextKnown: (offset: number) => number;
  /** Keeps rows, joined by id; gives how many different files there are now, and what came again. */
  keep: (rows: Rows) => Promise<{ size: number; duplicated: number; withheld: number }>;
  /** Told after every step. */
  onProgress: (reading: Reading) => void;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds of a clock that nobody sets. */
  now: () => number;
  random?: () => number;
}

const SMALLEST_SIZE = 25;
const ATTEMPTS = 7;

/**
 * Reads a list from where `reading` stands to its end, one request at a time, or, with `most`,
 * until at least so many rows lie behind it. Rows are joined by id, while the next are on their way.
 *
 * When `count` sinks while reading, files before the reader are gone and the rest has moved up
 * past it: it steps back by as many rows. When `count` grows, rows come again and are joined;
 * files that were added behind the reader are missed, which `shortfall` tells.
 *
 * Passing failures (429, 5xx, time-out, lost connection, a body cut short) are repeated with half
 * the size and back-off. Rejects with the last `ApiError` when a request fails `ATTEMPTS` times
 * running or for good, and with the signal's reason when it is aborted; the last snapshot told
 * says where to go on.
 */
export async function readList(
  start: Reading,
  parts: ReaderParts,
  signal: AbortSignal,
  most = Infinity,
): Promise<Reading> {
  let reading = start;
  const tell = (changes: Partial<Reading>) => {
    reading = { ...reading, ...changes };
    parts.onProgress(reading);
  };
  const take = async (offset: number, count: number | null): Promise<Page> => {
    const recalled = parts.recall(offset);
    // What was read before the list moved may stand elsewhere by now.
    if (recalled !== null && (count === null || recalled.count === count)) {
      return { ...recalled, isKnown: true };
    }
    const limit = (size: number) => Math.min(size, parts.nextKnown(offset) - offset, most - offset);
    return ask(reading.size, (size) => parts.fetchPage(limit(size), offset, signal), {
      parts,
      signal,
      tell,
    });
  };
  // Steps back are bounded, so that a list that never stands still cannot hold the reader forever.
  let stepsBackLeft = Math.max(READING_SIZE, start.count ?? 0) * 2;

  tell({ status: 'reading', error: null, resumesAt: null });
  try {
    let began = parts.now();
    let next = reading.offset < most ? take(reading.offset, reading.count) : null;
    while (next !== null) {
      const { rows, count, isKnown } = await next;
      signal.throwIfAborted();
      const sunk = Math.max(0, (reading.count ?? count) - count);
      const back = Math.min(sunk, reading.offset, stepsBackLeft);
      stepsBackLeft -= back;
      const offset = back > 0 ? reading.offset - back : reading.offset + rows.length;
      // An empty page ends the list, whatever `count` says: there is nothing to go on from.
      const isComplete = back === 0 && (offset >= count || rows.length === 0);
      next = isComplete || offset >= most ? null : take(offset, count);
      // It is waited for when these rows are kept, and may have failed by then.
      next?.catch(() => {});

      const kept = await parts.keep(rows);
      const ended = parts.now();
      const seconds = Math.max((ended - began) / 1000, 0.001);
      began = ended;
      tell({
        offset,
        count,
        unique: kept.size,
        duplicated: reading.duplicated + kept.duplicated,
        since: oldest(reading.since, rows),
        // Rows that are looked at again because of a step back must not be counted twice.
        withheld: back > 0 ? reading.withheld : reading.withheld + kept.withheld,
        rate: isKnown ? reading.rate : smooth(reading.rate, rows.length / seconds),
        ...(isComplete && { status: 'complete' }),
      });
    }
    return reading;
  } catch (error) {
    if (error instanceof ApiError) tell({ status: 'failed', error, resumesAt: null });
    else tell({ status: 'cancelled', error: null, resumesAt: null });
    throw error;
  }
}

/** Asks again, for less, where it fails in passing. */
async function ask(
  firstSize: number,
  fetchPage: (size: number) => Promise<DataFilePage>,
  {
    parts,
    signal,
    tell,
  }: { parts: ReaderParts; signal: AbortSignal; tell: (changes: Partial<Reading>) => void },
): Promise<Page> {
  let size = firstSize;
  for (let attempt = 1; ; attempt++) {
    try {
      const page = await fetchPage(size);
      // Trouble that is over is forgotten, but slowly.
      const calmer = attempt === 1 ? Math.min(READING_SIZE, size * 2) : size;
      tell({ status: 'reading', size: calmer, resumesAt: null, error: null });
      return { rows: page.results, count: page.count, isKnown: false };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ApiError) || !deservesAnother(error) || attempt >= ATTEMPTS)
        throw error;
      size = Math.max(SMALLEST_SIZE, Math.floor(size / 2));
      const pause = backoff(attempt, error.retryAfter, parts.random);
      tell({ status: 'waiting', size, error, resumesAt: parts.now() + pause });
      await parts.wait(pause, signal);
    }
  }
}

function deservesAnother(error: ApiError): boolean {
  // A listing that is cut short, or a gateway's page with status 200, is as passing as a 503.
  return error.isPassing || error.status === 500 || error.kind === 'not-json';
}

/** When the oldest of the rows so far was listed; those of one page were listed together. */
function oldest(since: number | null, rows: Rows): number | null {
  const listed = rows.find((row) => row !== null)?.listed_at ?? null;
  return since === null || (listed !== null && listed < since) ? listed : since;
}

/** An exponential moving average: the last requests count most. */
function smooth(before: number | null, now: number): number {
  return before === null ? now : before * 0.7 + now * 0.3;
}
