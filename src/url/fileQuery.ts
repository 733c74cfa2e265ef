import type { FileQuery, Filters } from '../domain/filters.ts';
import { pageSize, type SearchParams } from './searchParams.ts';

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
