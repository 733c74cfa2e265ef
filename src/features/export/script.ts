import { asciiJson, bashLines, bashString, commentText, oneLine } from './scriptLiterals.ts';
import { aboutLines, checksOf, listsOf, projectNamesOf, type ScriptQuery } from './scriptQuery.ts';
import bashAddress from './download.sh?url';
import pythonAddress from './download.py?url';

export type { ScriptQuery } from './scriptQuery.ts';

/**
 * A Python program (3.9 or newer, standard library only) that downloads the files of `query` into
 * a folder. Everything from the query is JSON in ASCII, or a quoted comment.
 */
export function pythonScript(query: ScriptQuery, { python }: Templates): string {
  return fill(python, {
    about: aboutLines(query)
      .map(({ label, text }) => `#   ${label}${commentText(text)}`)
      .join('\n'),
    query: asciiJson(params(query), 2),
  });
}

/** The same as a bash script, for curl, and jq or Python. No comment in it has text from the query. */
export function bashScript(query: ScriptQuery, { bash, python }: Templates): string {
  const lists = listsOf(query);
  return fill(bash, {
    about: bashLines(aboutLines(query).map(({ label, text }) => label + oneLine(text))),
    query: asciiJson(params(query), 2),
    origin: bashString(query.origin),
    words: bashString(query.words),
    address: bashString(query.address),
    madeAt: bashString(query.madeAt),
    count: query.count === null ? "''" : String(query.count),
    searches: checksOf(query).words.length > 0 ? 'yes' : 'no',
    paths: lists.map(({ path }) => `  ${bashString(path)}\n`).join(''),
    whats: lists.map(({ what }) => `  ${bashString(what)}\n`).join(''),
    catalogues: lists.map(({ catalogue }) => `  ${bashString(catalogue?.path ?? '')}\n`).join(''),
    // The bash script borrows the Python one's rules for names and filters, word for word.
    rules: /^# ---- Rules.*?(?=^# ---- )/ms.exec(python)?.[0].trimEnd() ?? '',
  });
}

/** What both scripts know of the query, in the words that they use. */
function params(query: ScriptQuery) {
  const { filters, names } = query;
  return {
    words: query.words,
    address: query.address,
    made_at: query.madeAt,
    count: query.count,
    origin: query.origin,
    lists: listsOf(query),
    checks: checksOf(query),
    // Of the projects asked for; files of others lie in folders that have a number only.
    project_names: Object.fromEntries(projectNamesOf(filters, names)),
  };
}

/** Puts `values` in the place of `{{name}}`; what stands in a value is never looked at again. */
function fill(template: string, values: Record<string, string>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (mark, name: string) => values[name] ?? mark);
}

/** The programs as they are before a query is put into them. */
export interface Templates {
  python: string;
  bash: string;
}

/**
 * Fetches both programs, files beside the page's own scripts. The bash one borrows from the other.
 * Rejects where one of them does not come.
 */
export async function loadTemplates(): Promise<Templates> {
  const [python, bash] = await Promise.all([pythonAddress, bashAddress].map(loadText));
  return { python: python ?? '', bash: bash ?? '' };
}

async function loadText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered with status ${response.status}`);
  return response.text();
}
