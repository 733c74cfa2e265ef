import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, run } from '../../scripts/run.mjs';
import { measureCatalogues, measureReading } from './catalogue/measure.mjs';
import { cataloguesAsMarkdown } from './catalogue/markdown.mjs';
import { keepResults, writeSection } from './report.mjs';
import { measureRowsListed } from './rowsListed.mjs';
import { measureTables } from './table/measure.mjs';
import { tablesAsMarkdown } from './table/markdown.mjs';

// npm run bench [-- --short] [--only catalogue|table] [--repeats N]
// The short form only verifies the results: few rows, one repeat, no output files. Wrong results fail the benchmark;
// slow ones do not.

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    repeats: { type: 'string' },
  },
});
const { short, only } = values;
if (only !== undefined && only !== 'catalogue' && only !== 'table') {
  throw new Error(`--only must be "catalogue" or "table", but is "${only}".`);
}
const repeats = Number(values.repeats ?? (short ? 1 : 5));
if (!Number.isInteger(repeats) || repeats < 1) {
  throw new Error(`--repeats must be a whole number of at least 1, but is "${values.repeats}".`);
}

// The project's type check excludes this folder, because its packages are usually not installed.
const types = await run(process.execPath, [
  join(root, 'node_modules/typescript/bin/tsc'),
  '--noEmit',
  '--project',
  'tests/bench',
]);
if (types.code !== 0) stop(['tests/bench/ does not match the types of the app, see above.']);

if (only !== 'table') {
  const sizes = short ? [15_803] : [15_803, 200_000, 1_000_000];
  const where = describePlace();
  const reading = await measureReading({ rows: 15_803, repeats });
  if (reading.wrong.length > 0) stop(reading.wrong);
  const summaries = [];
  for (const rows of sizes) {
    const measured = await measureCatalogues({ rows, repeats });
    if (measured.wrong.length > 0) stop(measured.wrong);
    summaries.push(...measured.summaries);
    const results = { ...where, loadAtEnd: loadavg(), repeats, reading, summaries };
    if (!short) keepResults('catalogue', results);
    if (!short && rows === sizes.at(-1)) {
      await writeSection('catalogue', cataloguesAsMarkdown(results));
    }
  }
}

if (only !== 'catalogue') {
  const listed = await measureRowsListed();
  if (listed.length > 0) stop(listed);
  const sizes = short ? [15_803] : [15_803, 1_000_000, 10_000_000];
  const where = describePlace();
  const tables = await measureTables({ sizes, repeats, short });
  if (tables.wrong.length > 0) stop(tables.wrong);
  if (!short) {
    const results = { ...where, loadAtEnd: loadavg(), repeats, ...tables };
    keepResults('table', results);
    await writeSection('table', tablesAsMarkdown(results));
  }
}

/** The conditions on which times depend, apart from the code. */
function describePlace() {
  const [cpu] = cpus();
  const args = process.argv.slice(2);
  return {
    command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    at: new Date().toISOString(),
    node: process.version,
    cpu: `${cpus().length} × ${cpu?.model ?? 'unknown'}`,
    loadAtStart: loadavg(),
  };
}

/**
 * @param {readonly string[]} sentences
 * @returns {never}
 */
function stop(sentences) {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}
