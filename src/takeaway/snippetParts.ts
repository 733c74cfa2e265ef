import { aboutLines, listsOf, type ScriptChecks, type ScriptQuery } from './scriptQuery.ts';

/** The first lines of a snippet: what it asks, in words; `sign` begins a comment. */
export function headOf(query: ScriptQuery, sign: string, needs: string): string[] {
  return [
    // Two fixed lines: Python reads an encoding out of the first two comments.
    `${sign} Prints id and download link of each public data file of a query of Open Humans.`,
    `${sign} ${needs} Links live for an hour.`,
    ...aboutLines(query).map((line) => `${sign}   ${line}`),
    '',
  ];
}

/** The address of the shortest list, up to where `limit` and `offset` follow. */
export function listAddress(query: ScriptQuery): string {
  const path = listsOf(query)[0]?.path ?? '';
  return `${query.origin}${path}${path.includes('?') ? '&' : '?'}`;
}

/** `lines` where something is asked; none where it is `null` or empty. */
export function when(asked: unknown, ...lines: string[]): string[] {
  const isNothing = asked === null || asked === '' || (Array.isArray(asked) && asked.length === 0);
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
