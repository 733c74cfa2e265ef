import type { DataFile } from '../../api/schemas.ts';
import { plainLine } from '../../ui/sanitizeText.ts';

interface Cited {
  file: DataFile;
  /** The project's name, or how it is called without one. */
  project: string;
  /** The file's permanent address. */
  address: string;
  /** When the file's entry was read. */
  retrieved: Date;
}

/** How to cite a data file in running text; the member is named as publicly shown, or not at all. */
export function citeAsText({ file, project, address, retrieved }: Cited): string {
  const year = yearOf(file) ?? 'n.d.';
  return `${authorOf(file)} (${year}). ${titleOf(file)} [data file ${file.id}, shared through ${projectOf(project)}]. Open Humans. Retrieved ${dayOf(retrieved)}, from ${address}`;
}

/** The same as a BibTeX entry. */
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
  return `${short(user.username) || 'Open Humans member'} (Open Humans member)`;
}

function titleOf({ id, basename }: DataFile): string {
  return short(basename) || `Data file ${id}`;
}

function projectOf(name: string): string {
  return short(name) || 'a project';
}

/** Null where `created`, which the server chooses, is no date of a year with four digits. */
function yearOf({ created }: DataFile): string | null {
  const year = /^\d{4}(?=-)/.exec(created)?.[0] ?? null;
  return Number.isNaN(Date.parse(created)) ? null : year;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Characters of a name that a citation needs. BibTeX warns of a field beyond 20,000. */
const LONGEST_NAME = 300;

function short(name: string): string {
  // By characters, not by halves of them; and before anything looks at each of them.
  const line = plainLine(name.slice(0, LONGEST_NAME * 4)).replaceAll(/\s+/g, ' ');
  const characters = Array.from(line.trim());
  if (characters.length <= LONGEST_NAME) return characters.join('');
  return `${characters.slice(0, LONGEST_NAME).join('')}…`;
}

/**
 * A text that BibTeX and its styles leave as it is. Braces must be commands: BibTeX counts them even
 * after a backslash, so an odd one would swallow the entries that follow. A text that begins with a
 * command would be a "special character", of which styles change the case: `{}` prevents that.
 */
function verbatim(text: string): string {
  const escaped = escapeTex(text);
  return `{${escaped.startsWith('\\') ? '{}' : ''}${escaped}}`;
}

/** A name may hold any character; in TeX some of them are commands. */
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
