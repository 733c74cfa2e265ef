import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { ApiError } from '../api/ApiError.ts';
import {
  dataFilePath,
  fitsMemberPath,
  memberDataFilesPath,
  projectDataFilesPath,
} from '../api/endpoints.ts';
import { getJson } from '../api/getJson.ts';
import { type DataFile, dataFilePageSchema, rowSchema } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import { READING_SIZE } from '../listing/reading.ts';
import { learn, recall } from './knowledge.ts';

/** One data file by its id, as it was first seen; null where the server knows no such file. */
function dataFileOptions(source: Source, id: number, listed: DataFile | undefined) {
  return queryOptions({
    queryKey: ['data file', source.name, id],
    queryFn: ({ client, signal }) => fetchDataFile(client, source, id, listed, signal),
    ...(listed === undefined ? {} : { initialData: listed }),
  });
}

/** The file of the details: as it is listed, or asked for by itself where it is not on the page. */
export function useDataFile(source: Source, id: number, listed: DataFile | undefined) {
  return useQuery(dataFileOptions(source, id, listed));
}

/**
 * Asks for one data file anew, with a download link made this moment. Gives null where it is gone:
 * its member has withdrawn it. Where the server has no address for single files, the shortest list
 * that holds `listed` is read until it is found.
 */
export async function fetchDataFile(
  client: QueryClient,
  source: Source,
  id: number,
  listed: DataFile | undefined,
  signal?: AbortSignal,
): Promise<DataFile | null> {
  if (recall(client, source).dataFiles !== 'missing') {
    try {
      const file = await getJson(source, dataFilePath(id), rowSchema, { signal });
      learn(client, source, { dataFiles: 'there' });
      return file;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      // A server that has given one file has this address: the other file is gone.
      if (listed === undefined || recall(client, source).dataFiles === 'there') return null;
    }
  }
  if (listed === undefined) return null;
  const found = await findInList(source, listed, signal);
  if (found !== null) learn(client, source, { dataFiles: 'missing' });
  return found;
}

async function findInList(
  source: Source,
  { id, user, source_project }: DataFile,
  signal: AbortSignal | undefined,
): Promise<DataFile | null> {
  const { username } = user;
  for (let offset = 0; ; offset += READING_SIZE) {
    const paging = { limit: READING_SIZE, offset };
    const path =
      username !== null && fitsMemberPath(username)
        ? memberDataFilesPath(username, paging)
        : projectDataFilesPath(source_project, paging);
    const page = await getJson(source, path, dataFilePageSchema, { signal }).catch((error) => {
      // A member whose last file is withdrawn is no public member any more.
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    });
    if (page === null) return null;
    const found = page.results.find((row) => row?.id === id);
    if (found !== undefined) return found;
    if (page.results.length === 0 || offset + READING_SIZE >= page.count) return null;
  }
}
