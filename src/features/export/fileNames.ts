import type { DataFile } from '../../api/schemas.ts';

const MAX_BYTES = 150;
// Some of the rules take quadratic time, so they only see the start and the end of a long name.
const START = 300;
const END = 100;
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])([ .]|$)/i;
/**
 * Names that Windows Explorer or a Linux desktop acts on when it only lists the folder: shortcuts and
 * the like, whose icon may come from another machine, and folders that are views of the system.
 */
const LIVE_ENDING =
  /(^(desktop\.ini|autorun\.inf)|\.(lnk|scf|url|website|pif|desktop|appref-ms|library-ms|search-ms|searchconnector-ms|theme|themepack|deskthemepack|\{[0-9a-f-]{1,38}\}))$/i;

/**
 * Makes a name for one file or folder that is valid on every system: no separators, no invisible
 * characters, no Windows device, no name that a desktop acts on, at most 150 bytes. The download
 * scripts have the same rules.
 */
export function safeName(text: string): string {
  let name = shorten(text)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .normalize('NFC')
    .replaceAll(/^[ .]+|[ .]+$/g, '');
  if (DEVICE.test(name)) name = `_${name}`;
  const bytes = new TextEncoder().encode(name);
  if (bytes.length > MAX_BYTES) {
    const extension = /(\.[A-Za-z0-9]{1,10}){0,2}$/.exec(name)?.[0] ?? '';
    let end = MAX_BYTES - extension.length;
    // Continuation bytes of UTF-8 begin with the bits 10: a character is kept whole or left out.
    while ((bytes[end] ?? 0) >> 6 === 2) end--;
    name = new TextDecoder().decode(bytes.subarray(0, end)) + extension;
  }
  return disarm(name.replace(/[ .]+$/, '')) || 'file';
}

/** The first 300 and the last 100 characters of a longer text. */
function shorten(text: string): string {
  if (text.length <= START + END) return text;
  const characters = Array.from(text);
  if (characters.length <= START + END) return text;
  return [...characters.slice(0, START), ...characters.slice(-END)].join('');
}

/** Appends `_` to a name with a live ending; a name without room for it loses one character before the ending. */
function disarm(name: string): string {
  const ending = LIVE_ENDING.exec(name);
  if (ending === null) return name;
  const start = name.slice(0, ending.index);
  const isFull = new TextEncoder().encode(name).length === MAX_BYTES;
  return `${isFull ? start.replace(/.$/su, '') : start}${ending[0]}_`;
}

/** The path of a file in its folder, `project/member/id-name`, as in the download scripts. */
export function folderPath(
  { id, basename, source_project, user }: DataFile,
  projectName: string | null,
): [project: string, member: string, name: string] {
  const project =
    projectName === null ? String(source_project) : `${source_project}-${safeName(projectName)}`;
  const member = user.username === null ? 'hidden-member' : safeName(user.username);
  return [project, member, `${id}-${safeName(basename)}`];
}
