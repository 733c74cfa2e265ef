import { isSourceName, type SourceName } from '../api/source.ts';
import {
  type FileQuery,
  type Filters,
  isOrdering,
  noFilters,
  type Ordering,
} from '../domain/filters.ts';
import {
  normalizeExtension,
  type Parser,
  day,
  ids,
  InvalidValue,
  NO_ID,
  texts,
  parseInteger,
} from './parsers.ts';

/** The parameters of the URL. `null` means that the URL has none; for `source`, the page's default. */
export interface SearchParams extends Filters {
  /** Rows per page, 1 to 1,000; `all` shows all rows in one scroll. */
  limit: number | 'all';
  /** The number of files before the page, or before the first visible row; 0 or more. */
  offset: number;
  ordering: Ordering | null;
  /** The id of the file whose details are open. */
  file: number | null;
  source: SourceName | null;
}

const LIMIT_MOST = 1000;

const parsers: { [Name in keyof SearchParams]: Parser<SearchParams[Name]> } = {
  datatype_id: ids(),
  datatype_id__not: ids(),
  include_children: {
    defaultValue: false,
    parse: (text) => {
      if (/^(true|1)$/i.test(text)) return true;
      if (/^(false|0)$/i.test(text)) return false;
      return new InvalidValue('is neither True nor False', false);
    },
    serialize: (value) => (value ? 'True' : 'False'),
  },
  source_project_id: ids(),
  source_project_id__not: ids(),
  username: texts(),
  username__not: texts(),
  shares_datatype_id: ids(),
  shares_source_project_id: ids(),
  search: {
    defaultValue: '',
    parse: (text) => (text.trim() === '' ? '' : text),
  },
  tag: texts(),
  tag__not: texts(),
  ext: texts(normalizeExtension),
  ext__not: texts(normalizeExtension),
  created_start: day(),
  created_end: day(),
  id: ids(),
  id__not: ids(),
  ordering: {
    defaultValue: null,
    parse: (text) =>
      isOrdering(text) ? text : new InvalidValue('is not a sort order that the page knows', null),
  },
  limit: {
    defaultValue: 100,
    parse: (text) => {
      if (text === 'all') return text;
      const limit = parseInteger(text);
      if (limit === null || limit < 1) return new InvalidValue('is not a number of rows', 100);
      if (limit <= LIMIT_MOST) return limit;
      return new InvalidValue('is more than a page shows; it shows 1,000', LIMIT_MOST);
    },
  },
  offset: {
    defaultValue: 0,
    parse: (text) => parseInteger(text) ?? new InvalidValue('is not a number of files', 0),
  },
  file: {
    defaultValue: null,
    parse: (text) => parseInteger(text) ?? new InvalidValue(NO_ID, null),
  },
  source: {
    defaultValue: null,
    parse: (text) =>
      isSourceName(text) ? text : new InvalidValue('is neither “live” nor “sample”', null),
  },
};

/** The order in which parameters are written. */
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

/** Rows per request, and per step of the paging controls, if all rows are in one scroll. */
export const ROWS_PER_REQUEST = 100;

/** Rows per request, and per step of the paging controls. */
export function pageSize(params: SearchParams): number {
  return params.limit === 'all' ? ROWS_PER_REQUEST : params.limit;
}

/** An invalid value in the URL. The other parameters are used nevertheless. */
export interface ParamWarning {
  name: string;
  value: string;
  reason: string;
}

/** Parses the text of a parameter into `params`. Returns a warning if it is invalid, else null. */
function parseInto<Name extends keyof SearchParams>(
  params: SearchParams,
  name: Name,
  text: string,
): ParamWarning | null {
  const value = parsers[name].parse(text);
  if (value instanceof InvalidValue) {
    params[name] = value.fallback;
    return { name, value: text, reason: value.reason };
  }
  params[name] = value;
  return null;
}

/** The text of a parameter in a URL; null for its default value. */
export function serialize<Name extends keyof SearchParams>(
  params: SearchParams,
  name: Name,
): string | null {
  const parser = parsers[name];
  const value = params[name];
  if (value === parser.defaultValue || value === null || value === undefined) return null;
  if (Array.isArray(value) && value.length === 0) return null;
  return parser.serialize === undefined ? String(value) : parser.serialize(value);
}

/** The parameters of a URL, and warnings about its invalid values. */
export interface ParsedParams {
  params: SearchParams;
  warnings: ParamWarning[];
}

/**
 * Parses a query string, with or without its `?`. Never throws: invalid values become warnings. If a parameter occurs
 * more than once, the last one counts, as in Django. Ignores empty values, such as those of a form's empty fields.
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
 * Formats parameters as a query string with its `?`, or as an empty string. Omits defaults and uses one order, so that
 * each query has one URL. Keeps the parameters of `current` that are not ours (`utm_source`), after ours.
 */
export function formatSearchParams(params: SearchParams, current = ''): string {
  const ours = new URLSearchParams();
  for (const name of parameterNames) {
    const text = serialize(params, name);
    if (text !== null) ours.set(name, text);
  }
  const others = new URLSearchParams(current);
  for (const name of parameterNames) others.delete(name);
  // URLSearchParams does not encode an asterisk, and a shell would expand it.
  const parts = [ours.toString().replaceAll('*', '%2A'), others.toString()];
  // A comma separates values and needs no encoding.
  const text = parts.filter(Boolean).join('&').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** Parameters with `changes`. A change of filters or order leads to the first page. */
export function withChanges(params: SearchParams, changes: Partial<SearchParams>): SearchParams {
  const pagingOnly = Object.keys(changes).every(
    (name) => name === 'offset' || name === 'limit' || name === 'file',
  );
  return pagingOnly ? { ...params, ...changes } : { ...params, offset: 0, ...changes };
}

/**
 * The query for files that parameters describe. The other parameters (`file`, `source`) do not change which files are
 * listed.
 */
export function fileQueryOf(params: SearchParams): FileQuery {
  const { ordering } = params;
  const limit = pageSize(params);
  // In one scroll: the page with the first visible row, which stays the same for 100 rows.
  const offset = params.limit === 'all' ? params.offset - (params.offset % limit) : params.offset;
  const filters: Filters & Partial<SearchParams> = { ...params };
  for (const name of ['limit', 'offset', 'ordering', 'file', 'source'] as const) {
    delete filters[name];
  }
  return { filters, limit, offset, ordering };
}
