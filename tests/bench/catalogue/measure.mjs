import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildProgram } from '../build.mjs';
import { spreadOf, spreads } from '../report.mjs';

export const candidates = ['product', 'arrays', 'crossfilter', 'tanstack'];

/**
 * @typedef {Record<string, number>} Times ms by step
 * @typedef {{
 *   name: string, rows: number, adding: number, loaded: number, used: number,
 *   first: Times, again: Times, answers: Record<string, string>,
 * }} Run what one process reports: times in ms, memory in bytes
 */

/**
 * Measures every candidate repeatedly, in alternation, each time in a new process.
 * @param {{rows: number, repeats: number}} options
 */
export async function measureCatalogues({ rows, repeats }) {
  const program = await buildProgram('catalogue/main.ts', 'catalogue');
  /** @type {Run[]} */
  const runs = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    // Alternates the order, so that no candidate is always first.
    const turn = repeat % candidates.length;
    for (const name of [...candidates.slice(turn), ...candidates.slice(0, turn)]) {
      runs.push(await runOne(program, name, rows));
    }
  }
  const summaries = candidates.map((name) => summarize(runs.filter((run) => run.name === name)));
  return { wrong: findWrong(runs), summaries };
}

/**
 * @param {string} program
 * @param {string} name
 * @param {number} rows
 * @returns {Promise<Run>}
 */
async function runOne(program, name, rows) {
  // A million objects need more memory than Node's default limit.
  const args = ['--max-old-space-size=12000', program, name, String(rows)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  /** @type {Run} */
  const run = JSON.parse(stdout);
  const params = Object.values(run.again).map((ms) => ms.toFixed(1));
  console.log(
    `${name}, ${rows.toLocaleString('en')} files: added in ${Math.round(run.adding)} ms, ` +
      `${Math.round(run.loaded / 1e6)} MB, queried in ${params.join(', ')} ms`,
  );
  return run;
}

/**
 * Loads all files of the sample over HTTP, alternately as the app does and as raw bytes.
 * @param {{rows: number, repeats: number}} options
 */
export async function measureReading({ rows, repeats }) {
  const program = await buildProgram('catalogue/reading.ts', 'reading');
  const args = [program, String(rows), String(repeats)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  /** @type {{bytes: number, counted: number, bare: number[], read: number[], kept: number[]}} */
  const { bytes, counted, bare, read, kept } = JSON.parse(stdout);
  const ratios = read.map((ms, repeat) => ms / (bare[repeat] ?? NaN));
  const wrong = counted === rows ? [] : [`${counted} of ${rows} files were loaded and counted.`];
  return {
    wrong,
    rows,
    bytes,
    bare: spreadOf(bare),
    read: spreadOf(read),
    kept: spreadOf(kept),
    ratio: spreadOf(ratios),
  };
}

/** @typedef {Omit<Awaited<ReturnType<typeof measureReading>>, 'wrong'>} ReadingTimes */

/** @param {readonly Run[]} runs */
function summarize(runs) {
  const [{ name, rows, answers } = { name: '', rows: 0, answers: {} }] = runs;
  return {
    name,
    rows,
    adding: spreadOf(runs.map((run) => run.adding)),
    loaded: spreadOf(runs.map((run) => run.loaded)),
    used: spreadOf(runs.map((run) => run.used)),
    first: spreads(runs.map((run) => run.first)),
    again: spreads(runs.map((run) => run.again)),
    answers,
  };
}

/** @typedef {ReturnType<typeof summarize>} Summary */

/**
 * Lists every result that differs from that of the plain arrays.
 * @param {readonly Run[]} runs
 */
function findWrong(runs) {
  return runs.flatMap(({ name, rows, answers }) => {
    const right = runs.find((run) => run.name === 'arrays' && run.rows === rows)?.answers ?? {};
    return Object.entries(right)
      .filter(([step, query]) => answers[step] !== query)
      .map(
        ([step, query]) =>
          `${name}, ${rows} files, ${step}: ${answers[step]}, but plain arrays give ${query}.`,
      );
  });
}
