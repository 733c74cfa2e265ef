import type { SourceName } from '../api/source.ts';
import { isSourceName } from '../api/source.ts';
import { type Filters, isOrdering, noFilters, type Ordering } from '../listing/filters.ts';

/** Everything the address asks for. `null` means: not asked, or for `source` the build's default. */
export interface Asked extends Filters {
  /** How many rows a page has, 1 to 1,000. */
  limit: number;
  /** How many files stand before the page, 0 or more; need not be a multiple of `limit`. */
  offset: number;
  ordering: Ordering | null;
  /** The id of the file whose details are open. */
  file: number | null;
  source: SourceName | null;
}

const LIMIT_MOST = 1000;

/** Why a value makes no sense, as the end of a sentence, and what is taken instead of it. */
class Nonsense<Value> {
  readonly why: string;
  readonly instead: Value;
  constructor(why: string, instead: Value) {
    this.why = why;
    this.instead = instead;
  }
}

interface Codec<Value> {
  /** What the parameter does, for the README. */
  does: string;
  /** The value of an address without the parameter; it is never written. */
  fallback: Value;
  read: (text: string) => Value | Nonsense<Value>;
  write?: (value: NonNullable<Value>) => string;
}

const codecs: { [Name in keyof Asked]: Codec<Asked[Name]> } = {
  datatype_id: id('files of this data type'),
  include_children: {
    does: 'with `True`: files of the data type’s descendants too',
    fallback: false,
    read: (text) => {
      if (/^(true|1)$/i.test(text)) return true;
      if (/^(false|0)$/i.test(text)) return false;
      return new Nonsense('is neither True nor False', false);
    },
    write: (value) => (value ? 'True' : 'False'),
  },
  source_project_id: id('files that came through this project'),
  username: words('files of the member with exactly this username', null),
  search: words('words that all occur in name, description or tags', noFilters.search),
  tag: words('files with this tag', null),
  ext: {
    does: 'files with this extension, such as `json` or `vcf.gz`',
    fallback: null,
    read: (text) =>
      text
        .replace(/^[\s.]+/, '')
        .trim()
        .toLowerCase() || null,
  },
  created_start: day('files created on this day (UTC) or later'),
  created_end: day('files created on this day (UTC) or earlier'),
  ordering: {
    does: 'the order: `basename`, `datatype`, `project`, `username`, `created` or `id`; `-` in front turns it round',
    fallback: null,
    read: (text) =>
      isOrdering(text) ? text : new Nonsense('is no order that is known here', null),
  },
  limit: {
    does: `rows per page, 1 to ${LIMIT_MOST.toLocaleString('en')}`,
    fallback: 100,
    read: (text) => {
      const limit = wholeNumber(text);
      if (limit === null || limit < 1) return new Nonsense('is not a number of rows', 100);
      if (limit <= LIMIT_MOST) return limit;
      return new Nonsense('is more than a page shows; it shows 1,000', LIMIT_MOST);
    },
  },
  offset: {
    does: 'files before the first one shown',
    fallback: 0,
    read: (text) => wholeNumber(text) ?? new Nonsense('is not a number of files', 0),
  },
  file: id('the file whose details are open'),
  source: {
    does: '`live` or `sample`: which of the two sources answers',
    fallback: null,
    read: (text) =>
      isSourceName(text) ? text : new Nonsense('is neither “live” nor “sample”', null),
  },
};

/** The one order in which parameters are written. */
export const parameterNames = [
  'datatype_id',
  'include_children',
  'source_project_id',
  'username',
  'search',
  'tag',
  'ext',
  'created_start',
  'created_end',
  'ordering',
  'limit',
  'offset',
  'file',
  'source',
] as const satisfies readonly (keyof Asked)[];

/** What every parameter does; the README is tested against it. */
export const parameters = parameterNames.map((name) => ({ name, does: codecs[name].does }));

export const nothingAsked: Asked = {
  ...noFilters,
  limit: 100,
  offset: 0,
  ordering: null,
  file: null,
  source: null,
};

/** A value of the address that makes no sense. The rest of the address works all the same. */
export interface Notice {
  name: string;
  value: string;
  why: string;
}

/** Reads `name` out of an address's text into `asked`; gives a notice where it makes no sense. */
export function readInto<Name extends keyof Asked>(
  asked: Asked,
  name: Name,
  text: string,
): Notice | null {
  const value = codecs[name].read(text);
  if (value instanceof Nonsense) {
    asked[name] = value.instead;
    return { name, value: text, why: value.why };
  }
  asked[name] = value;
  return null;
}

/** The text that stands for `asked[name]` in an address, or null where it is the default. */
export function write<Name extends keyof Asked>(asked: Asked, name: Name): string | null {
  const codec = codecs[name];
  const value = asked[name];
  if (value === codec.fallback || value === null || value === undefined) return null;
  return codec.write === undefined ? String(value) : codec.write(value);
}

function wholeNumber(text: string): number | null {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}

function id(does: string): Codec<number | null> {
  return {
    does,
    fallback: null,
    read: (text) =>
      wholeNumber(text) ?? new Nonsense('is not an id, which is a whole number', null),
  };
}

function words<Value extends string | null>(does: string, fallback: Value): Codec<string | Value> {
  return { does, fallback, read: (text) => (text.trim() === '' ? fallback : text) };
}

function day(does: string): Codec<string | null> {
  return {
    does: `${does}, \`YYYY-MM-DD\``,
    fallback: null,
    read: (text) => (isDay(text) ? text : new Nonsense('is not a day such as 2022-11-15', null)),
  };
}

/** Whether `text` is a day of the calendar, `YYYY-MM-DD`: 2022-02-30 is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
