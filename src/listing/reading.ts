import type { ApiError } from '../api/ApiError.ts';
import type { Plan } from './plan.ts';

/** How many files may be read without asking the person first. */
export const READ_WITHOUT_ASKING = 1000;

/** How many files one request of a reading asks for. */
export const READING_SIZE = 500;

/**
 * How far a list has been read. `asking`: the first page is there, the rest costs more than is
 * read without asking. `waiting`: a request failed and is sent again at `resumesAt`.
 */
export type ReadingStatus =
  | 'fresh'
  | 'reading'
  | 'waiting'
  | 'asking'
  | 'cancelled'
  | 'failed'
  | 'complete';

/** A snapshot of the reading of one list to its end. */
export interface Reading {
  plan: Plan;
  status: ReadingStatus;
  /** Rows of the list that lie behind the reader; where it goes on. */
  offset: number;
  /** What the server says the list holds; null before its first answer. */
  count: number | null;
  /** Different files among the rows read. */
  unique: number;
  /** Rows that were `{}`: counted by the server, but no files. */
  withheld: number;
  /** Rows that came again, because the list moved while it was read. */
  duplicated: number;
  /** When the oldest of the rows was listed, ms since the epoch; null before the first. */
  since: number | null;
  /** Rows asked for at a time: halved when the server has trouble, grown back after. */
  size: number;
  /** Files per second, over the last requests; null before the first. */
  rate: number | null;
  /** When the waiting ends, by the reader's clock. */
  resumesAt: number | null;
  error: ApiError | null;
}

export function freshReading(plan: Plan): Reading {
  return {
    plan,
    status: 'fresh',
    offset: 0,
    count: null,
    unique: 0,
    withheld: 0,
    duplicated: 0,
    since: null,
    size: READING_SIZE,
    rate: null,
    resumesAt: null,
    error: null,
  };
}
