import type { Json } from '../../api/schemas.ts';

/** A string, a number, or a value that the cell contains as JSON. */
export type Cell = string | number | { json: Json };

/**
 * Returns one RFC 4180 record, which ends with CRLF. Strings and JSON are quoted, numbers are not. No cell
 * starts a formula, even if a spreadsheet splits the record at semicolons, tabs, spaces, `|` or `:`.
 */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = typeof cell === 'string' ? guard(cell) : guardedJson(cell.json);
  return `"${text.replaceAll('"', '""')}"`;
}

// A spreadsheet evaluates a cell that starts with one of these characters. Excel also evaluates the
// full-width forms in East Asian locales. Source: OWASP, "CSV Injection". The download scripts use the
// same sets of characters.
const SIGNS = '=+\\-@＝＋－＠﹦﹢﹣﹫−';
// A cell may start after any of these: the separators that import dialogs offer, line breaks, and
// white space and invisible characters that an importer may skip.
const GAPS = ',;|:\\p{Z}\\p{Cc}\\p{Cf}';
// After a separator, a quote opens a cell.
const QUOTES = '"\'`‘-‟«»‹›＂＇';

const START = `(?:^|[${GAPS}])[${QUOTES}]*`;
// "a - b": even if the space is a separator, the sign is a cell of its own, which is text.
const BETWEEN_WORDS = `(?<=(?<!${START}) [${SIGNS}])(?= )`;
// In both patterns, the sign precedes the lookbehind, so that a long run of quotes takes linear time.
const FORMULA_SIGN = `[${SIGNS}](?<=${START}[${SIGNS}])(?!${BETWEEN_WORDS})`;
const formulaSign = new RegExp(FORMULA_SIGN, 'gu');
// OWASP's rule includes tabs and line breaks: a spreadsheet may skip one at the start of a cell.
const guarded = new RegExp(`${FORMULA_SIGN}|[\\t\\n\\r](?<=^[${QUOTES}]*[\\t\\n\\r])`, 'gu');

/**
 * Inserts an apostrophe before each sign that could start a formula, and before a tab or line break at
 * the start of the cell. To reverse this, remove one apostrophe at each of these places: `'=` was `=`, and
 * `''=` was `'=`. Removes control characters except tabs and line breaks, which RFC 4180 allows within
 * quotes.
 */
function guard(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, '')
    .replaceAll(guarded, "'$&");
}

/**
 * Returns JSON with an escape, such as `\u003d`, for each sign in a string that could start a formula. It
 * parses to the same value. Does not change negative numbers: only digits, a comma or a bracket follow
 * their sign, so a spreadsheet cannot evaluate them as a formula.
 */
function guardedJson(value: Json): string {
  return JSON.stringify(value).replaceAll(
    /"([^"\\]*(?:\\.[^"\\]*)*)"/g,
    (_, content: string) =>
      `"${content.replaceAll(/\p{Cc}/gu, escape).replaceAll(formulaSign, escape)}"`,
  );
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
