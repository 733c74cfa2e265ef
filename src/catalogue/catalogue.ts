import type { DataFile, DataType, Project } from '../api/schemas.ts';
import { countRows, summarizeRows } from './count.ts';
import { findRows } from './filter.ts';
import { orderRows, pickRows, type RowOrder } from './sort.ts';
import { CatalogueRows } from './rows.ts';
import { buildDescendantsOf, buildLineageOf } from '../domain/dataTypes.ts';
import type { Facets } from '../domain/facets.ts';
import { type Filters, isFiltered, type Ordering } from '../domain/filters.ts';
import type { DescendantsOf } from '../domain/predicates.ts';
import type { Summary } from '../domain/summary.ts';

export interface CatalogueQuery {
  filters: Filters;
  /** Null means the order in which the rows were added, which is the server's. */
  ordering: Ordering | null;
}

/** A page of the matching files. */
export interface QueryResult {
  /** The number of all matching files. */
  count: number;
  offset: number;
  files: DataFile[];
  /** Summarizes all matching files. */
  summary: Summary;
}

/** The result of adding rows. */
export interface AddResult {
  /** The number of files in the catalogue after the call. */
  size: number;
  /** Rows whose file was not in the catalogue before. */
  added: number;
  /** Rows whose file was in the catalogue before. */
  duplicated: number;
  /** Rows that the server sent as `{}`, without a file. */
  redactedCount: number;
}

/** A columnar index of loaded data files, for fast filters, sorting and counts. */
export interface Catalogue {
  /**
   * Adds rows. A row whose id is already in the catalogue replaces the file with this id, in its position.
   * @param rows null for a row that the server sent as `{}`
   * @returns the counts of this call, and the `size` after it
   */
  add(rows: readonly (DataFile | null)[]): AddResult;
  /** Removes a file. Returns whether the catalogue contained it. */
  remove(id: number): boolean;
  /** Sets the names for `ordering=datatype` and the tree of data types for `include_children`. Can be called at any time. */
  setDataTypes(dataTypes: readonly DataType[]): void;
  /** Sets the names for `ordering=project`. Can be called at any time. */
  setProjects(projects: readonly Project[]): void;
  /**
   * Runs a query. Further pages of the same query cost little, because the matching rows are cached.
   * @param offset files before the page, 0 or more
   * @param limit files per page, 0 or more
   */
  query(fileQuery: CatalogueQuery, offset: number, limit: number): QueryResult;
  /** Counts the values of all files that match `filters`. */
  facets(filters: Filters): Facets;
}

/** The maximum number of cached summaries. */
const MAX_SUMMARIES = 100;

/** The cached rows that match some filters. */
interface CachedMatches {
  /** The filters as JSON. */
  filters: string;
  rows: Uint32Array;
  facets: Facets | null;
  /** The same rows in the last requested order. */
  ordered: { ordering: Ordering; rows: Uint32Array } | null;
}

export function createCatalogue(): Catalogue {
  const rows = new CatalogueRows();
  const names = { dataTypes: new Map<number, string>(), projects: new Map<number, string>() };
  let dataTypesJson: string | null = null;
  let descendantsOf: DescendantsOf | null = null;
  let lineage: DescendantsOf | null = null;
  /** For the last two sets of filters, the latest first: the page alternates between facets with and without dates. */
  let recent: CachedMatches[] = [];
  /** The rows of the query without filters, which every visit repeats. */
  let allFiles: CachedMatches | null = null;
  const orders = new Map<Ordering, RowOrder>();
  /** Summaries by filters: users sort and page through the same result. */
  const summaries = new Map<string, Summary>();
  let size = 0;

  const clearCaches = () => {
    recent = [];
    allFiles = null;
    orders.clear();
    summaries.clear();
  };

  const match = (filters: Filters): CachedMatches => {
    const key = JSON.stringify(filters);
    const cached = recent.find((matching) => matching.filters === key);
    if (cached !== undefined) {
      recent = [cached, ...recent.filter((matching) => matching !== cached)];
      return cached;
    }
    if (allFiles?.filters === key) return allFiles;
    rows.settle();
    const found = findRows(rows, filters, descendantsOf);
    const matching = { filters: key, rows: found, facets: null, ordered: null };
    if (!isFiltered(filters)) allFiles = matching;
    else recent = [matching, ...recent.slice(0, 1)];
    return matching;
  };

  /** The matching rows in order: all, or at least the first `needed`. */
  const order = (
    matched: CachedMatches,
    ordering: Ordering | null,
    needed: number,
  ): Uint32Array => {
    if (ordering === null) return matched.rows;
    if (matched.ordered?.ordering === ordering) return matched.ordered.rows;
    const all = orders.get(ordering) ?? orderRows(rows, ordering, names);
    orders.set(ordering, all);
    const ordered = pickRows(all, matched.rows, needed);
    if (ordered.length === matched.rows.length) matched.ordered = { ordering, rows: ordered };
    return ordered;
  };

  const summaryOf = (matched: CachedMatches): Summary => {
    const cached = summaries.get(matched.filters);
    if (cached !== undefined) return cached;
    const summary = summarizeRows(rows, matched.rows);
    if (summaries.size === MAX_SUMMARIES) summaries.clear();
    summaries.set(matched.filters, summary);
    return summary;
  };

  return {
    add(files) {
      const change = { added: 0, duplicated: 0, redactedCount: 0 };
      for (const file of files) {
        if (file === null) change.redactedCount++;
        else if (rows.put(file)) change.added++;
        else change.duplicated++;
      }
      size += change.added;
      if (change.added + change.duplicated > 0) clearCaches();
      return { size, ...change };
    },
    remove(id) {
      const removed = rows.remove(id);
      if (removed) {
        size--;
        clearCaches();
      }
      return removed;
    },
    setDataTypes(dataTypes) {
      // Callers often set the same names again, which must not clear the caches.
      const json = JSON.stringify(dataTypes);
      if (json === dataTypesJson) return;
      dataTypesJson = json;
      descendantsOf = buildDescendantsOf(dataTypes);
      lineage = buildLineageOf(dataTypes);
      names.dataTypes = new Map(dataTypes.map(({ id, name }) => [id, name]));
      clearCaches();
    },
    setProjects(projects) {
      const named = new Map(projects.map(({ id, name }) => [id, name]));
      if (JSON.stringify([...named]) === JSON.stringify([...names.projects])) return;
      names.projects = named;
      clearCaches();
    },
    query({ filters, ordering }, offset, limit) {
      const matched = match(filters);
      const page = order(matched, ordering, offset + limit).subarray(offset, offset + limit);
      return {
        count: matched.rows.length,
        offset,
        files: Array.from(page, (row) => rows.read(row)),
        summary: summaryOf(matched),
      };
    },
    facets(filters) {
      const matched = match(filters);
      matched.facets ??= countRows(rows, matched.rows, lineage);
      return matched.facets;
    },
  };
}
