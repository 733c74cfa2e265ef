import { queryOptions, useQuery } from '@tanstack/react-query';
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
import { LOAD_PAGE_SIZE } from '../retrieval/loadState.ts';
import { capabilitiesOf, noteEvidence, type Session } from '../session/session.ts';
import { useSession } from '../session/SessionProvider.tsx';

/** One data file by its id, as it was first seen; null where the server knows no such file. */
function dataFileOptions(session: Session, id: number, listed: DataFile | undefined) {
  return queryOptions({
    queryKey: ['data file', session.source.name, id],
    queryFn: ({ signal }) => fetchDataFile(session, id, listed, signal),
    ...(listed === undefined ? {} : { initialData: listed }),
  });
}

/** The file of the details: as it is listed, or asked for by itself where it is not on the page. */
export function useDataFile(id: number, listed: DataFile | undefined) {
  return useQuery(dataFileOptions(useSession(), id, listed));
}

/**
 * Asks for one data file anew, with a download link made this moment. Gives null where it is gone:
 * its member has withdrawn it. Where the server has no address for single files, the shortest list
 * that holds `listed` is read until it is found.
 */
export async function fetchDataFile(
  session: Session,
  id: number,
  listed: DataFile | undefined,
  signal?: AbortSignal,
): Promise<DataFile | null> {
  if (capabilitiesOf(session).dataFiles !== 'missing') {
    try {
      const file = await getJson(session.source, dataFilePath(id), rowSchema, { signal });
      noteEvidence(session, { dataFiles: 'present' });
      return file;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      // A server that has given one file has this address: the other file is gone.
      if (listed === undefined || capabilitiesOf(session).dataFiles === 'present') return null;
    }
  }
  if (listed === undefined) return null;
  const found = await findInList(session.source, listed, signal);
  if (found !== null) noteEvidence(session, { dataFiles: 'missing' });
  return found;
}

async function findInList(
  source: Source,
  { id, user, source_project }: DataFile,
  signal: AbortSignal | undefined,
): Promise<DataFile | null> {
  const { username } = user;
  for (let offset = 0; ; offset += LOAD_PAGE_SIZE) {
    const paging = { limit: LOAD_PAGE_SIZE, offset };
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
    if (page.results.length === 0 || offset + LOAD_PAGE_SIZE >= page.count) return null;
  }
}
