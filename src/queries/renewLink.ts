import type { QueryClient } from '@tanstack/react-query';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import { isFresh } from '../listing/freshness.ts';
import { nameOf } from '../listing/nameOf.ts';
import { removeEverywhere } from './catalogues.ts';
import { fetchDataFile } from './dataFile.ts';
import type { ServerPage } from './dataFiles.ts';
import { newest, noRenewals, renewalsOptions, withdrawnOptions } from './links.ts';

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
