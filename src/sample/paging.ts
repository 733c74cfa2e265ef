/**
 * The host of `next` and `previous` in the recorded responses. It differs from the host of the rows and of the
 * request.
 */
const pageOrigin = 'https://www.openhumans.net';

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** The response of a paged list. */
export interface Paged {
  count: number;
  next: string | null;
  previous: string | null;
  results: unknown[];
}

/** Parses an integer like Python's int(), but without underscores; undefined for any other text. */
export function readInteger(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*[+-]?\d+\s*$/.test(text)) return undefined;
  const value = Number(text);
  return Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

/** The last value of a query parameter, as in Django; undefined if there is none. */
export function lastParam(params: URLSearchParams, name: string): string | undefined {
  return params.getAll(name).at(-1);
}

/**
 * Reads the page from the query. As in Django REST framework's LimitOffsetPagination, no value is an error: a limit
 * that is not a positive integer means 100, an offset that is not a non-negative integer means 0, and there is no
 * maximum.
 */
function readPage(params: URLSearchParams): Page {
  const limit = readInteger(lastParam(params, 'limit')) ?? 0;
  const offset = readInteger(lastParam(params, 'offset')) ?? 0;
  return { limit: limit > 0 ? limit : 100, offset: Math.max(offset, 0) };
}

/** The URL of another page. Keeps the other parameters and sorts all of them by name, as the framework does. */
function link(path: string, params: URLSearchParams, limit: number, offset: number): string {
  const query = new URLSearchParams(params);
  query.set('limit', String(limit));
  if (offset > 0) query.set('offset', String(offset));
  else query.delete('offset');
  query.sort();
  return `${pageOrigin}${path}?${query}`;
}

/**
 * Creates a page of a list.
 * @param path of the list, for the links
 * @param count length of the full list
 * @param at returns the item at a position from 0 to `count - 1`; called for the items of the page only
 */
export function paginate(
  path: string,
  params: URLSearchParams,
  count: number,
  at: (place: number) => unknown,
): Paged {
  const { limit, offset } = readPage(params);
  const length = Math.max(0, Math.min(limit, count - offset));
  const after = offset + limit;
  return {
    count,
    next: after < count ? link(path, params, limit, after) : null,
    previous: offset > 0 ? link(path, params, limit, offset - limit) : null,
    results: Array.from({ length }, (_, index) => at(offset + index)),
  };
}
