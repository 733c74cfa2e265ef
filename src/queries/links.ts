import {
  type QueryClient,
  QueryObserver,
  queryOptions,
  skipToken,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import { isFresh } from '../listing/freshness.ts';

/** Files whose links were renewed, by id; null where the file was gone. */
export type Renewals = ReadonlyMap<number, DataFile | null>;

export const noRenewals: Renewals = new Map();

export function renewalsOptions(source: Source) {
  return queryOptions<Renewals>({
    queryKey: ['renewals', source.name],
    queryFn: skipToken,
    gcTime: Infinity,
    // A map is no JSON to be shared piece by piece.
    structuralSharing: false,
  });
}

/** What is known of a file's link now. */
export interface Link {
  /** The file as it was listed last, or null where it has been withdrawn since. */
  file: DataFile | null;
  /** Gives the file with a link that works, renewed if it has to be; null where it was withdrawn. */
  renew: () => Promise<DataFile | null>;
}

/**
 * Loads what renews links. It is no part of the first view, but should be here before it is needed:
 * a newer version of the page may take its file away.
 */
export function loadRenewal() {
  return import('./renewLink.ts');
}

export function useLink(source: Source, listed: DataFile): Link {
  const client = useQueryClient();
  const observer = renewalsObserver(client, source);
  const subscribe = useCallback((listener: () => void) => observer.subscribe(listener), [observer]);
  const file = useSyncExternalStore(subscribe, () =>
    newest(client.getQueryData(renewalsOptions(source).queryKey) ?? noRenewals, listed),
  );
  const renew = async () => {
    const { renewLink } = await loadRenewal();
    return renewLink(client, source, listed);
  };
  return { file, renew };
}

type Renewing = QueryObserver<Renewals>;
const observers = new WeakMap<QueryClient, Map<string, Renewing>>();

/** One observer for all links: each row would otherwise have two of its own, made as it scrolls in. */
function renewalsObserver(client: QueryClient, source: Source): Renewing {
  const ofClient = observers.get(client) ?? new Map<string, Renewing>();
  observers.set(client, ofClient);
  const observer = ofClient.get(source.name) ?? new QueryObserver(client, renewalsOptions(source));
  ofClient.set(source.name, observer);
  return observer;
}

/** Files that turned out to be withdrawn while the page was open. */
export function useWithdrawn(source: Source): readonly string[] {
  return useQuery(withdrawnOptions(source)).data ?? noNames;
}

const noNames: string[] = [];

export function withdrawnOptions(source: Source) {
  return queryOptions<string[]>({
    queryKey: ['withdrawn', source.name],
    queryFn: skipToken,
    gcTime: Infinity,
  });
}

/** The file as it was listed or renewed last; null where it was withdrawn. */
export function newest(renewals: Renewals, listed: DataFile): DataFile | null {
  const renewed = renewals.get(listed.id);
  if (renewed === undefined) return listed;
  // The list may have been read again since; by a clock that was set back meanwhile, before.
  const isNewer = renewed === null || renewed.listed_at > listed.listed_at || isFresh(renewed);
  return isNewer ? renewed : listed;
}
