import { markdownTable, show } from '../report.mjs';
import { candidates } from './measure.mjs';

/** @type {Record<string, string>} */
const titles = {
  product: 'the table',
  tanstack: 'TanStack Table, react-virtual',
  hightable: 'hightable',
  'react-data-grid': 'react-data-grid',
  virtuoso: 'react-virtuoso',
  'ag-grid': 'AG Grid',
  glide: 'Glide Data Grid',
};

/** The figures in docs/benchmarks.md. The JSON file has all figures. */
const shown = [
  { name: 'JavaScript, gzip bytes', title: 'JavaScript, KB gzip', unit: 1000 },
  { name: 'navigation to first row', title: 'navigation to first row, ms' },
  { name: 'data to first row', title: 'data to first row, ms' },
  ...['steady', 'fling', 'drag'].flatMap((motion) => [
    { name: `${motion}, frames per second`, title: `${motion}, frames per second` },
    { name: `${motion}, p95`, title: `${motion}, p95 frame time, ms` },
    { name: `${motion}, p99`, title: `${motion}, p99 frame time, ms` },
    { name: `${motion}, frames over 50 ms`, title: `${motion}, frames over 50 ms` },
    { name: `${motion}, blank`, title: `${motion}, frames with a blank row, %`, unit: 0.01 },
    { name: `${motion}, script per frame`, title: `${motion}, script per frame, ms` },
    { name: `${motion}, layout per frame`, title: `${motion}, style and layout per frame, ms` },
  ]),
  { name: 'jump, mean', title: 'jump until rows are shown, ms' },
  { name: 'last row seen', title: 'last reachable row' },
  { name: 'DOM elements', title: 'DOM elements' },
  { name: 'heap', title: 'heap with the rows, MB', unit: 1e6 },
];

/** Figures that do not apply to a canvas, which has no row elements. */
const notOfCanvas = /blank|jump|last row/;

/**
 * @param {{
 *   summaries: readonly import('./measure.mjs').Summary[], repeats: number, command: string,
 *   pages: readonly {rows: number, lateMs: number, numbers: Record<string, import('../report.mjs').Spread>}[],
 *   chromium: string, cpu: string, loadAtStart: number[], loadAtEnd: number[],
 * }} results
 */
export function tablesAsMarkdown(results) {
  const { summaries, pages, repeats, command, chromium, cpu, loadAtStart, loadAtEnd } = results;
  const load = [loadAtStart, loadAtEnd].map(([first = 0]) => first.toFixed(1)).join(' to ');
  const intro =
    `\`${command}\`, Chromium ${chromium} without a GPU, ${cpu}, load average ${load}. Medians of ` +
    `${repeats} fresh pages each, with the minimum and maximum in parentheses.`;
  const sizes = [...new Set(summaries.map(({ rows }) => rows))];
  const tables = sizes.map((rows) => {
    const at = candidates.flatMap(({ name }) =>
      summaries.filter((each) => each.name === name && each.rows === rows),
    );
    const lines = shown.map(({ name, title, unit }) => {
      const cells = at.map((each) =>
        each.name === 'glide' && notOfCanvas.test(name) ? '–' : show(each.numbers[name], unit),
      );
      return [title].concat(cells);
    });
    return [
      `**${rows.toLocaleString('en')} rows**`,
      markdownTable(['', ...at.map(({ name }) => titles[name] ?? name)], lines),
    ].join('\n\n');
  });
  const whole = markdownTable(
    [
      'the app as served by `npm start`',
      'JavaScript, KB gzip',
      'navigation to first row, ms',
      'page loaded and API response received, ms',
      'ratio of the first row to that',
    ],
    pages.map(({ rows, lateMs, numbers }) => [
      `${rows.toLocaleString('en')} files${lateMs > 0 ? `, responses delayed by ${lateMs} ms` : ''}`,
      show(numbers['JavaScript, gzip bytes'], 1000),
      show(numbers['navigation to first row']),
      show(numbers['page loaded and API response received']),
      show(numbers['first row, of that']),
    ]),
  );
  return [intro, ...tables, whole].join('\n\n');
}
