import { dataFilePath } from '../../api/endpoints.ts';
import type { DataFile } from '../../api/schemas.ts';
import { webLink } from '../../api/webLink.ts';
import { csvRecord } from './csv.ts';
import { folderPath } from './fileNames.ts';

/** The result for one file. */
export interface Outcome {
  file: DataFile;
  path: string;
  status: 'downloaded' | 'already there' | 'withdrawn' | 'failed';
  bytes: number;
  /** The hexadecimal hash of a downloaded file; empty if it was not downloaded now. */
  sha256: string;
  detail: string;
}

export interface FolderParts {
  folder: FileSystemDirectoryHandle;
  /** Names of the projects in the filters, by id, for the folder names. */
  projectNames: ReadonlyMap<number, string>;
  /** Returns the file with a current link; null if it was withdrawn. */
  renew: (file: DataFile) => Promise<DataFile | null>;
  /** Requests a file from the address of its link. */
  read: (address: string, signal: AbortSignal) => Promise<Response>;
  signal: AbortSignal;
}

/**
 * Downloads one file to the folder, unless it is there already. A file appears in the folder only when it
 * is complete. Errors are part of the outcome; rejects only with the signal's reason.
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
    const existingSize = await sizeOf(memberFolder, name);
    if (existingSize !== null) return outcome('already there', existingSize);
    const renewed = await parts.renew(file);
    if (renewed === null) return outcome('withdrawn');
    const link = webLink(renewed.download_url);
    if (link === null) return outcome('failed', 0, 'the API gives no plain web address');
    const response = await parts.read(link, parts.signal);
    const problem = problemOf(response, file.basename);
    if (problem !== null) return outcome('failed', 0, problem);
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

/** Why a response is not the file; null if it is. An error page must not be saved as the file. */
function problemOf(response: Response, basename: string): string | null {
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
    // The browser creates a file before it writes it. An interrupted download may leave an empty file.
    return file.size > 0 ? file.size : null;
  } catch {
    return null;
  }
}

/** Whether the page may read files from the host of a link. Requests one file to find out. */
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

/** Returns the report of a folder as CSV, with the same columns as the reports of the scripts. */
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
