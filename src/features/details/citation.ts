import type { DataFile } from '../../api/schemas.ts';
import { plainLine } from '../../ui/sanitizeText.ts';

interface Cited {
  file: DataFile;
  /** The project's name, or a description if it has none. */
  project: string;
  /** The permanent link to the file. */
  address: string;
  /** When the file was listed. */
  retrieved: Date;
}

/** Returns a citation of a data file as text. Names the member by the username unless it is hidden. */
export function citeAsText({ file, project, address, retrieved }: Cited): string {
  const year = yearOf(file) ?? 'n.d.';
  return `${authorOf(file)} (${year}). ${titleOf(file)} [data file ${file.id}, shared through ${projectOf(project)}]. Open Humans. Retrieved ${dayOf(retrieved)}, from ${address}`;
}

/** Returns the citation as a BibTeX entry. */
export function citeAsBibtex({ file, project, address, retrieved }: Cited): string {
  const year = yearOf(file);
  const fields = {
    author: verbatim(authorOf(file)),
    title: verbatim(titleOf(file)),
    ...(year === null ? {} : { year }),
    publisher: 'Open Humans',
    howpublished: escapeTex(`Data file ${file.id}, shared through ${projectOf(project)}`),
    url: address,
    urldate: dayOf(retrieved),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`);
  return [`@misc{openhumans-${file.id},`, ...lines, '}'].join('\n');
}

function authorOf({ user }: DataFile): string {
  if (user.username === null) return 'Open Humans member (hidden)';
  return `${shorten(user.username) || 'Open Humans member'} (Open Humans member)`;
}

function titleOf({ id, basename }: DataFile): string {
  return shorten(basename) || `Data file ${id}`;
}

function projectOf(name: string): string {
  return shorten(name) || 'a project';
}

/** The year of creation; null if `created`, which the server chooses, is not a date with a four-digit year. */
function yearOf({ created }: DataFile): string | null {
  const year = /^\d{4}(?=-)/.exec(created)?.[0] ?? null;
  return Number.isNaN(Date.parse(created)) ? null : year;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Maximum characters of a name. BibTeX warns about fields of more than 20,000 characters. */
const MAX_NAME_LENGTH = 300;

function shorten(name: string): string {
  // Limits the length before processing every character, and does not split surrogate pairs at the end.
  const line = plainLine(name.slice(0, MAX_NAME_LENGTH * 4)).replaceAll(/\s+/g, ' ');
  const characters = Array.from(line.trim());
  if (characters.length <= MAX_NAME_LENGTH) return characters.join('');
  return `${characters.slice(0, MAX_NAME_LENGTH).join('')}…`;
}

/**
 * Writes a text so that BibTeX and its styles do not change it. Braces become commands: BibTeX counts braces even after
 * a backslash, so an unbalanced one would swallow the following entries. If a text begins with a command, it would be a
 * "special character", whose case styles change; a leading `{}` prevents this.
 */
function verbatim(text: string): string {
  const escaped = escapeTex(text);
  return `{${escaped.startsWith('\\') ? '{}' : ''}${escaped}}`;
}

/** Escapes the characters that are commands in TeX. */
function escapeTex(text: string): string {
  const commands: Record<string, string> = {
    '\\': '\\textbackslash{}',
    '{': '\\textbraceleft{}',
    '}': '\\textbraceright{}',
    '~': '\\textasciitilde{}',
    '^': '\\textasciicircum{}',
  };
  return text.replaceAll(/[\\{}~^$&#%_]/g, (sign) => commands[sign] ?? `\\${sign}`);
}
