import type { DataFile } from '../../../src/api/schemas.ts';
import type { Facets } from '../../../src/domain/facets.ts';

/** The query of the benchmark: the subset of the app's filters that every candidate supports. */
export interface SearchParams {
  project?: number;
  dataType?: number;
  ext?: string;
  /** First and last day of `created`, inclusive, `YYYY-MM-DD` in UTC. */
  from?: string;
  to?: string;
  /** Words that all occur in the name, the description or the tags, ignoring case and accents. */
  search?: string;
  /** Without an ordering, files keep the order in which they were added. Ties are sorted by ascending id. */
  ordering?: 'basename' | '-created';
}

/** A page of the matching files, and their total number. */
export interface Page {
  count: number;
  files: readonly DataFile[];
}

/** Exact counts of all values among the matching files, most frequent first; see `Facets`. */
export type Counts = Pick<
  Facets,
  'total' | 'datatypes' | 'projects' | 'members' | 'extensions' | 'tags' | 'created'
>;

/** A store of files with filters, sorting and counts. */
export interface Candidate {
  /** Adds rows as they arrive from the API, 500 at a time. */
  add(files: readonly DataFile[]): void;
  /** All rows have been added. A store that builds its index at once does so here. */
  complete(): void;
  page(params: SearchParams, offset: number, limit: number): Page;
  counts(params: SearchParams): Counts;
}
