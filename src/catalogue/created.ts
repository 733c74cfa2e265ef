import { readMicroseconds } from '../domain/ordering.ts';

/** Matches a UTC date as Django writes it: to the second, usually with a fraction. */
const WRITTEN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,6}))?(Z|\+00:00)$/;

/** The shapes of dates that end in Z, by the number of fraction digits. */
const COMMON_SHAPES = Array.from({ length: 7 }, (_, digits) => `${digits}Z`);
const POWERS = [1, 10, 100, 1000, 10_000, 100_000];
/** The days of each month, from 1 for January; without leap days. */
const DAYS_IN_MONTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The prefix of a shape that contains the text itself. */
const VERBATIM = '=';

/** A date as the catalogue stores it. */
export interface Created {
  /** Microseconds since 1970; -Infinity if the text is not a date. */
  micros: number;
  /**
   * With `micros`, restores the original text: the number of fraction digits and the time zone (`6Z`), or the whole
   * text if it has another format. Most dates share a few shapes, so the catalogue need not store their texts.
   */
  shape: string;
}

/** Parses a date. `writeCreated` restores its text. */
export function readCreated(created: string): Created {
  const common = readCommonFormat(created);
  if (common >= 0)
    return { micros: common, shape: COMMON_SHAPES[Math.max(0, created.length - 21)] ?? '' };
  const micros = readMicroseconds(created);
  const [, fraction = '', zone = ''] = WRITTEN.exec(created) ?? [];
  const shape = `${fraction.length}${zone}`;
  // Date.parse accepts dates that do not exist, such as 30 February. Writing them would give another text.
  const isRestorable = zone !== '' && micros > -Infinity && writeCreated(micros, shape) === created;
  return { micros, shape: isRestorable ? shape : VERBATIM + created };
}

/**
 * Parses the most common format, `2022-11-15T22:25:48.853753Z`, with up to six fraction digits or none, in the years
 * 1970 to 2199. Allocates nothing, because parsing the date is the most expensive part of adding a row.
 * @returns microseconds since 1970; -1 for any other text, and for 29 February
 */
function readCommonFormat(created: string): number {
  const end = created.length - 1;
  const isWhole = end === 19;
  if (
    !(isWhole || (end > 20 && end < 27 && created[19] === '.')) ||
    created[4] !== '-' ||
    created[7] !== '-' ||
    created[10] !== 'T' ||
    created[13] !== ':' ||
    created[16] !== ':' ||
    created[end] !== 'Z'
  )
    return -1;
  const year = readDigits(created, 0, 4);
  const month = readDigits(created, 5, 7);
  const day = readDigits(created, 8, 10);
  const hour = readDigits(created, 11, 13);
  const minute = readDigits(created, 14, 16);
  const second = readDigits(created, 17, 19);
  const fraction = isWhole ? 0 : readDigits(created, 20, end) * (POWERS[26 - end] ?? 0);
  const isCommonFormat =
    year >= 1970 &&
    year < 2200 &&
    day >= 1 &&
    day <= (DAYS_IN_MONTH[month] ?? 0) &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    fraction >= 0;
  if (!isCommonFormat) return -1;
  return Date.UTC(year, month - 1, day, hour, minute, second) * 1000 + fraction;
}

/** The value of these digits; NaN if one is not a digit. */
function readDigits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
  }
  return number;
}

/** Restores the text that was passed to `readCreated`. */
export function writeCreated(micros: number, shape: string): string {
  if (shape.startsWith(VERBATIM)) return shape.slice(1);
  const seconds = Math.floor(micros / 1e6);
  const digits = Number(shape[0]);
  const fraction = String(micros - seconds * 1e6).padStart(6, '0');
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${text}${digits === 0 ? '' : `.${fraction.slice(0, digits)}`}${shape.slice(1)}`;
}
