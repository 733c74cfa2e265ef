import {
  type QueryClient,
  queryOptions,
  skipToken,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
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
  return linkOf(useQueryClient(), source, useRenewals(source), listed);
}

/** What is known of a file's link at this moment. */
export function linkNow(client: QueryClient, source: Source, listed: DataFile): Link {
  const renewals = client.getQueryData(renewalsOptions(source).queryKey) ?? noRenewals;
  return linkOf(client, source, renewals, listed);
}

function linkOf(client: QueryClient, source: Source, renewals: Renewals, listed: DataFile): Link {
  return {
    file: newest(renewals, listed),
    renew: async () => {
      const { renewLink } = await loadRenewal();
      return renewLink(client, source, listed);
    },
  };
}

export function useRenewals(source: Source): Renewals {
  return useQuery(renewalsOptions(source)).data ?? noRenewals;
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
