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
import { nameOf } from '../listing/nameOf.ts';
import { removeEverywhere } from './catalogues.ts';
import { fetchDataFile } from './dataFile.ts';
import { dropFromPages } from './dataFiles.ts';

/** Files whose links were renewed, by id; null where the file was gone. */
type Renewals = ReadonlyMap<number, DataFile | null>;

const none: Renewals = new Map();

function renewalsOptions(source: Source) {
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

export function useLink(source: Source, listed: DataFile): Link {
  const client = useQueryClient();
  const observer = renewalsObserver(client, source);
  const subscribe = useCallback((listener: () => void) => observer.subscribe(listener), [observer]);
  const file = useSyncExternalStore(subscribe, () =>
    newest(client.getQueryData(renewalsOptions(source).queryKey) ?? none, listed),
  );
  return { file, renew: () => renewLink(client, source, listed) };
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

function withdrawnOptions(source: Source) {
  return queryOptions<string[]>({
    queryKey: ['withdrawn', source.name],
    queryFn: skipToken,
    gcTime: Infinity,
  });
}

function newest(renewals: Renewals, listed: DataFile): DataFile | null {
  const renewed = renewals.get(listed.id);
  if (renewed === undefined) return listed;
  // The list may have been read again since.
  return renewed === null || renewed.listed_at > listed.listed_at ? renewed : listed;
}

/** Renews a file's link where it is older than `LINK_AGE_MS`; at most one request at a time a file. */
export async function renewLink(
  client: QueryClient,
  source: Source,
  listed: DataFile,
): Promise<DataFile | null> {
  const options = renewalsOptions(source);
  const known = newest(client.getQueryData(options.queryKey) ?? none, listed);
  if (known === null || isFresh(known)) return known;
  const file = await client.fetchQuery({
    queryKey: ['renewal', source.name, listed.id],
    queryFn: ({ signal }) => fetchDataFile(client, source, listed.id, listed, signal),
    staleTime: 0,
    gcTime: 0,
  });
  const renewals = client.getQueryData(options.queryKey) ?? none;
  const isNews = renewals.get(listed.id) !== file;
  if (isNews) client.setQueryData(options.queryKey, new Map(renewals).set(listed.id, file));
  // Several may have waited for the same answer.
  if (isNews && file === null) withdraw(client, source, listed);
  return file;
}

/** Takes a file that is gone out of everything that is known, and says so. */
function withdraw(client: QueryClient, source: Source, file: DataFile): void {
  client.setQueryData(withdrawnOptions(source).queryKey, (names) => [
    ...(names ?? []),
    nameOf(file),
  ]);
  dropFromPages(client, source, file.id);
  void removeEverywhere(client, file.id);
}
