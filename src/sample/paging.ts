/** The host of `next` and `previous` as recorded; it is not the host of the rows, nor the one asked. */
const pageOrigin = 'https://www.openhumans.net';

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** What a paged list answers. */
export interface Paged {
  count: number;
  next: string | null;
  previous: string | null;
  results: unknown[];
}

/** Reads what Python's int() reads, without its underscores; undefined for all else. */
export function readInteger(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*[+-]?\d+\s*$/.test(text)) return undefined;
  const value = Number(text);
  return Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

/** The last value of a query parameter, which is the one Django takes; undefined where there is none. */
export function lastParam(params: URLSearchParams, name: string): string | undefined {
  return params.getAll(name).at(-1);
}

/**
 * The page that the query asks for. As in Django REST framework's LimitOffsetPagination nothing is refused: a limit
 * that is no positive integer counts as 100, an offset that is no non-negative integer as 0, and there is no maximum.
 */
function readPage(params: URLSearchParams): Page {
  const limit = readInteger(lastParam(params, 'limit')) ?? 0;
  const offset = readInteger(lastParam(params, 'offset')) ?? 0;
  return { limit: limit > 0 ? limit : 100, offset: Math.max(offset, 0) };
}

/** The address of another page: other parameters kept, all sorted by name, as the framework does. */
function link(path: string, params: URLSearchParams, limit: number, offset: number): string {
  const query = new URLSearchParams(params);
  query.set('limit', String(limit));
  if (offset > 0) query.set('offset', String(offset));
  else query.delete('offset');
  query.sort();
  return `${pageOrigin}${path}?${query}`;
}

/**
 * One page of a list.
 * @param path of the list, for the links
 * @param count length of the whole list
 * @param at gives the item at a place from 0 to `count - 1`; only asked for those on the page
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
