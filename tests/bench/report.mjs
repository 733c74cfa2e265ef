import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../../scripts/run.mjs';

const folder = join(root, '.cache/bench');

/**
 * Median, minimum and maximum.
 * @param {readonly number[]} numbers at least one
 */
export function spreadOf(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2;
  return { median, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}

/** @typedef {ReturnType<typeof spreadOf>} Spread */

/**
 * The spread of each field over records with the same fields.
 * @param {readonly Record<string, number>[]} records
 * @returns {Record<string, Spread>}
 */
export function spreads(records) {
  const fields = Object.keys(records[0] ?? {});
  return Object.fromEntries(
    fields.map((field) => [field, spreadOf(records.map((record) => record[field] ?? NaN))]),
  );
}

/**
 * Formats a median and its spread with few digits: `12 (11–14)`.
 * @param {Spread | undefined} spread
 * @param {number} [unit] size of the displayed unit
 * @returns {string}
 */
export function show(spread, unit = 1) {
  if (spread === undefined || Number.isNaN(spread.median)) return '–';
  const median = few(spread.median / unit);
  const [least, most] = [few(spread.least / unit), few(spread.most / unit)];
  return least === most ? median : `${median} (${least}–${most})`;
}

/** @param {number} number */
function few(number) {
  if (Math.abs(number) >= 100) return Math.round(number).toLocaleString('en');
  return String(Number(number.toPrecision(2)));
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly (string | undefined)[])[]} rows
 */
export function markdownTable(head, rows) {
  const lines = [head, head.map((_, column) => (column === 0 ? '---' : '--:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * Writes all measurements to a JSON file.
 * @param {string} part
 * @param {unknown} results
 */
export function keepResults(part, results) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'results.json');
  writeFileSync(path, JSON.stringify({ ...readResults(path), [part]: results }, null, 2));
  console.log(`All numbers: ${path}`);
}

/**
 * Replaces the text between the two markers of a section in docs/benchmarks.md.
 * @param {string} part
 * @param {string} markdown
 */
export async function writeSection(part, markdown) {
  const path = join(root, 'docs/benchmarks.md');
  const page = readFileSync(path, 'utf8');
  const [open, close] = [`<!-- bench: ${part} -->`, `<!-- end of bench: ${part} -->`];
  const [start, end] = [page.indexOf(open), page.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`docs/benchmarks.md does not contain ${open}.`);
  const before = page.slice(0, start + open.length);
  writeFileSync(path, `${before}\n\n${markdown}\n\n${page.slice(end)}`);
  await run(process.execPath, [join(root, 'node_modules/oxfmt/bin/oxfmt'), path]);
}

/** @param {string} path */
function readResults(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}
