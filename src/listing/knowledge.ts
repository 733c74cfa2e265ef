import { type ServerFilter, serverFilters } from './filters.ts';
import type { List } from './plan.ts';

/** Whether the server obeys a query parameter, as far as its own answers have shown. */
export type Verdict = 'unknown' | 'obeyed' | 'ignored';

/** What a source's answers have shown of it during this visit. */
export interface Knowledge {
  verdicts: Readonly<Record<ServerFilter, Verdict>>;
  /** Kinds of list that this server does not have, or that do not filter by their own path. */
  missing: readonly List['kind'][];
  /** How many files a list holds, by `listKey`, as last told by the server. */
  counts: Readonly<Record<string, number>>;
  /** Whether the tree of data types is here, so that descendants can be checked here too. */
  tree: boolean;
  /** Whether the server has an address for single files. */
  dataFiles: 'unknown' | 'there' | 'missing';
}

export const nothingKnown: Knowledge = {
  verdicts: { datatype_id: 'unknown', source_project_id: 'unknown', username: 'unknown' },
  missing: [],
  counts: {},
  tree: false,
  dataFiles: 'unknown',
};

/** A piece of evidence. The newest overrules all before it: a server may change its ways any day. */
export interface Evidence {
  obeyed?: readonly ServerFilter[];
  ignored?: readonly ServerFilter[];
  missing?: List['kind'];
  count?: { list: string; files: number };
  tree?: true;
  dataFiles?: 'there' | 'missing';
}

/** What is known after `evidence`; the very same object where nothing is new. */
export function learn(known: Knowledge, evidence: Evidence): Knowledge {
  let { missing, counts } = known;
  const shown = { ...known.verdicts };
  for (const filter of evidence.obeyed ?? []) shown[filter] = 'obeyed';
  for (const filter of evidence.ignored ?? []) shown[filter] = 'ignored';
  const isChanged = serverFilters.some((filter) => shown[filter] !== known.verdicts[filter]);
  const verdicts = isChanged ? shown : known.verdicts;
  if (evidence.missing !== undefined && !missing.includes(evidence.missing)) {
    missing = [...missing, evidence.missing];
  }
  if (evidence.count !== undefined && counts[evidence.count.list] !== evidence.count.files) {
    counts = { ...counts, [evidence.count.list]: evidence.count.files };
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
 * A value that no file can have, per query parameter. A server that obeys the parameter answers
 * with nothing at all, or refuses it; one that ignores it answers with rows. Asked with `limit=1`
 * it costs at most one row, and settles what rows that match by chance cannot.
 */
export const impossible: Readonly<Record<ServerFilter, string>> = {
  datatype_id: '2147483647',
  source_project_id: '2147483647',
  // No character of it can occur in a username.
  username: '~',
};
