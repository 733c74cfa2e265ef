import { type ServerFilter, serverFilters } from '../domain/filters.ts';
import type { Endpoint } from './plan.ts';

/** Whether the server honours a query parameter, as far as its responses have shown. */
export type Verdict = 'unknown' | 'honoured' | 'ignored';

/** What a server's responses have shown about it during this visit. */
export interface ServerCapabilities {
  verdicts: Readonly<Record<ServerFilter, Verdict>>;
  /** Kinds of lists that the server does not have, or whose path does not filter. */
  missing: readonly Endpoint['kind'][];
  /** How many files each list contains, by `endpointKey`, according to the newest response. */
  counts: Readonly<Record<string, number>>;
  /** Whether the tree of data types is loaded, so that the page can check descendants. */
  tree: boolean;
  /** Whether the server has the endpoint for single files. */
  dataFiles: 'unknown' | 'present' | 'missing';
}

export const initialCapabilities: ServerCapabilities = {
  verdicts: { datatype_id: 'unknown', source_project_id: 'unknown', username: 'unknown' },
  missing: [],
  counts: {},
  tree: false,
  dataFiles: 'unknown',
};

/** Evidence from one response. The newest wins, because a server may change at any time. */
export interface Evidence {
  honoured?: readonly ServerFilter[];
  ignored?: readonly ServerFilter[];
  missing?: Endpoint['kind'];
  count?: { endpoint: string; files: number };
  tree?: true;
  dataFiles?: 'present' | 'missing';
}

/** Returns the capabilities with `evidence` added; the same object if nothing changes. */
export function recordEvidence(known: ServerCapabilities, evidence: Evidence): ServerCapabilities {
  let { missing, counts } = known;
  const shown = { ...known.verdicts };
  for (const filter of evidence.honoured ?? []) shown[filter] = 'honoured';
  for (const filter of evidence.ignored ?? []) shown[filter] = 'ignored';
  const isChanged = serverFilters.some((filter) => shown[filter] !== known.verdicts[filter]);
  const verdicts = isChanged ? shown : known.verdicts;
  if (evidence.missing !== undefined && !missing.includes(evidence.missing)) {
    missing = [...missing, evidence.missing];
  }
  if (evidence.count !== undefined && counts[evidence.count.endpoint] !== evidence.count.files) {
    counts = { ...counts, [evidence.count.endpoint]: evidence.count.files };
  }
  const tree = evidence.tree ?? known.tree;
  const dataFiles = evidence.dataFiles ?? known.dataFiles;
  const isNews =
    verdicts !== known.verdicts ||
    missing !== known.missing ||
    counts !== known.counts ||
    tree !== known.tree ||
    dataFiles !== known.dataFiles;
  return isNews ? { verdicts, missing, counts, tree, dataFiles } : known;
}

/**
 * For each query parameter, a value that no file can have. A server that honours the parameter
 * returns no rows for it, or refuses it; a server that ignores it returns rows. With `limit=1` the
 * probe costs at most one row, and decides what rows that match by chance cannot.
 */
export const probeValues: Readonly<Record<ServerFilter, string>> = {
  datatype_id: '2147483647',
  source_project_id: '2147483647',
  // Usernames cannot contain this character.
  username: '~',
};
