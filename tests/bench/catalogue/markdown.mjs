import { markdownTable, show } from '../report.mjs';
import { candidates } from './measure.mjs';

const MB = 1e6;

/** @type {Record<string, string>} */
const titles = {
  product: 'the catalogue',
  arrays: 'plain arrays',
  crossfilter: 'crossfilter2',
  tanstack: 'TanStack row models',
};

/**
 * @param {{
 *   summaries: readonly import('./measure.mjs').Summary[],
 *   reading: import('./measure.mjs').ReadingTimes, repeats: number, command: string,
 *   node: string, cpu: string, loadAtStart: number[], loadAtEnd: number[],
 * }} results
 */
export function cataloguesAsMarkdown(results) {
  const { summaries, reading, repeats, command, node, cpu, loadAtStart, loadAtEnd } = results;
  const sizes = [...new Set(summaries.map(({ rows }) => rows))];
  const load = [loadAtStart, loadAtEnd].map(([first = 0]) => first.toFixed(1)).join(' to ');
  const intro =
    `\`${command}\`, Node ${node}, ${cpu}, load average ${load}. Medians of ${repeats} processes each, ` +
    'with the minimum and maximum in parentheses. Times are in ms.';
  const tables = sizes.map((rows) => {
    const at = candidates.map((name) =>
      summaries.find((each) => each.name === name && each.rows === rows),
    );
    const steps = Object.keys(at[0]?.again ?? {});
    /**
     * @param {string} title
     * @param {(summary: import('./measure.mjs').Summary | undefined) => string} cell
     * @returns {string[]}
     */
    const line = (title, cell) => [title, ...at.map(cell)];
    return [
      `**${rows.toLocaleString('en')} files**`,
      markdownTable(
        ['', ...candidates.map((name) => titles[name] ?? name)],
        [
          line('load all files', (each) => show(each?.adding)),
          line('memory after loading, MB', (each) => show(each?.loaded, MB)),
          line('memory after all queries, MB', (each) => show(each?.used, MB)),
          line('sort all by name, first time', (each) => show(each?.first['sort all by name'])),
          ...steps.map((step) => line(step, (each) => show(each?.again[step]))),
        ],
      ),
    ].join('\n\n');
  });
  return [intro, ...tables, readingAsMarkdown(reading)].join('\n\n');
}

/** @param {import('./measure.mjs').ReadingTimes} reading */
function readingAsMarkdown({ rows, bytes, bare, read, kept, ratio }) {
  return [
    `**Loading ${rows.toLocaleString('en')} files**, ${show({ median: bytes, least: bytes, most: bytes }, MB)} MB`,
    markdownTable(
      ['', 'ms'],
      [
        ['transfer only', show(bare)],
        ['load, verify, add to the catalogue and count', show(read)],
        ['of which waiting for the catalogue', show(kept)],
        ['ratio to transfer only', show(ratio)],
      ],
    ),
  ].join('\n\n');
}
