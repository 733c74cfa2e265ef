import { useStore } from 'zustand';
import { type DataFile, dataFilePageSchema, rowSchema } from '../api/schemas.ts';
import { displayName, isFresh } from '../domain/dataFile.ts';
import {
  capabilitiesOf,
  noteEvidence,
  type RefreshedLinks,
  type Session,
} from '../session/session.ts';
import { useSession } from '../session/SessionProvider.tsx';
import type { ServerPage } from './files.ts';
import { removeFromCatalogues } from './loads.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { ApiError } from '../api/ApiError.ts';
import {
  dataFilePath,
  fitsMemberPath,
  memberDataFilesPath,
  projectDataFilesPath,
} from '../api/endpoints.ts';
import { getJson } from '../api/client.ts';
import type { Source } from '../api/source.ts';
import { LOAD_PAGE_SIZE } from '../retrieval/loadState.ts';

/** The current link of a file. */
export interface FileLink {
  /** The file as last listed or refreshed; null if it was withdrawn. */
  file: DataFile | null;
  /** Returns the file with a link that works, refreshed if necessary; null if it was withdrawn. */
  renew: () => Promise<DataFile | null>;
}

export function useLink(listed: DataFile): FileLink {
  return linkOf(useSession(), useRefreshedLinks(), listed);
}

/** The same as `useLink`, outside React. */
export function currentLink(session: Session, listed: DataFile): FileLink {
  return linkOf(session, session.store.getState().refreshedLinks, listed);
}

function linkOf(session: Session, refreshed: RefreshedLinks, listed: DataFile): FileLink {
  return {
    file: newest(refreshed, listed),
    renew: () => renewLink(session, listed),
  };
}

export function useRefreshedLinks(): RefreshedLinks {
  return useStore(useSession().store, ({ refreshedLinks }) => refreshedLinks);
}

/** Names of the files that were withdrawn while the page was open. */
export function useWithdrawn(): readonly string[] {
  return useStore(useSession().store, ({ withdrawn }) => withdrawn);
}

/** The file as last listed or refreshed; null if it was withdrawn. */
export function newest(refreshed: RefreshedLinks, listed: DataFile): DataFile | null {
  const known = refreshed.get(listed.id);
  if (known === undefined) return listed;
  // The list may have been requested again since. If the clock was set back, that seems to be earlier.
  const isNewer = known === null || known.listed_at > listed.listed_at || isFresh(known);
  return isNewer ? known : listed;
}

/**
 * Refreshes a file's link if it is older than `LINK_AGE_MS`, with at most one request at a time for
 * each file. Returns null if the file was withdrawn. Rejects with `ApiError`.
 */
export async function renewLink(session: Session, listed: DataFile): Promise<DataFile | null> {
  const { store, queryClient, source } = session;
  const known = newest(store.getState().refreshedLinks, listed);
  if (known === null || isFresh(known)) return known;
  const file = await queryClient.fetchQuery({
    queryKey: ['link', source.name, listed.id],
    queryFn: ({ signal }) => fetchDataFile(session, listed.id, listed, signal),
    staleTime: 0,
    gcTime: 0,
  });
  // Several callers may have waited for the same response.
  if (store.getState().refreshedLinks.get(listed.id) === file) return file;
  store.setState(({ refreshedLinks }) => ({
    refreshedLinks: new Map(refreshedLinks).set(listed.id, file),
  }));
  if (file === null) withdraw(session, listed);
  return file;
}

/** Removes a file that was withdrawn from everything that the session holds, and tells the user. */
function withdraw(session: Session, file: DataFile): void {
  session.store.setState(({ withdrawn }) => ({ withdrawn: [...withdrawn, displayName(file)] }));
  removeFromPages(session, file.id);
  void removeFromCatalogues(session, file.id);
}

function removeFromPages({ queryClient, source }: Session, id: number): void {
  const pages = { queryKey: ['data files', source.name] };
  queryClient.setQueriesData<ServerPage>(pages, (page) => {
    if (page === undefined || !page.files.some((file) => file.id === id)) return page;
    return {
      ...page,
      files: page.files.filter((file) => file.id !== id),
      // The other rows keep their positions, by which the rows after them are known.
      rows: page.rows.map((row) => (row?.id === id ? null : row)),
      listed: page.listed.filter((row) => row?.id !== id),
      received: page.received - 1,
      count: page.count - 1,
    };
  });
}

/** One data file by its id; null if the server does not know it. Starts with the listed file, if there is one. */
function dataFileOptions(session: Session, id: number, listed: DataFile | undefined) {
  return queryOptions({
    queryKey: ['data file', session.source.name, id],
    queryFn: ({ signal }) => fetchDataFile(session, id, listed, signal),
    ...(listed === undefined ? {} : { initialData: listed }),
  });
}

/** The file of the details: the listed one, or a requested one if it is not on the page. */
export function useDataFile(id: number, listed: DataFile | undefined) {
  return useQuery(dataFileOptions(useSession(), id, listed));
}

/**
 * Requests one data file with a new download link. Returns null if its member has withdrawn it. If the server has no
 * endpoint for single files, requests the shortest list that contains `listed` until it is found.
 */
async function fetchDataFile(
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
      // The server has this endpoint if it has returned a file before, so this file has been withdrawn.
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
      // A member without public files is not public.
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    });
    if (page === null) return null;
    const found = page.results.find((row) => row?.id === id);
    if (found !== undefined) return found;
    if (page.results.length === 0 || offset + LOAD_PAGE_SIZE >= page.count) return null;
  }
}
