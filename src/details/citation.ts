import type { DataFile } from '../api/schemas.ts';

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
  const year = file.created.slice(0, 4);
  return `${authorOf(file)} (${year}). ${titleOf(file)} [data file ${file.id}, shared through ${project}]. Open Humans. Retrieved ${dayOf(retrieved)}, from ${address}`;
}

/** The same as a BibTeX entry. */
export function citeAsBibtex({ file, project, address, retrieved }: Cited): string {
  const fields = {
    author: `{${escapeTex(authorOf(file))}}`,
    title: `{${escapeTex(titleOf(file))}}`,
    year: file.created.slice(0, 4),
    publisher: 'Open Humans',
    howpublished: `Data file ${file.id}, shared through ${escapeTex(project)}`,
    url: address,
    urldate: dayOf(retrieved),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`);
  return [`@misc{openhumans-${file.id},`, ...lines, '}'].join('\n');
}

function authorOf({ user }: DataFile): string {
  return user.username === null
    ? 'Open Humans member (hidden)'
    : `${user.username} (Open Humans member)`;
}

function titleOf(file: DataFile): string {
  return file.basename === '' ? `Data file ${file.id}` : file.basename;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** A name may hold any character; in TeX some of them are commands. */
function escapeTex(text: string): string {
  const commands: Record<string, string> = {
    '\\': '\\textbackslash{}',
    '~': '\\textasciitilde{}',
    '^': '\\textasciicircum{}',
  };
  return text.replaceAll(/[\\~^]|[{}$&#%_]/g, (sign) => commands[sign] ?? `\\${sign}`);
}
