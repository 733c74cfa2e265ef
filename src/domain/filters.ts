/**
 * What a person asks of the list of public data files, in the API's own names. The empty list, the
 * empty string and `null` mean: not asked. Of a list, a file must have one of the values (either);
 * of its twin `…__not`, none.
 */
export interface Filters {
  /** Files that carry one of these data types (ids). */
  datatype_id: readonly number[];
  datatype_id__not: readonly number[];
  /** Wherever a data type is named, its descendants too. Means nothing without one. */
  include_children: boolean;
  /** Files that came through one of these projects (ids). */
  source_project_id: readonly number[];
  source_project_id__not: readonly number[];
  /** Files of the members with exactly these usernames. */
  username: readonly string[];
  username__not: readonly string[];
  /** Files of members who publicly share, anywhere, a file of every one of these data types (ids). */
  shares_datatype_id: readonly number[];
  /** Files of members who publicly share, anywhere, a file through every one of these projects (ids). */
  shares_source_project_id: readonly number[];
  /** Words that must all occur in name, description or tags; case and accents folded. */
  search: string;
  /** Files with exactly one of these tags. */
  tag: readonly string[];
  tag__not: readonly string[];
  /** File extensions in lower case without their dot, such as `json` or `vcf.gz`. */
  ext: readonly string[];
  ext__not: readonly string[];
  /** First and last day of `created`, inclusive, `YYYY-MM-DD` in UTC. */
  created_start: string | null;
  created_end: string | null;
  /** Just these files, by id. */
  id: readonly number[];
  id__not: readonly number[];
}

const none: readonly never[] = [];

export const noFilters: Filters = {
  datatype_id: none,
  datatype_id__not: none,
  include_children: false,
  source_project_id: none,
  source_project_id__not: none,
  username: none,
  username__not: none,
  shares_datatype_id: none,
  shares_source_project_id: none,
  search: '',
  tag: none,
  tag__not: none,
  ext: none,
  ext__not: none,
  created_start: null,
  created_end: null,
  id: none,
  id__not: none,
};

/** The filters that take several values, and their exclusion. */
export type ValueFilter = 'datatype_id' | 'source_project_id' | 'username' | 'tag' | 'ext' | 'id';

/** Filters with a list of values. */
export type ListFilter =
  | ValueFilter
  | `${ValueFilter}__not`
  | 'shares_datatype_id'
  | 'shares_source_project_id';

/** Whether anything is asked that narrows the list. */
export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== '' && value !== false,
  );
}

/** Whether members are asked for by what they share: only the list of all files can tell. */
export function isCohort({ shares_datatype_id, shares_source_project_id }: Filters): boolean {
  return shares_datatype_id.length + shares_source_project_id.length > 0;
}

/** How a value takes part in a filter: as one that may match, as one that must not, or not at all. */
export type FilterMode = 'include' | 'exclude' | 'off';

/** What to ask so that `value` takes part in `filter` as `mode` says, all other values staying. */
export function withFilterMode<Name extends ValueFilter>(
  filters: Filters,
  filter: Name,
  value: Filters[Name][number],
  mode: FilterMode,
): Partial<Filters> {
  const not = `${filter}__not` as const;
  const values: readonly (number | string)[] = filters[filter];
  const excluded: readonly (number | string)[] = filters[not];
  return {
    [filter]: mode === 'include' ? withValue(values, value) : withoutValue(values, value),
    [not]: mode === 'exclude' ? withValue(excluded, value) : withoutValue(excluded, value),
  };
}

/** How `value` takes part in `filter`. */
export function filterModeOf<Name extends ValueFilter>(
  filters: Filters,
  filter: Name,
  value: Filters[Name][number],
): FilterMode {
  const has = (values: readonly (number | string)[]) => values.includes(value);
  if (has(filters[filter])) return 'include';
  return has(filters[`${filter}__not`]) ? 'exclude' : 'off';
}

/** A list of values as it is always kept: each once, in ascending order, so that one question has one form. */
export function sortedUnique<Value extends number | string>(
  values: readonly Value[],
): readonly Value[] {
  return values.length === 0 ? none : [...new Set(values)].toSorted((a, b) => (a < b ? -1 : 1));
}

function withValue<Value extends number | string>(values: readonly Value[], value: Value) {
  return sortedUnique([...values, value]);
}

function withoutValue<Value extends number | string>(values: readonly Value[], value: Value) {
  return sortedUnique(values.filter((other) => other !== value));
}

/** The filters that the API itself knows, by path or as query parameters: one value of each. */
export const serverFilters = ['datatype_id', 'source_project_id', 'username'] as const;
export type ServerFilter = (typeof serverFilters)[number];

/** The one value that the server can be asked for; null where none is asked, or several. */
export function singleValueOf<Name extends ServerFilter>(
  filters: Filters,
  filter: Name,
): Filters[Name][number] | null {
  const [first, second] = filters[filter];
  return first === undefined || second !== undefined ? null : first;
}

/** The fields that a listing can be put in order by; a leading `-` turns the order round. */
export const orderingFields = [
  'basename',
  'datatype',
  'project',
  'username',
  'created',
  'id',
] as const;
export type OrderingField = (typeof orderingFields)[number];
export type Ordering = OrderingField | `-${OrderingField}`;

export function isOrdering(text: string): text is Ordering {
  const field = text.startsWith('-') ? text.slice(1) : text;
  return orderingFields.some((known) => known === field);
}

/** Which files to show: filters, order, and the page. */
export interface FileQuery {
  filters: Filters;
  /** Null means the server's order. */
  ordering: Ordering | null;
  /** Rows per page, 1 or more. */
  limit: number;
  /** Files before the page, 0 or more. */
  offset: number;
}
