import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createArrays } from './arrays.ts';
import type { SearchParams, Candidate } from './candidate.ts';
import { createCrossfilter } from './crossfilter.ts';
import { createProduct } from './product.ts';
import { type Step, stepsFor } from './questions.ts';
import { rareWord, sampleFiles } from './sampleFiles.ts';
import { createTanStack } from './tanstack.ts';

// Measures one candidate in a separate process: `node main.js NAME ROWS`. Writes one line of JSON.

const candidates: Record<string, () => Candidate> = {
  product: createProduct,
  arrays: createArrays,
  crossfilter: createCrossfilter,
  tanstack: createTanStack,
};

const PAGE = 100;
/** Number of files per page when comparing the ids of results. */
const CHUNK = 5000;

const name = process.argv[2] ?? '';
const rows = Number(process.argv[3]);
const create = candidates[name];
if (create === undefined || !Number.isInteger(rows) || rows < 36) {
  throw new Error(`There is no candidate "${name}" with ${rows} rows.`);
}
setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const steps = stepsFor(rows, rareWord(rows));
const before = memory();
const candidate = create();
let adding = 0;
for (const files of sampleFiles(rows)) {
  adding += timed(() => candidate.add(files));
}
adding += timed(() => candidate.complete());
const loaded = memory() - before;

// The first time, each query is new. The second time, it was run before, but not immediately before.
const first = measure();
const again = measure();
const used = memory() - before;
const answers = Object.fromEntries(steps.map((step) => [step.name, answerTo(step)]));
console.log(JSON.stringify({ name, rows, adding, loaded, used, first, again, answers }));

function measure(): Record<string, number> {
  return Object.fromEntries(
    steps.map(({ name: step, params, offset = 0, isCounts }) => [
      step,
      timed(() => (isCounts ? candidate.counts(params) : candidate.page(params, offset, PAGE))),
    ]),
  );
}

/**
 * The values that must be equal for all candidates: the number of files, and a digest of their ids in order or of all
 * counts. For more than 20,000 files, the digest covers the start, the middle and the end.
 */
function answerTo({ params, isCounts }: Step): string {
  if (isCounts) {
    const { total, datatypes, projects, members, extensions, tags, created } =
      candidate.counts(params);
    const facets = [datatypes, projects, members, extensions, tags, created];
    return `${total} ${digest([JSON.stringify(facets)])}`;
  }
  const { count } = candidate.page(params, 0, 0);
  return `${count} ${digest(idsOf(params, count))}`;
}

function* idsOf(params: SearchParams, count: number): Generator<string> {
  const offsets =
    count > 4 * CHUNK
      ? [0, (count - CHUNK) >> 1, count - CHUNK]
      : Array.from({ length: Math.ceil(count / CHUNK) }, (_, chunk) => chunk * CHUNK);
  for (const offset of offsets) {
    const { files } = candidate.page(params, offset, CHUNK);
    for (const { id } of files) yield `${id} `;
  }
}

/** FNV-1a. */
function digest(texts: Iterable<string>): string {
  let hash = 0x811c9dc5;
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) {
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    }
  }
  return (hash >>> 0).toString(16);
}

/** Bytes in use on the heap and in array buffers, after a garbage collection. */
function memory(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Elapsed time, ms. */
function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
