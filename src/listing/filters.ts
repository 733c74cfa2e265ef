/**
 * What a person asks of the list of public data files, in the API's own names. `null` and the
 * empty string mean: not asked.
 */
export interface Filters {
  /** Files that carry this data type (id). */
  datatype_id: number | null;
  /** The data type's descendants too. Means nothing without `datatype_id`. */
  include_children: boolean;
  /** Files that came through this project (id). */
  source_project_id: number | null;
  /** Files of the member with exactly this username. */
  username: string | null;
  /** Words that must all occur in name, description or tags; case and accents folded. */
  search: string;
  /** Files with exactly this tag. */
  tag: string | null;
  /** File extension in lower case without its dot, such as `json` or `vcf.gz`. */
  ext: string | null;
  /** First and last day of `created`, inclusive, `YYYY-MM-DD` in UTC. */
  created_start: string | null;
  created_end: string | null;
}

export const noFilters: Filters = {
  datatype_id: null,
  include_children: false,
  source_project_id: null,
  username: null,
  search: '',
  tag: null,
  ext: null,
  created_start: null,
  created_end: null,
};

/** Whether anything is asked that narrows the list. */
export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some((value) => value !== null && value !== '' && value !== false);
}

/** The filters that the API itself knows, by path or as query parameters. */
export const serverFilters = ['datatype_id', 'source_project_id', 'username'] as const;
export type ServerFilter = (typeof serverFilters)[number];

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
