import type { DataFile } from '../../../src/api/schemas.ts';
import type { Facets } from '../../../src/domain/facets.ts';

/** What is asked in the benchmark: a part of what the product can be asked, which all can answer. */
export interface SearchParams {
  project?: number;
  dataType?: number;
  ext?: string;
  /** First and last day of `created`, inclusive, `YYYY-MM-DD` in UTC. */
  from?: string;
  to?: string;
  /** Words that all occur in name, description or tags; case and accents folded. */
  search?: string;
  /** Without one: in the order in which the files came. Ties go by ascending id. */
  ordering?: 'basename' | '-created';
}

/** A part of the files that match, and how many these are. */
export interface Page {
  count: number;
  files: readonly DataFile[];
}

/** Exact counts of all values of the files that match, the most frequent first; see `Facets`. */
export type Counts = Pick<
  Facets,
  'total' | 'datatypes' | 'projects' | 'members' | 'extensions' | 'tags' | 'created'
>;

/** A store of files that can be asked. */
export interface Contestant {
  /** Rows as they come from the API, 500 at a time. */
  add(files: readonly DataFile[]): void;
  /** All rows have come: whoever wants them at once takes them now. */
  complete(): void;
  page(params: SearchParams, offset: number, limit: number): Page;
  counts(params: SearchParams): Counts;
}
