import { aboutLines, listsOf, type ScriptQuery } from './scriptQuery.ts';

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
