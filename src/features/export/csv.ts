import type { Json } from '../../api/schemas.ts';

/** A text, a number, or a value that the cell holds as JSON. */
export type Cell = string | number | { json: Json };

/**
 * One record of RFC 4180, ended by CRLF. Texts and JSON are in quotes, numbers are not. No cell
 * starts a formula, also where a reader splits the record at semicolons, tabs, spaces, `|` or `:`.
 */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = typeof cell === 'string' ? guard(cell) : guardedJson(cell.json);
  return `"${text.replaceAll('"', '""')}"`;
}

// A spreadsheet evaluates a cell that starts with one of these; Excel also takes the full-width
// forms in East Asian locales. Source: OWASP, "CSV Injection". The download scripts have the same
// sets of characters.
const SIGNS = '=+\\-@＝＋－＠﹦﹢﹣﹫−';
// A cell may start after any of these: the separators that import dialogs offer, line breaks, and
// the white space and invisible characters that a reader may skip.
const GAPS = ',;|:\\p{Z}\\p{Cc}\\p{Cf}';
// After a separator, a quote opens a cell.
const QUOTES = '"\'`‘-‟«»‹›＂＇';

const START = `(?:^|[${GAPS}])[${QUOTES}]*`;
// "a - b": even where the space is a separator, the sign is a cell of its own, which is text.
const BETWEEN_WORDS = `(?<=(?<!${START}) [${SIGNS}])(?= )`;
// In both patterns the sign comes before the lookbehind, so that a long run of quotes takes linear time.
const FORMULA_SIGN = `[${SIGNS}](?<=${START}[${SIGNS}])(?!${BETWEEN_WORDS})`;
const formulaSign = new RegExp(FORMULA_SIGN, 'gu');
// OWASP's rule has these, too: a spreadsheet may skip one at the start of a cell.
const guarded = new RegExp(`${FORMULA_SIGN}|[\\t\\n\\r](?<=^[${QUOTES}]*[\\t\\n\\r])`, 'gu');

/**
 * Puts an apostrophe in front of each sign that could start a formula, and of a tab or line break
 * at the start of the cell. To reverse it, remove one apostrophe at each of these places: `'=` was
 * `=`, and `''=` was `'=`. Removes control characters other than tabs and line breaks, which
 * RFC 4180 allows within quotes.
 */
function guard(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, '')
    .replaceAll(guarded, "'$&");
}

/**
 * JSON in which the strings hold `\u003d` and the like in place of each sign that could start a
 * formula. It parses to the same value. Negative numbers stay as they are: only digits, a comma or
 * a bracket follow their sign, so there is no formula to evaluate.
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
