import { commentText } from './scriptLiterals.ts';
import { aboutLines, listsOf, type ScriptChecks, type ScriptQuery } from './scriptQuery.ts';

/** Larger than any page of 500 rows, and small enough for memory: a broken server may never stop. */
export const MAX_BYTES = 64_000_000;

/** Many times the files that Open Humans lists. A larger count is an error of the server. */
export const MAX_FILES = 1_000_000;

/** The first lines of a snippet: what it requests, in words; `sign` begins a comment. */
export function headOf(query: ScriptQuery, sign: string, needs: string): string[] {
  return [
    // Two fixed lines: Python reads an encoding out of the first two comments.
    `${sign} Prints id and download link of each public data file of a query of Open Humans.`,
    `${sign} ${needs} Links live for an hour.`,
    ...aboutLines(query).map(({ label, text }) => `${sign}   ${label}${commentText(text)}`),
    '',
  ];
}

/** The URL of the shortest list, up to where `limit` and `offset` follow; safe between any quotes. */
export function listAddress(query: ScriptQuery): string {
  const path = listsOf(query)[0]?.path ?? '';
  return `${query.origin}${path}${path.includes('?') ? '&' : '?'}`.replaceAll(
    /[^\w.~:/?&=%,@[\]+-]/gu,
    (character) =>
      Array.from(
        new TextEncoder().encode(character),
        (byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`,
      ).join(''),
  );
}

/** Whether the API uses https. Then each link in its list must use it as well. */
export function isSecure({ origin }: ScriptQuery): boolean {
  return origin.startsWith('https:');
}

/** The scheme of the links that a snippet prints, as a regular expression. */
export function linkScheme(query: ScriptQuery): string {
  return isSecure(query) ? 'https' : 'https?';
}

/** `lines` if something is asked; none if it is `null` or empty. */
export function when(params: unknown, ...lines: string[]): string[] {
  const isNothing =
    params === null || params === '' || (Array.isArray(params) && params.length === 0);
  return isNothing ? [] : lines;
}

/** Conditions that must all hold, one to a line. */
export function joined(conditions: readonly string[], sign: string, indent: string): string {
  return conditions.join(` ${sign}\n${indent}`);
}

/** What of a row is held against lists of values. */
const kinds = ['datatypes', 'projects', 'usernames', 'tags', 'exts', 'ids'] as const;
export type Kind = (typeof kinds)[number];

/** A list of which a row must have one, or (an exclusion) none. */
export interface ListAsked {
  kind: Kind;
  /** As in the checks. */
  name: Kind | `${Kind}_not`;
  isExclusion: boolean;
  /** At least one, as `literal` writes them. */
  literals: string[];
}

/** The lists that a query asks for. */
export function listsAsked(
  checks: ScriptChecks,
  literal: (value: number | string) => string,
): ListAsked[] {
  return kinds.flatMap((kind) =>
    ([kind, `${kind}_not`] as const).flatMap((name) => {
      const literals = checks[name].map(literal);
      return literals.length === 0 ? [] : [{ kind, name, isExclusion: name !== kind, literals }];
    }),
  );
}

export function ofKinds(lists: readonly ListAsked[], ...some: Kind[]): ListAsked[] {
  return lists.filter(({ kind }) => some.includes(kind));
}

/** Names what has more than one value: as a list of its own, above the code. */
export function constants(
  lists: readonly ListAsked[],
  open: (name: string) => string,
  close: string,
): string[] {
  return lists
    .filter(({ literals }) => literals.length > 1)
    .map((list) => block(open(constantOf(list)), list.literals, close));
}

export function constantOf({ name }: ListAsked): string {
  return name.toUpperCase();
}

const WIDTH = 96;

/** `items` between `open` and `close`: on one line, or on as many as they need. */
export function block(open: string, items: readonly string[], close: string): string {
  const line = `${open}${items.join(', ')}${close}`;
  if (line.length <= WIDTH) return line;
  const lines: string[] = [];
  let last = '';
  for (const item of items) {
    if (last !== '' && last.length + item.length > WIDTH) {
      lines.push(`  ${last},`);
      last = item;
    } else last = last === '' ? item : `${last}, ${item}`;
  }
  return [open, ...lines, `  ${last}`, close].join('\n');
}
