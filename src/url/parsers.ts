import { sortedUnique } from '../domain/filters.ts';

/** The result of parsing an invalid value: the reason, as the end of a sentence, and the value to use. */
export class InvalidValue<Value> {
  readonly reason: string;
  readonly fallback: Value;
  constructor(reason: string, fallback: Value) {
    this.reason = reason;
    this.fallback = fallback;
  }
}

export interface Parser<Value> {
  /** The value if the URL does not contain the parameter. It is never written. */
  defaultValue: Value;
  parse: (text: string) => Value | InvalidValue<Value>;
  serialize?: (value: NonNullable<Value>) => string;
}

export function parseInteger(text: string): number | null {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}

export const NO_ID = 'is not an id, which is a whole number';

/** A list of ids. Reports invalid ones, and keeps the others. */
export function ids(): Parser<readonly number[]> {
  return {
    defaultValue: [],
    parse: (text) => {
      const numbers = splitList(text).map(parseInteger);
      const known = sortedUnique(numbers.filter((number) => number !== null));
      return numbers.includes(null) ? new InvalidValue(NO_ID, known) : known;
    },
    serialize: (values) => sortedUnique(values).join(','),
  };
}

/** A list of texts, each normalized by `clean`. Drops blank ones. */
export function texts(clean = (text: string) => text): Parser<readonly string[]> {
  return {
    defaultValue: [],
    parse: (text) =>
      sortedUnique(
        splitList(text)
          .filter((part) => part.trim() !== '')
          .map(clean)
          .filter((part) => part !== ''),
      ),
    serialize: (values) =>
      sortedUnique(values)
        .map((value) => value.replaceAll(/[\\,]/g, '\\$&'))
        .join(','),
  };
}

/** Splits a list at its commas. A backslash escapes a comma or a backslash within a value. */
function splitList(text: string): string[] {
  const values = [''];
  for (const [part] of text.matchAll(/\\[^]|[^]/gu)) {
    if (part === ',') values.push('');
    else
      values.push(
        (values.pop() ?? '') + (part.length > 1 && part.startsWith('\\') ? part.slice(1) : part),
      );
  }
  return values;
}

export function normalizeExtension(text: string): string {
  return text
    .replace(/^[\s.]+/, '')
    .trim()
    .toLowerCase();
}

export function day(): Parser<string | null> {
  return {
    defaultValue: null,
    parse: (text) =>
      isCalendarDay(text) ? text : new InvalidValue('is not a day such as 2022-11-15', null),
  };
}

/** Whether `text` is a day of the calendar, as `YYYY-MM-DD`: 2022-02-30 is not. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
