import { readMicroseconds } from '../order.ts';

/** A date in UTC as Django writes it: to the second, mostly with a fraction. */
const WRITTEN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|\+00:00)$/;

/** Marks a shape that is the text itself. */
const VERBATIM = '=';

/** A date as it is held. */
export interface Created {
  /** Microseconds since 1970. */
  micros: number;
  /**
   * What must be known beside them to write the date again as it was: the number of digits and
   * the zone (`6Z`), or the whole text where it is written in any other way. Few shapes are
   * shared by all dates, so that the texts need not be held.
   */
  shape: string;
}

export function readCreated(created: string): Created {
  const [, seconds, fraction = '', zone = ''] = WRITTEN.exec(created) ?? [];
  const shape = `${fraction.length}${zone}`;
  // Most dates are in a year whose microseconds are exact, and on a day that every month has.
  const isUsual =
    seconds !== undefined &&
    seconds > '197' &&
    seconds < '220' &&
    seconds.slice(8, 10) < '29' &&
    seconds.slice(11, 13) < '24';
  // There may still be no such month or minute.
  const ms = isUsual ? Date.parse(`${seconds}Z`) : Number.NaN;
  if (!Number.isNaN(ms)) return { micros: ms * 1000 + Number(fraction.padEnd(6, '0')), shape };
  const micros = readMicroseconds(created);
  // Date.parse lets February have 30 days, for one.
  const isKept =
    seconds !== undefined && micros > -Infinity && writeCreated(micros, shape) === created;
  return { micros, shape: isKept ? shape : VERBATIM + created };
}

/** The text that `readCreated` was given. */
export function writeCreated(micros: number, shape: string): string {
  if (shape.startsWith(VERBATIM)) return shape.slice(1);
  const seconds = Math.floor(micros / 1e6);
  const digits = Number(shape[0]);
  const fraction = String(micros - seconds * 1e6).padStart(6, '0');
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${text}${digits === 0 ? '' : `.${fraction.slice(0, digits)}`}${shape.slice(1)}`;
}
