import type { DataFile } from '../../api/schemas.ts';

const MAX_BYTES = 150;
// Some rules take quadratic time, so they get only the start and the end of a long name.
const START = 300;
const END = 100;
/** Windows device names. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])([ .]|$)/i;
/**
 * Names on which Windows Explorer or a Linux desktop acts when it lists the folder: shortcuts and similar
 * files, whose icon may be loaded from another machine, and folders that open views of the system.
 */
const LIVE_ENDING =
  /(^(desktop\.ini|autorun\.inf)|\.(lnk|scf|url|website|pif|desktop|appref-ms|library-ms|search-ms|searchconnector-ms|theme|themepack|deskthemepack|\{[0-9a-f-]{1,38}\}))$/i;

/**
 * Returns a name for one file or folder that is valid on every operating system: at most 150 bytes, without
 * path separators and invisible characters, not a Windows device, and not a name on which a desktop acts.
 * The download scripts have the same rules.
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
    // Does not split a character: the continuation bytes of UTF-8 start with the bits 10.
    while ((bytes[end] ?? 0) >> 6 === 2) end--;
    name = new TextDecoder().decode(bytes.subarray(0, end)) + extension;
  }
  return disarm(name.replace(/[ .]+$/, '')) || 'file';
}

/** Shortens a long text to its first 300 and last 100 characters. */
function shorten(text: string): string {
  if (text.length <= START + END) return text;
  const characters = Array.from(text);
  if (characters.length <= START + END) return text;
  return [...characters.slice(0, START), ...characters.slice(-END)].join('');
}

/** Appends `_` to a name with a live ending. If there is no room, removes one character before the ending. */
function disarm(name: string): string {
  const ending = LIVE_ENDING.exec(name);
  if (ending === null) return name;
  const start = name.slice(0, ending.index);
  const isFull = new TextEncoder().encode(name).length === MAX_BYTES;
  return `${isFull ? start.replace(/.$/su, '') : start}${ending[0]}_`;
}

/** Returns the path of a file in the folder, `project/member/id-name`. The download scripts use the same. */
export function folderPath(
  { id, basename, source_project, user }: DataFile,
  projectName: string | null,
): [project: string, member: string, name: string] {
  const project =
    projectName === null ? String(source_project) : `${source_project}-${safeName(projectName)}`;
  const member = user.username === null ? 'hidden-member' : safeName(user.username);
  return [project, member, `${id}-${safeName(basename)}`];
}
