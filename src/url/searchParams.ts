import type { SourceName } from '../api/source.ts';
import { isSourceName } from '../api/source.ts';
import { type Filters, isOrdering, noFilters, type Ordering } from '../domain/filters.ts';
import {
  asExtension,
  type Codec,
  day,
  ids,
  NO_ID,
  Nonsense,
  texts,
  wholeNumber,
} from './codecs.ts';

/** Everything the address asks for. `null` means: not asked, or for `source` the build's default. */
export interface Asked extends Filters {
  /** How many rows a page has, 1 to 1,000; `all` puts every row into one scroll. */
  limit: number | 'all';
  /** How many files stand before the page, or before the first row in sight; 0 or more. */
  offset: number;
  ordering: Ordering | null;
  /** The id of the file whose details are open. */
  file: number | null;
  source: SourceName | null;
}

const LIMIT_MOST = 1000;

const codecs: { [Name in keyof Asked]: Codec<Asked[Name]> } = {
  datatype_id: ids(),
  datatype_id__not: ids(),
  include_children: {
    fallback: false,
    read: (text) => {
      if (/^(true|1)$/i.test(text)) return true;
      if (/^(false|0)$/i.test(text)) return false;
      return new Nonsense('is neither True nor False', false);
    },
    write: (value) => (value ? 'True' : 'False'),
  },
  source_project_id: ids(),
  source_project_id__not: ids(),
  username: texts(),
  username__not: texts(),
  shares_datatype_id: ids(),
  shares_source_project_id: ids(),
  search: {
    fallback: '',
    read: (text) => (text.trim() === '' ? '' : text),
  },
  tag: texts(),
  tag__not: texts(),
  ext: texts(asExtension),
  ext__not: texts(asExtension),
  created_start: day(),
  created_end: day(),
  id: ids(),
  id__not: ids(),
  ordering: {
    fallback: null,
    read: (text) =>
      isOrdering(text) ? text : new Nonsense('is no order that is known here', null),
  },
  limit: {
    fallback: 100,
    read: (text) => {
      if (text === 'all') return text;
      const limit = wholeNumber(text);
      if (limit === null || limit < 1) return new Nonsense('is not a number of rows', 100);
      if (limit <= LIMIT_MOST) return limit;
      return new Nonsense('is more than a page shows; it shows 1,000', LIMIT_MOST);
    },
  },
  offset: {
    fallback: 0,
    read: (text) => wholeNumber(text) ?? new Nonsense('is not a number of files', 0),
  },
  file: {
    fallback: null,
    read: (text) => wholeNumber(text) ?? new Nonsense(NO_ID, null),
  },
  source: {
    fallback: null,
    read: (text) =>
      isSourceName(text) ? text : new Nonsense('is neither “live” nor “sample”', null),
  },
};

/** The one order in which parameters are written. */
export const parameterNames = [
  'datatype_id',
  'datatype_id__not',
  'include_children',
  'source_project_id',
  'source_project_id__not',
  'username',
  'username__not',
  'shares_datatype_id',
  'shares_source_project_id',
  'search',
  'tag',
  'tag__not',
  'ext',
  'ext__not',
  'created_start',
  'created_end',
  'id',
  'id__not',
  'ordering',
  'limit',
  'offset',
  'file',
  'source',
] as const satisfies readonly (keyof Asked)[];

export const nothingAsked: Asked = {
  ...noFilters,
  limit: 100,
  offset: 0,
  ordering: null,
  file: null,
  source: null,
};

/** How many rows are asked for at once, and go past with a step, where all are in one scroll. */
export const ALL_AT_A_TIME = 100;

/** How many rows the server is asked for at once, which is what the paging controls go at a time. */
export function pageSize(asked: Asked): number {
  return asked.limit === 'all' ? ALL_AT_A_TIME : asked.limit;
}

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
  if (Array.isArray(value) && value.length === 0) return null;
  return codec.write === undefined ? String(value) : codec.write(value);
}
