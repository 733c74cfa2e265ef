import {
  type SearchParams,
  defaultParams,
  type ParamWarning,
  parameterNames,
  parseInto,
  write,
} from './searchParams.ts';

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
  const texts = [ours.toString().replaceAll('*', '%2A'), others.toString()];
  // A comma separates values and needs no escape.
  const text = texts.filter(Boolean).join('&').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** A change of the filters or of the order starts again at the first page. */
export function change(params: SearchParams, changes: Partial<SearchParams>): SearchParams {
  const pagingOnly = Object.keys(changes).every(
    (name) => name === 'offset' || name === 'limit' || name === 'file',
  );
  return pagingOnly ? { ...params, ...changes } : { ...params, offset: 0, ...changes };
}
