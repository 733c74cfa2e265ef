import type { QueryClient } from '@tanstack/react-query';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import { type Plan, planKey } from '../listing/plan.ts';
import { isFresh } from '../listing/freshness.ts';
import { freshReading, type Reading } from '../listing/reading.ts';
import { type Question, readingPlan, routeFor } from '../listing/route.ts';
import { answerFromCatalogue } from './catalogueAnswers.ts';
import { forgetCatalogue } from './catalogues.ts';
import { recall } from './knowledge.ts';
import { pickedFiles } from './pickedFiles.ts';
import { readingRunOptions } from './readingRun.ts';
import { allReadings, noteReading, readingOf } from './readings.ts';

/** Files given at a time. */
const BATCH = 1000;

/** The list that holds a question's whole result, and how far it is read. */
export function wholeResultOf(
  client: QueryClient,
  source: Source,
  question: Question,
): { plan: Plan; reading: Reading } {
  const known = recall(client, source);
  const readings = allReadings(client, source);
  const route = routeFor(question, known, readings);
  const plan =
    route.kind === 'server' ? readingPlan(question.filters, known, readings) : route.plan;
  return { plan, reading: readingOf(client, source, plan) };
}

/** Some files of a whole result, with the count of them all. */
export interface Part {
  files: DataFile[];
  count: number;
  /** When the list was read, ms since the epoch: the oldest of its rows. */
  since: number;
}

/**
 * Every file that a question asks for, in its order, some at a time. What is not read yet is read
 * first, from wherever the reading stands; with `freshLinks`, what was read too long ago for its
 * links to work is read again. Throws `ApiError`, or the signal's reason.
 */
export async function* wholeResult(
  client: QueryClient,
  source: Source,
  question: Question,
  signal: AbortSignal,
  freshLinks = false,
): AsyncGenerator<Part> {
  const picked = await pickedFiles(client, source, question, freshLinks);
  if (picked !== null) {
    const since = Math.min(...picked.map(({ listed_at }) => listed_at));
    yield { files: picked, count: picked.length, since };
    return;
  }
  let { plan, reading } = await readWhole(client, source, question, signal);
  if (freshLinks && reading.since !== null && !isFresh({ listed_at: reading.since })) {
    await forgetCatalogue(client, source, plan);
    noteReading(client, source, freshReading(plan));
    ({ plan, reading } = await readWhole(client, source, question, signal));
  }
  const since = reading.since ?? Date.now();
  for (let offset = 0, count = 1; offset < count; offset += BATCH) {
    const part = { ...question, offset, limit: BATCH };
    const answer = await answerFromCatalogue(client, source, plan, part);
    signal.throwIfAborted();
    count = answer.count;
    yield { files: answer.files, count, since };
  }
}

/** Reads until the whole result is at hand. What is learned while reading may change the list. */
async function readWhole(
  client: QueryClient,
  source: Source,
  question: Question,
  signal: AbortSignal,
): Promise<{ plan: Plan; reading: Reading }> {
  for (;;) {
    const { plan, reading } = wholeResultOf(client, source, question);
    if (reading.status === 'complete') return { plan, reading };
    const options = readingRunOptions(source, plan, question.filters, true);
    // The page may be reading this very list, as far as it may without asking.
    const unasked = readingRunOptions(source, plan, question.filters, false);
    await client.cancelQueries({ queryKey: unasked.queryKey });
    const stop = () => {
      // Where the page waits for this reading too, it is not ours to stop.
      const run = client.getQueryCache().find({ queryKey: options.queryKey });
      if (run?.getObserversCount() === 0) void run.cancel();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      await client.fetchQuery({ ...options, staleTime: 0 });
    } catch (error) {
      signal.throwIfAborted();
      const next = wholeResultOf(client, source, question);
      // The list turned out not to be what it was taken for: there is another one.
      if (planKey(next.plan) === planKey(plan)) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
    signal.throwIfAborted();
  }
}
