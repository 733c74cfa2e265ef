import { isSourceName, type SourceName } from '../api/source.ts';
import {
  type FileQuery,
  type Filters,
  isOrdering,
  noFilters,
  type Ordering,
} from '../domain/filters.ts';
import {
  asExtension,
  type Codec,
  day,
  ids,
  InvalidValue,
  NO_ID,
  texts,
  wholeNumber,
} from './codecs.ts';

/** Everything the address asks for. `null` means: not asked, or for `source` the build's default. */
export interface SearchParams extends Filters {
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

const codecs: { [Name in keyof SearchParams]: Codec<SearchParams[Name]> } = {
  datatype_id: ids(),
  datatype_id__not: ids(),
  include_children: {
    fallback: false,
    read: (text) => {
      if (/^(true|1)$/i.test(text)) return true;
      if (/^(false|0)$/i.test(text)) return false;
      return new InvalidValue('is neither True nor False', false);
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
      isOrdering(text) ? text : new InvalidValue('is no order that is known here', null),
  },
  limit: {
    fallback: 100,
    read: (text) => {
      if (text === 'all') return text;
      const limit = wholeNumber(text);
      if (limit === null || limit < 1) return new InvalidValue('is not a number of rows', 100);
      if (limit <= LIMIT_MOST) return limit;
      return new InvalidValue('is more than a page shows; it shows 1,000', LIMIT_MOST);
    },
  },
  offset: {
    fallback: 0,
    read: (text) => wholeNumber(text) ?? new InvalidValue('is not a number of files', 0),
  },
  file: {
    fallback: null,
    read: (text) => wholeNumber(text) ?? new InvalidValue(NO_ID, null),
  },
  source: {
    fallback: null,
    read: (text) =>
      isSourceName(text) ? text : new InvalidValue('is neither “live” nor “sample”', null),
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
] as const satisfies readonly (keyof SearchParams)[];

export const defaultParams: SearchParams = {
  ...noFilters,
  limit: 100,
  offset: 0,
  ordering: null,
  file: null,
  source: null,
};

/** How many rows are asked for at once, and go past with a step, where all are in one scroll. */
export const ROWS_PER_REQUEST = 100;

/** How many rows the server is asked for at once, which is what the paging controls go at a time. */
export function pageSize(params: SearchParams): number {
  return params.limit === 'all' ? ROWS_PER_REQUEST : params.limit;
}

/** A value of the address that makes no sense. The rest of the address works all the same. */
export interface ParamWarning {
  name: string;
  value: string;
  why: string;
}

/** Reads `name` out of an address's text into `asked`; gives a notice where it makes no sense. */
function parseInto<Name extends keyof SearchParams>(
  params: SearchParams,
  name: Name,
  text: string,
): ParamWarning | null {
  const value = codecs[name].read(text);
  if (value instanceof InvalidValue) {
    params[name] = value.instead;
    return { name, value: text, why: value.why };
  }
  params[name] = value;
  return null;
}

/** The text that stands for `asked[name]` in an address, or null where it is the default. */
export function write<Name extends keyof SearchParams>(
  params: SearchParams,
  name: Name,
): string | null {
  const codec = codecs[name];
  const value = params[name];
  if (value === codec.fallback || value === null || value === undefined) return null;
  if (Array.isArray(value) && value.length === 0) return null;
  return codec.write === undefined ? String(value) : codec.write(value);
}

/** What an address asks for, and what of it makes no sense. */
export interface ParsedParams {
  params: SearchParams;
  warnings: ParamWarning[];
}

/**
 * Reads a query string, with or without its `?`. Never throws: what makes no sense becomes a
 * notice. Of a parameter that stands more than once the last one counts, as in Django. An empty
 * value is no value, so that a submitted form's empty fields do no harm.
 */
export function parseSearchParams(search: string): ParsedParams {
  const query = new URLSearchParams(search);
  const params = { ...defaultParams };
  const warnings: ParamWarning[] = [];
  for (const name of parameterNames) {
    const text = query.getAll(name).at(-1);
    if (text === undefined || text === '') continue;
    const notice = parseInto(params, name, text);
    if (notice !== null) warnings.push(notice);
  }
  return { params, warnings };
}

/**
 * Writes what is asked as a query string with its `?`, or as an empty string. Defaults are left
 * out and parameters stand in one order, so that one question has one address. Parameters of
 * `current` that are none of ours (`utm_source`) are left alone, behind ours.
 */
export function formatSearchParams(params: SearchParams, current = ''): string {
  const ours = new URLSearchParams();
  for (const name of parameterNames) {
    const text = write(params, name);
    if (text !== null) ours.set(name, text);
  }
  const others = new URLSearchParams(current);
  for (const name of parameterNames) others.delete(name);
  // URLSearchParams leaves an asterisk as it is; a shell expands it.
  const parts = [ours.toString().replaceAll('*', '%2A'), others.toString()];
  // A comma separates values and needs no escape.
  const text = parts.filter(Boolean).join('&').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** A change of the filters or of the order starts again at the first page. */
export function change(params: SearchParams, changes: Partial<SearchParams>): SearchParams {
  const pagingOnly = Object.keys(changes).every(
    (name) => name === 'offset' || name === 'limit' || name === 'file',
  );
  return pagingOnly ? { ...params, ...changes } : { ...params, offset: 0, ...changes };
}

/**
 * The question that an address puts: about one page. What else stands in it (details, source) asks
 * for no other files.
 */
export function fileQueryOf(params: SearchParams): FileQuery {
  const { ordering } = params;
  const limit = pageSize(params);
  // In one scroll, the page that the first row in sight is on: it stays the same for 100 rows.
  const offset = params.limit === 'all' ? params.offset - (params.offset % limit) : params.offset;
  const filters: Filters & Partial<SearchParams> = { ...params };
  for (const name of ['limit', 'offset', 'ordering', 'file', 'source'] as const) {
    delete filters[name];
  }
  return { filters, limit, offset, ordering };
}
