import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { fileQueryOf, type SearchParams } from '../url/searchParams.ts';
import { countFacets, type Facets } from '../domain/facets.ts';
import type { Filters } from '../domain/filters.ts';
import { planKey } from '../retrieval/plan.ts';
import {
  initialLoadState,
  isActive,
  LOAD_WITHOUT_CONSENT,
  type LoadState,
  requestsLeft,
} from '../retrieval/loadState.ts';
import { planFullLoad } from '../retrieval/strategy.ts';
import { facetsOptions } from './facetCounts.ts';
import type { FileList, FileListResult } from './fileList.ts';
import { useDataTypes } from './names.ts';
import { useCapabilities, useLoads, useSession } from '../session/SessionProvider.tsx';
import { loaderOf, useLoader } from './loads.ts';

/** Which files were counted: every one that matches, those of a page, or those among what is read. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'page'; isFiltered: boolean }
  | { kind: 'loaded'; loaded: number; isFiltered: boolean };

export interface Counts {
  of: Scope;
  /** Of the files that match. */
  facets: Facets;
  /** Of the files that match but for their dates; the same where no dates are asked. */
  anyDate: Facets;
}

/** What can be counted of the files that are asked for. */
export interface FacetsResult {
  /** Null while there is nothing to count. */
  counts: Counts | null;
  /** The counts are those of the question before, until the asked ones arrive. */
  isStale: boolean;
  error: Error | null;
  /** What reading the rest would cost, where not all is counted and nobody reads; `files` null: nobody knows. */
  offer: { files: number | null; requests: number } | null;
  /** The reading that was asked for here, while it is at work. */
  reading: LoadState | null;
  /** Why that reading could not go on. */
  problem: string | null;
  readAll: () => void;
  pause: () => void;
}

/**
 * Counts the files of `listing`, from what is at hand. A short result is read for it without
 * asking; a longer one, known page by page, is counted page by page until `readAll` has read it.
 */
export function useFacets(params: SearchParams, fileList: FileList): FacetsResult {
  const session = useSession();
  const capabilities = useCapabilities();
  const loads = useLoads();
  const dataTypes = useDataTypes();
  const { filters } = useMemo(() => fileQueryOf(params), [params]);
  const { strategy } = fileList.provenance;
  const plan =
    strategy.kind === 'server'
      ? planFullLoad(filters, capabilities, Object.values(loads))
      : strategy.plan;
  const load = loads[planKey(plan)] ?? initialLoadState(plan);
  const { status, unique } = load;
  const isSameList = planKey(plan) === planKey(fileList.provenance.plan);

  // State of this component: consent to load a list for a search must not start a load here.
  const fileQuery = JSON.stringify([session.source.name, filters]);
  const [wanted, want] = useState<string | null>(null);
  const isAsked = wanted === fileQuery;
  const mayRead = strategy.kind !== 'fullLoad' && status !== 'complete';
  const isWanted = mayRead && (isAsked || (status !== 'paused' && isShortPart(fileList.result)));
  const retry = useLoader(plan, filters, { isWanted, mayLoadAll: isAsked });

  const isRead =
    strategy.kind === 'local' ||
    (strategy.kind === 'fullLoad' && load.count !== null) ||
    (strategy.kind === 'server' && isSameList && unique > fileList.result.files.length);
  const chosen = useQuery({ ...facetsOptions(session, plan, filters, load), enabled: isRead });
  const around = useQuery({
    ...facetsOptions(session, plan, withoutDates(filters), load),
    enabled: isRead,
  });
  const counts = useMemo(() => {
    if (isRead) {
      if (chosen.data === undefined || around.data === undefined) return null;
      // The load may have progressed since the counts were made.
      const of = scopeOf(fileList, chosen.data);
      return { of, facets: chosen.data.facets, anyDate: around.data.facets };
    }
    const of = scopeOf(fileList, null);
    if (fileList.result.isPending || fileList.provenance.strategy.kind !== 'server') return null;
    const facets = countFacets(fileList.result.files, dataTypes);
    return { of, facets, anyDate: facets };
  }, [isRead, chosen.data, around.data, fileList, dataTypes]);

  const isLoading = isWanted && isActive(load);
  const problem = isWanted ? load.error : null;
  const count = load.count ?? (isSameList ? fileList.result.count : null);
  const isOffered =
    counts !== null && counts.of.kind !== 'all' && strategy.kind !== 'fullLoad' && !isWanted;
  return {
    counts,
    isStale: isRead
      ? chosen.isPlaceholderData || around.isPlaceholderData
      : fileList.result.isStale,
    error: isRead
      ? (chosen.error ?? around.error)
      : fileList.result.isPending
        ? fileList.result.error
        : null,
    offer:
      isOffered || (problem !== null && !isLoading)
        ? { files: count, requests: requestsLeft({ ...load, count }) }
        : null,
    reading: isLoading ? load : null,
    problem: problem !== null && !isLoading ? problem.message : null,
    readAll: () => {
      want(fileQuery);
      loaderOf(session, plan).confirm();
      retry();
    },
    pause: () => {
      loaderOf(session, plan).pause();
      want(null);
    },
  };
}

/** Whether the page is a part of a result so short that the rest is read without asking. */
function isShortPart({ count, isStale, offset, received }: FileListResult): boolean {
  if (count === null || isStale || count > LOAD_WITHOUT_CONSENT) return false;
  return offset > 0 || received < count;
}

function scopeOf(
  { result, provenance }: FileList,
  reading: Pick<LoadState, 'status' | 'unique'> | null,
): Scope {
  const { isFiltered } = provenance;
  if (reading !== null) {
    if (reading.status === 'complete') return { kind: 'all' };
    return { kind: 'loaded', loaded: reading.unique, isFiltered };
  }
  const isWhole = result.offset === 0 && result.received >= (result.count ?? Infinity);
  return isWhole ? { kind: 'all' } : { kind: 'page', isFiltered };
}

function withoutDates(filters: Filters): Filters {
  return { ...filters, created_start: null, created_end: null };
}
