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
import { nameOf } from '../listing/nameOf.ts';
import { removeEverywhere } from './catalogues.ts';
import { fetchDataFile } from './dataFile.ts';
import type { ServerPage } from './dataFiles.ts';

/** Files whose links were renewed, by id; null where the file was gone. */
export type Renewals = ReadonlyMap<number, DataFile | null>;

const noRenewals: Renewals = new Map();

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
    renew: () => renewLink(client, source, listed),
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

function withdrawnOptions(source: Source) {
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

/** Renews a file's link where it is older than `LINK_AGE_MS`; at most one request at a time a file. */
export async function renewLink(
  client: QueryClient,
  source: Source,
  listed: DataFile,
): Promise<DataFile | null> {
  const options = renewalsOptions(source);
  const known = newest(client.getQueryData(options.queryKey) ?? noRenewals, listed);
  if (known === null || isFresh(known)) return known;
  const file = await client.fetchQuery({
    queryKey: ['renewal', source.name, listed.id],
    queryFn: ({ signal }) => fetchDataFile(client, source, listed.id, listed, signal),
    staleTime: 0,
    gcTime: 0,
  });
  const renewals = client.getQueryData(options.queryKey) ?? noRenewals;
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

/** Takes a file that was withdrawn out of the pages that are known. */
function dropFromPages(client: QueryClient, source: Source, id: number): void {
  const pages = { queryKey: ['data files', source.name] };
  client.setQueriesData<ServerPage>(pages, (page) => {
    if (page === undefined || !page.files.some((file) => file.id === id)) return page;
    return {
      ...page,
      files: page.files.filter((file) => file.id !== id),
      // The others keep their places: what is after them is known by its own.
      rows: page.rows.map((row) => (row?.id === id ? null : row)),
      listed: page.listed.filter((row) => row?.id !== id),
      received: page.received - 1,
      count: page.count - 1,
    };
  });
}
