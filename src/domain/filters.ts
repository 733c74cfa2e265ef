/**
 * Filters of public data files, under the API's names. An empty list, an empty string and `null` filter nothing. A file
 * must have one of the values of a list, and none of the values of its twin `…__not`.
 */
export interface Filters {
  /** Files with one of these data types (ids). */
  datatype_id: readonly number[];
  datatype_id__not: readonly number[];
  /** Whether data types include their descendants. Has no effect without a data type. */
  include_children: boolean;
  /** Files of one of these projects (ids). */
  source_project_id: readonly number[];
  source_project_id__not: readonly number[];
  /** Files of the members with these usernames; case-sensitive. */
  username: readonly string[];
  username__not: readonly string[];
  /** Files of members who share at least one file of every one of these data types (ids). */
  shares_datatype_id: readonly number[];
  /** Files of members who share at least one file through every one of these projects (ids). */
  shares_source_project_id: readonly number[];
  /** Words that must all occur in the name, description or tags. Ignores case and accents. */
  search: string;
  /** Files with one of these tags; case-sensitive. */
  tag: readonly string[];
  tag__not: readonly string[];
  /** File extensions in lower case without their dot, such as `json` or `vcf.gz`. */
  ext: readonly string[];
  ext__not: readonly string[];
  /** The first and the last day of `created`, inclusive, as `YYYY-MM-DD` in UTC. */
  created_start: string | null;
  created_end: string | null;
  /** Only these files (ids). */
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

/** Whether any filter is set. */
export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== '' && value !== false,
  );
}

/** Whether the filters select members by what they share, which only the list of all files shows. */
export function isCohort({ shares_datatype_id, shares_source_project_id }: Filters): boolean {
  return shares_datatype_id.length + shares_source_project_id.length > 0;
}

/** How a filter uses a value: files must have it, must not have it, or it has no effect. */
export type FilterMode = 'include' | 'exclude' | 'off';

/** The changes that set the mode of one value of a filter. The other values stay. */
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

/** The mode of a value of a filter. */
export function filterModeOf<Name extends ValueFilter>(
  filters: Filters,
  filter: Name,
  value: Filters[Name][number],
): FilterMode {
  const has = (values: readonly (number | string)[]) => values.includes(value);
  if (has(filters[filter])) return 'include';
  return has(filters[`${filter}__not`]) ? 'exclude' : 'off';
}

/** The canonical form of a list of values: without duplicates, ascending. Equal filters are then equal as text. */
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

/** The filters that the API has, by path or as query parameters, with one value each. */
export const serverFilters = ['datatype_id', 'source_project_id', 'username'] as const;
export type ServerFilter = (typeof serverFilters)[number];

/** The value that a request can contain; null if the filter has no value, or several. */
export function singleValueOf<Name extends ServerFilter>(
  filters: Filters,
  filter: Name,
): Filters[Name][number] | null {
  const [first, second] = filters[filter];
  return first === undefined || second !== undefined ? null : first;
}

/** The fields by which files can be sorted. A leading `-` means descending. */
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
