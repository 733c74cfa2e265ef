import type { DataFile } from '../api/schemas.ts';

const MOST_BYTES = 150;
const DEVICES = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i;

/**
 * A name for one file or folder that every system takes, whatever the uploader made of it: no
 * separators, nothing invisible, no device of Windows, at most 150 bytes. The download scripts
 * have the same rules.
 */
export function safeName(text: string): string {
  let name = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .normalize('NFC')
    .replaceAll(/^[ .]+|[ .]+$/g, '');
  if (DEVICES.test(name)) name = `_${name}`;
  const bytes = new TextEncoder().encode(name);
  if (bytes.length > MOST_BYTES) {
    const ending = /(\.[A-Za-z0-9]{1,10}){0,2}$/.exec(name)?.[0] ?? '';
    const start = new TextDecoder().decode(bytes.slice(0, MOST_BYTES - ending.length));
    // Cut in the middle of a letter, its first bytes are read as U+FFFD.
    name = start.replace(/\uFFFD+$/, '') + ending;
  }
  return name.replace(/[ .]+$/, '') || 'file';
}

/** Where a file is kept: `project/member/id-name`, as the download scripts do. */
export function folderPath(
  { id, basename, source_project, user }: DataFile,
  projectName: string | null,
): [project: string, member: string, name: string] {
  const project =
    projectName === null ? String(source_project) : `${source_project}-${safeName(projectName)}`;
  const member = user.username === null ? 'hidden-member' : safeName(user.username);
  return [project, member, `${id}-${safeName(basename)}`];
}
