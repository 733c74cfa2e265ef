import { commentText } from './scriptLiterals.ts';
import { aboutLines, listsOf, type ScriptChecks, type ScriptQuery } from './scriptQuery.ts';

/** Larger than any page of 500 rows, and small enough for memory, in case a server never stops sending. */
export const MAX_BYTES = 64_000_000;

/** Many times the number of files in Open Humans. A larger count must be a server error. */
export const MAX_FILES = 1_000_000;

/** The first lines of a snippet: comments that describe the query. `sign` starts a comment. */
export function headOf(query: ScriptQuery, sign: string, needs: string): string[] {
  return [
    // Two fixed lines, because Python looks for an encoding declaration in the first two lines.
    `${sign} Prints id and download link of each public data file of a query of Open Humans.`,
    `${sign} ${needs} Links live for an hour.`,
    ...aboutLines(query).map(({ label, text }) => `${sign}   ${label}${commentText(text)}`),
    '',
  ];
}

/** The URL of the shortest list, without `limit` and `offset`. Safe within quotes in any language. */
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

/** Whether the API uses https. If it does, each link in its list must use it, too. */
export function isSecure({ origin }: ScriptQuery): boolean {
  return origin.startsWith('https:');
}

/** The scheme of the links that a snippet prints, as a regular expression. */
export function linkScheme(query: ScriptQuery): string {
  return isSecure(query) ? 'https' : 'https?';
}

/** Returns `lines` unless `value` is null or empty. */
export function when(value: unknown, ...lines: string[]): string[] {
  const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return isEmpty ? [] : lines;
}

/** Joins conditions with the operator `sign`, one per line. */
export function joined(conditions: readonly string[], sign: string, indent: string): string {
  return conditions.join(` ${sign}\n${indent}`);
}

/** The properties of a row that a snippet checks against lists of values. */
const kinds = ['datatypes', 'projects', 'usernames', 'tags', 'exts', 'ids'] as const;
export type Kind = (typeof kinds)[number];

/** A check against a list of values: a row must have one of them, or none (an exclusion). */
export interface ListCheck {
  kind: Kind;
  /** The key in `ScriptChecks`. */
  name: Kind | `${Kind}_not`;
  isExclusion: boolean;
  /** The values as literals of the language; at least one. */
  literals: string[];
}

/** The list checks of a query. `literal` converts a value to a literal of the language. */
export function listChecksOf(
  checks: ScriptChecks,
  literal: (value: number | string) => string,
): ListCheck[] {
  return kinds.flatMap((kind) =>
    ([kind, `${kind}_not`] as const).flatMap((name) => {
      const literals = checks[name].map(literal);
      return literals.length === 0 ? [] : [{ kind, name, isExclusion: name !== kind, literals }];
    }),
  );
}

export function ofKinds(lists: readonly ListCheck[], ...some: Kind[]): ListCheck[] {
  return lists.filter(({ kind }) => some.includes(kind));
}

/** Declares a constant for each list of more than one value. */
export function constants(
  lists: readonly ListCheck[],
  open: (name: string) => string,
  close: string,
): string[] {
  return lists
    .filter(({ literals }) => literals.length > 1)
    .map((list) => block(open(constantOf(list)), list.literals, close));
}

export function constantOf({ name }: ListCheck): string {
  return name.toUpperCase();
}

const WIDTH = 96;

/** Writes `items` between `open` and `close`, on one line if they fit, otherwise on several lines. */
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
