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
  /** Null: the order in which the rows were added, which is the server's. */
  ordering: Ordering | null;
}

/** A range of the files that match. */
export interface QueryResult {
  /** Of all files that match. */
  count: number;
  offset: number;
  files: DataFile[];
  /** Sums up all files that match. */
  summary: Summary;
}

/** What has been added so far. */
export interface Stock {
  /** Different files at hand. */
  size: number;
  /** Files that came for the first time. */
  added: number;
  /** Rows whose file was there already. */
  duplicated: number;
  /** Rows that were `{}`: no file. */
  redactedCount: number;
}

/** The data files that have been read, made to be searched, put in order and counted quickly. */
export interface Catalogue {
  /**
   * Joins rows by id: the first of an id keeps its place, the last its content. Gives what this
   * call has changed, `size` being the whole.
   */
  add(rows: readonly (DataFile | null)[]): Stock;
  /** A file that was withdrawn leaves. Gives whether it was there. */
  remove(id: number): boolean;
  /** Gives `ordering=datatype` its names and `include_children` its tree; at any time, again and again. */
  setDataTypes(dataTypes: readonly DataType[]): void;
  setProjects(projects: readonly Project[]): void;
  /** At most `limit` files from the `offset`-th on. Asking on for the same question costs only these files. */
  query(fileQuery: FileQuery, offset: number, limit: number): QueryResult;
  facets(filters: Filters): Facets;
}

/** Of how many questions the summary is kept. */
const SUMMARIES = 100;

/** The rows that match, kept from one question to those that follow. */
interface Matching {
  filters: string;
  rows: Uint32Array;
  facets: Facets | null;
  /** The same rows in the last order that was asked. */
  ordered: { ordering: Ordering; rows: Uint32Array } | null;
}

export function createCatalogue(): Catalogue {
  const rows = new CatalogueRows();
  const names = { dataTypes: new Map<number, string>(), projects: new Map<number, string>() };
  let tree: string | null = null;
  let descendantsOf: DescendantsOf | null = null;
  let lineage: DescendantsOf | null = null;
  /** Of the last two questions, the latest first: a page and its dates are asked by turns. */
  let matchings: Matching[] = [];
  /** Of the question for all files, which every visit comes back to. */
  let everything: Matching | null = null;
  const orders = new Map<Ordering, RowOrder>();
  /** By filters, of many questions: what is filtered is put in order later, and looked at again. */
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

  /** The rows that match, in order: all, or at least the first `needed`. */
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
      // Told again and again, mostly the same: nothing is forgotten for it.
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
