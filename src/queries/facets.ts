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

/** Which files are counted: all that match, those of the page, or the matching ones among the loaded files. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'page'; isFiltered: boolean }
  | { kind: 'loaded'; loaded: number; isFiltered: boolean };

export interface Counts {
  of: Scope;
  /** The facets of the matching files. */
  facets: Facets;
  /** The facets without the date filter; the same if there is none. */
  anyDate: Facets;
}

/** The facets of the page's result, and how to get complete ones. */
export interface FacetsResult {
  /** Null while there is nothing to count. */
  counts: Counts | null;
  /** Whether the counts are those of the previous query, until the new ones arrive. */
  isStale: boolean;
  error: Error | null;
  /** The cost of complete counts, if they are partial and no load is running; `files` is null if it is unknown. */
  offer: { files: number | null; requests: number } | null;
  /** The load that was started here, while it is running. */
  load: LoadState | null;
  /** Why that load failed. */
  problem: string | null;
  loadAll: () => void;
  pause: () => void;
}

/**
 * Counts the files of `fileList` by facet. Loads a short result without asking the user. For a longer one, counts the
 * page until `loadAll` has loaded it.
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
  const [confirmedQuery, setConfirmedQuery] = useState<string | null>(null);
  const isConfirmed = confirmedQuery === fileQuery;
  const mayLoad = strategy.kind !== 'fullLoad' && status !== 'complete';
  const isWanted =
    mayLoad && (isConfirmed || (status !== 'paused' && isShortPart(fileList.result)));
  const retry = useLoader(plan, filters, { isWanted, mayLoadAll: isConfirmed });

  const isFromCatalogue =
    strategy.kind === 'local' ||
    (strategy.kind === 'fullLoad' && load.count !== null) ||
    (strategy.kind === 'server' && isSameList && unique > fileList.result.files.length);
  const matching = useQuery({
    ...facetsOptions(session, plan, filters, load),
    enabled: isFromCatalogue,
  });
  const withAnyDate = useQuery({
    ...facetsOptions(session, plan, withoutDates(filters), load),
    enabled: isFromCatalogue,
  });
  const counts = useMemo(() => {
    if (isFromCatalogue) {
      if (matching.data === undefined || withAnyDate.data === undefined) return null;
      // The load may have progressed since the counts were made.
      const of = scopeOf(fileList, matching.data);
      return { of, facets: matching.data.facets, anyDate: withAnyDate.data.facets };
    }
    const of = scopeOf(fileList, null);
    if (fileList.result.isPending || fileList.provenance.strategy.kind !== 'server') return null;
    const facets = countFacets(fileList.result.files, dataTypes);
    return { of, facets, anyDate: facets };
  }, [isFromCatalogue, matching.data, withAnyDate.data, fileList, dataTypes]);

  const isLoading = isWanted && isActive(load);
  const problem = isWanted ? load.error : null;
  const count = load.count ?? (isSameList ? fileList.result.count : null);
  const isOffered =
    counts !== null && counts.of.kind !== 'all' && strategy.kind !== 'fullLoad' && !isWanted;
  return {
    counts,
    isStale: isFromCatalogue
      ? matching.isPlaceholderData || withAnyDate.isPlaceholderData
      : fileList.result.isStale,
    error: isFromCatalogue
      ? (matching.error ?? withAnyDate.error)
      : fileList.result.isPending
        ? fileList.result.error
        : null,
    offer:
      isOffered || (problem !== null && !isLoading)
        ? { files: count, requests: requestsLeft({ ...load, count }) }
        : null,
    load: isLoading ? load : null,
    problem: problem !== null && !isLoading ? problem.message : null,
    loadAll: () => {
      setConfirmedQuery(fileQuery);
      loaderOf(session, plan).confirm();
      retry();
    },
    pause: () => {
      loaderOf(session, plan).pause();
      setConfirmedQuery(null);
    },
  };
}

/** Whether the result is so short that the rest may be loaded without asking the user. */
function isShortPart({ count, isStale, offset, received }: FileListResult): boolean {
  if (count === null || isStale || count > LOAD_WITHOUT_CONSENT) return false;
  return offset > 0 || received < count;
}

function scopeOf(
  { result, provenance }: FileList,
  load: Pick<LoadState, 'status' | 'unique'> | null,
): Scope {
  const { isFiltered } = provenance;
  if (load !== null) {
    if (load.status === 'complete') return { kind: 'all' };
    return { kind: 'loaded', loaded: load.unique, isFiltered };
  }
  const isWhole = result.offset === 0 && result.received >= (result.count ?? Infinity);
  return isWhole ? { kind: 'all' } : { kind: 'page', isFiltered };
}

function withoutDates(filters: Filters): Filters {
  return { ...filters, created_start: null, created_end: null };
}
