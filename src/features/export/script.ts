import { asciiJson, bashLines, bashString, commentText, oneLine } from './scriptLiterals.ts';
import { aboutLines, checksOf, listsOf, projectNamesOf, type ScriptQuery } from './scriptQuery.ts';
import bashAddress from './download.sh?url';
import pythonAddress from './download.py?url';

export type { ScriptQuery } from './scriptQuery.ts';

/**
 * Returns a Python program (3.9 or newer, standard library only) that downloads the files of `query` to a
 * folder. All text from the query is JSON in ASCII, or a quoted comment.
 */
export function pythonScript(query: ScriptQuery, { python }: Templates): string {
  return fill(python, {
    about: aboutLines(query)
      .map(({ label, text }) => `#   ${label}${commentText(text)}`)
      .join('\n'),
    query: asciiJson(params(query), 2),
  });
}

/** Returns the same program for bash, with curl, and jq or Python. Its comments contain no text of the query. */
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
    // The bash script contains the rules of the Python script, for names and filters, unchanged.
    rules: /^# ---- Rules.*?(?=^# ---- )/ms.exec(python)?.[0].trimEnd() ?? '',
  });
}

/** The query in the form in which both scripts contain it. */
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
    // Only projects in the filters. The folders of other projects have only a number.
    project_names: Object.fromEntries(projectNamesOf(filters, names)),
  };
}

/** Replaces each `{{name}}` by its value. Does not replace anything inside of the values. */
function fill(template: string, values: Record<string, string>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (match, name: string) => values[name] ?? match);
}

/** The programs before `fill` inserts a query. */
export interface Templates {
  python: string;
  bash: string;
}

/**
 * Fetches both programs, which are assets of the page. The bash script contains a part of the Python
 * script. Rejects if one of them cannot be loaded.
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
