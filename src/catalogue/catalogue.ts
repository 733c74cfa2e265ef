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

export interface FileQuery {
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
export interface Stock {
  /** The number of distinct files in the catalogue. */
  size: number;
  /** New files. */
  added: number;
  /** Rows whose file was in the catalogue before. */
  duplicated: number;
  /** Rows that were `{}`, which are no files. */
  redactedCount: number;
}

/** An index of loaded data files, for filtering, sorting and counting them. */
export interface Catalogue {
  /**
   * Adds rows, joined by id: a file keeps the position of its first row, and gets the content of its last. Returns what
   * this call has changed, and the total `size`.
   */
  add(rows: readonly (DataFile | null)[]): Stock;
  /** Removes a file. Returns whether the catalogue contained it. */
  remove(id: number): boolean;
  /** Sets the names and the tree of data types. Can be called at any time, and repeatedly. */
  setDataTypes(dataTypes: readonly DataType[]): void;
  setProjects(projects: readonly Project[]): void;
  /** Returns at most `limit` matching files from `offset` on. Further pages of the same query cost little. */
  query(fileQuery: FileQuery, offset: number, limit: number): QueryResult;
  facets(filters: Filters): Facets;
}

/** How many summaries are cached. */
const SUMMARIES = 100;

/** The cached rows of a query. */
interface Matching {
  filters: string;
  rows: Uint32Array;
  facets: Facets | null;
  /** The same rows in the last requested order. */
  ordered: { ordering: Ordering; rows: Uint32Array } | null;
}

export function createCatalogue(): Catalogue {
  const rows = new CatalogueRows();
  const names = { dataTypes: new Map<number, string>(), projects: new Map<number, string>() };
  let tree: string | null = null;
  let descendantsOf: DescendantsOf | null = null;
  let lineage: DescendantsOf | null = null;
  /** The rows of the last two queries, the latest first: the page queries facets with and without dates by turns. */
  let matchings: Matching[] = [];
  /** The rows of the query without filters, which every visit repeats. */
  let everything: Matching | null = null;
  const orders = new Map<Ordering, RowOrder>();
  /** Summaries by filters: users sort and page through the same result. */
  const summaries = new Map<string, Summary>();
  let size = 0;

  const forget = () => {
    matchings = [];
    everything = null;
    orders.clear();
    summaries.clear();
  };

  const match = (filters: Filters): Matching => {
    const key = JSON.stringify(filters);
    const known = matchings.find((matching) => matching.filters === key);
    if (known !== undefined) {
      matchings = [known, ...matchings.filter((matching) => matching !== known)];
      return known;
    }
    if (everything?.filters === key) return everything;
    rows.settle();
    const found = findRows(rows, filters, descendantsOf);
    const matching = { filters: key, rows: found, facets: null, ordered: null };
    if (!isFiltered(filters)) everything = matching;
    else matchings = [matching, ...matchings.slice(0, 1)];
    return matching;
  };

  /** The matching rows in order: all, or at least the first `needed`. */
  const order = (matched: Matching, ordering: Ordering | null, needed: number): Uint32Array => {
    if (ordering === null) return matched.rows;
    if (matched.ordered?.ordering === ordering) return matched.ordered.rows;
    const all = orders.get(ordering) ?? orderRows(rows, ordering, names);
    orders.set(ordering, all);
    const ordered = pickRows(all, matched.rows, needed);
    if (ordered.length === matched.rows.length) matched.ordered = { ordering, rows: ordered };
    return ordered;
  };

  const sumUp = (matched: Matching): Summary => {
    const known = summaries.get(matched.filters);
    if (known !== undefined) return known;
    const summary = summarizeRows(rows, matched.rows);
    if (summaries.size === SUMMARIES) summaries.clear();
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
      if (change.added + change.duplicated > 0) forget();
      return { size, ...change };
    },
    remove(id) {
      const removed = rows.remove(id);
      if (removed) {
        size--;
        forget();
      }
      return removed;
    },
    setDataTypes(dataTypes) {
      // Callers often set the same names again, which must not clear the caches.
      const told = JSON.stringify(dataTypes);
      if (told === tree) return;
      tree = told;
      descendantsOf = buildDescendantsOf(dataTypes);
      lineage = buildLineageOf(dataTypes);
      names.dataTypes = new Map(dataTypes.map(({ id, name }) => [id, name]));
      forget();
    },
    setProjects(projects) {
      const named = new Map(projects.map(({ id, name }) => [id, name]));
      if (JSON.stringify([...named]) === JSON.stringify([...names.projects])) return;
      names.projects = named;
      forget();
    },
    query({ filters, ordering }, offset, limit) {
      const matched = match(filters);
      const page = order(matched, ordering, offset + limit).subarray(offset, offset + limit);
      return {
        count: matched.rows.length,
        offset,
        files: Array.from(page, (row) => rows.read(row)),
        summary: sumUp(matched),
      };
    },
    facets(filters) {
      const matched = match(filters);
      matched.facets ??= countRows(rows, matched.rows, lineage);
      return matched.facets;
    },
  };
}
