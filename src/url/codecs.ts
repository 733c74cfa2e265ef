import { sortedUnique } from '../domain/filters.ts';

/** Why a value makes no sense, as the end of a sentence, and what is taken instead of it. */
export class InvalidValue<Value> {
  readonly why: string;
  readonly instead: Value;
  constructor(why: string, instead: Value) {
    this.why = why;
    this.instead = instead;
  }
}

export interface Codec<Value> {
  /** The value of an address without the parameter; it is never written. */
  fallback: Value;
  read: (text: string) => Value | InvalidValue<Value>;
  write?: (value: NonNullable<Value>) => string;
}

export function wholeNumber(text: string): number | null {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}

export const NO_ID = 'is not an id, which is a whole number';

/** A list of ids: what makes no sense in it is told, and the rest works. */
export function ids(): Codec<readonly number[]> {
  return {
    fallback: [],
    read: (text) => {
      const numbers = splitList(text).map(wholeNumber);
      const known = sortedUnique(numbers.filter((number) => number !== null));
      return numbers.includes(null) ? new InvalidValue(NO_ID, known) : known;
    },
    write: (values) => sortedUnique(values).join(','),
  };
}

/** A list of texts, as they stand or as `clean` makes them; what is blank is no value. */
export function texts(clean = (text: string) => text): Codec<readonly string[]> {
  return {
    fallback: [],
    read: (text) =>
      sortedUnique(
        splitList(text)
          .filter((part) => part.trim() !== '')
          .map(clean)
          .filter((part) => part !== ''),
      ),
    write: (values) =>
      sortedUnique(values)
        .map((value) => value.replaceAll(/[\\,]/g, '\\$&'))
        .join(','),
  };
}

/** The values between commas; a comma that belongs to a value has a backslash before it. */
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

export function asExtension(text: string): string {
  return text
    .replace(/^[\s.]+/, '')
    .trim()
    .toLowerCase();
}

export function day(): Codec<string | null> {
  return {
    fallback: null,
    read: (text) =>
      isDay(text) ? text : new InvalidValue('is not a day such as 2022-11-15', null),
  };
}

/** Whether `text` is a day of the calendar, `YYYY-MM-DD`: 2022-02-30 is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
