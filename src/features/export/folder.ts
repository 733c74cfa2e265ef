import { dataFilePath } from '../../api/endpoints.ts';
import type { DataFile } from '../../api/schemas.ts';
import { webLink } from '../../api/webLink.ts';
import { csvRecord } from './csv.ts';
import { folderPath } from './fileNames.ts';

/** What became of one file. */
export interface Outcome {
  file: DataFile;
  path: string;
  status: 'downloaded' | 'already there' | 'withdrawn' | 'failed';
  bytes: number;
  /** Of what was downloaded now, in hexadecimal digits; empty for what was there already. */
  sha256: string;
  detail: string;
}

export interface FolderParts {
  folder: FileSystemDirectoryHandle;
  /** Names the folders of the projects that are asked for, by id. */
  projectNames: ReadonlyMap<number, string>;
  /** Gives a file with a link that works now; null where it was withdrawn. */
  renew: (file: DataFile) => Promise<DataFile | null>;
  /** Reads a file from where its link leads. */
  read: (address: string, signal: AbortSignal) => Promise<Response>;
  signal: AbortSignal;
}

/**
 * Puts one file into the folder, unless it is there already: what is written appears only when it
 * is whole, so that whatever is there is. Rejects only with the signal's reason.
 */
export async function keepInFolder(file: DataFile, parts: FolderParts): Promise<Outcome> {
  const projectName = parts.projectNames.get(file.source_project) ?? null;
  const [project, member, name] = folderPath(file, projectName);
  const path = [project, member, name].join('/');
  const outcome = (status: Outcome['status'], bytes = 0, detail = '', sha256 = ''): Outcome => ({
    file,
    path,
    status,
    bytes,
    sha256,
    detail,
  });
  try {
    const projectFolder = await parts.folder.getDirectoryHandle(project, { create: true });
    const memberFolder = await projectFolder.getDirectoryHandle(member, { create: true });
    const there = await sizeOf(memberFolder, name);
    if (there !== null) return outcome('already there', there);
    const renewed = await parts.renew(file);
    if (renewed === null) return outcome('withdrawn');
    const link = webLink(renewed.download_url);
    if (link === null) return outcome('failed', 0, 'the API gives no plain web address');
    const response = await parts.read(link, parts.signal);
    const why = reasonToRefuse(response, file.basename);
    if (why !== null) return outcome('failed', 0, why);
    const blob = await response.blob();
    const length = response.headers.get('Content-Length');
    if (length !== null && Number(length) !== blob.size) {
      return outcome('failed', 0, `${blob.size} bytes of ${length} came`);
    }
    const handle = await memberFolder.getFileHandle(name, { create: true });
    const target = await handle.createWritable();
    await target.write(blob);
    await target.close();
    return outcome('downloaded', blob.size, '', await digest(blob));
  } catch (error) {
    parts.signal.throwIfAborted();
    return outcome('failed', 0, error instanceof Error ? error.message : 'unknown trouble');
  }
}

/** A page that says no is not to be kept as the file. */
function reasonToRefuse(response: Response, basename: string): string | null {
  if (!response.ok) return `status ${response.status}`;
  const type = response.headers.get('Content-Type') ?? '';
  const isPage = /^\s*(text\/html|application\/xhtml\+xml)/i.test(type);
  return isPage && !/\.html?$/i.test(basename) ? 'a web page came instead' : null;
}

async function digest(blob: Blob): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sizeOf(folder: FileSystemDirectoryHandle, name: string): Promise<number | null> {
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    // Making a file's name and filling it are two steps: one that is empty may have stayed behind.
    return file.size > 0 ? file.size : null;
  } catch {
    return null;
  }
}

/** Whether this page may read files from where a link leads: found out with one file. */
export async function canRead(
  address: string,
  read: FolderParts['read'],
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const response = await read(address, signal);
    await response.body?.cancel();
    return response.ok;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

const columns = [
  'id',
  'path',
  'status',
  'bytes',
  'sha256',
  'created',
  'project',
  'username',
  'detail',
  'link',
];

/** The report of a folder as CSV, with the columns that the scripts' reports have. */
export function reportOf(outcomes: readonly Outcome[], origin: string): string {
  const rows = outcomes.map(({ file, path, status, bytes, sha256, detail }) =>
    csvRecord([
      file.id,
      path,
      status,
      bytes,
      sha256,
      file.created,
      file.source_project,
      file.user.username ?? '',
      detail,
      new URL(dataFilePath(file.id), origin).href,
    ]),
  );
  return [`${columns.join(',')}\r\n`, ...rows].join('');
}
