import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/ApiError.ts';
import { wait } from '../api/backoff.ts';
import { getJson } from '../api/getJson.ts';
import { type DataFilePage, dataFilePageSchema } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import { type Filters, noFilters } from '../listing/filters.ts';
import { isFresh } from '../listing/freshness.ts';
import { checkPage } from '../listing/page.ts';
import {
  askedBy,
  guaranteedBy,
  listKey,
  listsFor,
  pathOf,
  type Plan,
  planKey,
} from '../listing/plan.ts';
import { readList } from '../listing/reader.ts';
import { READ_WITHOUT_ASKING, type Reading } from '../listing/reading.ts';
import { readingPlan } from '../listing/route.ts';
import { requireFamily } from './catalogueAnswers.ts';
import { catalogueOf } from './catalogues.ts';
import { familyFor, type ServerPage } from './dataFiles.ts';
import { learn, recall } from './knowledge.ts';
import { noteReading, readingOf } from './readings.ts';
import { explainRefusal } from './refusal.ts';

/** The first request of a reading asks for no more than the first page would have. */
const FIRST_PAGE = 100;

/** Does what `readingRunOptions` says; gives how the reading stands when it rests. */
export async function runReading(
  client: QueryClient,
  source: Source,
  { plan, filters, goAhead }: { plan: Plan; filters: Filters; goAhead: boolean },
  signal: AbortSignal,
): Promise<Reading['status']> {
  await requireFamily(client, source, plan, filters);
  const parts = partsFor(client, source, plan);
  let reading = readingOf(client, source, plan);
  if (reading.offset === 0) reading = await readList(reading, parts, signal, FIRST_PAGE);
  if (reading.status === 'complete') return reading.status;
  const isLong = (reading.count ?? 0) > READ_WITHOUT_ASKING;
  if (isLong) {
    await countAlternatives(client, source, filters, signal);
    const shortest = readingPlan(filters, recall(client, source), [reading]);
    // The page takes the shorter list as soon as it knows; this one is left where it is.
    if (planKey(shortest) !== planKey(plan)) return reading.status;
  }
  if (isLong && !goAhead) {
    noteReading(client, source, { ...reading, status: 'asking' });
    return 'asking';
  }
  reading = await readList(reading, parts, signal);
  return reading.status;
}

function partsFor(client: QueryClient, source: Source, plan: Plan) {
  const catalogue = catalogueOf(client, source, plan);
  return {
    fetchPage: (limit: number, offset: number, signal: AbortSignal) =>
      fetchListed(client, source, plan, limit, offset, signal),
    recall: (offset: number) => {
      const page = knownPages(client, source, plan).find(
        (known) => known.offset <= offset && offset < known.offset + known.listed.length,
      );
      if (page === undefined) return null;
      return { rows: page.listed.slice(offset - page.offset), count: page.count };
    },
    nextKnown: (offset: number) =>
      Math.min(
        ...knownPages(client, source, plan)
          .map((page) => page.offset)
          .filter((start) => start > offset),
      ),
    keep: async (rows: ServerPage['listed']) => catalogue.add(rows),
    onProgress: (reading: Reading) => noteReading(client, source, reading),
    wait,
    // No clock that can be set: the rate is told.
    now: () => performance.now(),
  };
}

/** Pages of the very same list that were asked for one by one: their rows are not asked again. */
function knownPages(client: QueryClient, source: Source, plan: Plan): ServerPage[] {
  if (Object.keys(plan.parameters).length > 0) return [];
  return client
    .getQueriesData<ServerPage>({ queryKey: ['data files', source.name] })
    .flatMap(([, page]) => page ?? [])
    .filter(({ plan: asked, listed: [first] }) => {
      // Rows whose links are dying are better asked for again.
      return first != null && isFresh(first) && listKey(asked.list) === listKey(plan.list);
    });
}

async function fetchListed(
  client: QueryClient,
  source: Source,
  plan: Plan,
  limit: number,
  offset: number,
  signal: AbortSignal,
): Promise<DataFilePage> {
  const page = await getJson(source, pathOf(plan, limit, offset), dataFilePageSchema, {
    signal,
    // The reader repeats by itself, with smaller pages.
    retries: 0,
  }).catch(async (error: unknown): Promise<DataFilePage> => {
    const meaning = await explainRefusal(client, source, plan.list, error);
    if (meaning === 'unknown') return { count: 0, results: [] };
    learn(client, source, { missing: plan.list.kind });
    throw error;
  });
  const filters = filtersOf(plan);
  const family = await familyFor(client, source, filters);
  const { ignored } = checkPage(page, filters, family, askedBy(plan));
  const [first] = ignored;
  if (first === undefined) {
    if (Object.keys(plan.parameters).length === 0) {
      learn(client, source, { count: { list: listKey(plan.list), files: page.count } });
    }
    return page;
  }
  // The list is not what it was taken for. What is learned here makes another plan.
  const guaranteed = guaranteedBy(plan.list);
  if (guaranteed !== null && ignored.includes(guaranteed)) {
    learn(client, source, { missing: plan.list.kind });
  }
  learn(client, source, { ignored: ignored.filter((filter) => filter !== guaranteed) });
  throw new ApiError('unexpected', `The server has stopped filtering by ${first}.`);
}

/** What a plan's list holds, as filters. */
function filtersOf({ list, parameters }: Plan): Filters {
  const { datatype_id, source_project_id, username } = parameters;
  const filters: Filters = {
    ...noFilters,
    datatype_id: datatype_id === undefined ? [] : [Number(datatype_id)],
    source_project_id: source_project_id === undefined ? [] : [Number(source_project_id)],
    username: username === undefined ? [] : [String(username)],
  };
  switch (list.kind) {
    case 'all':
      return filters;
    case 'project':
      return { ...filters, source_project_id: [list.id] };
    case 'datatype':
      return { ...filters, datatype_id: [list.id], include_children: list.include_children };
    case 'member':
      return { ...filters, username: [list.username] };
  }
}

/**
 * Before a long list is read: how many files the other lists hold that would do as well. One row
 * of each tells, and the plan takes the shortest.
 */
async function countAlternatives(
  client: QueryClient,
  source: Source,
  filters: Filters,
  signal: AbortSignal,
): Promise<void> {
  const { counts, missing } = recall(client, source);
  const uncounted = listsFor(filters).filter(
    (list) =>
      list.kind !== 'all' && !missing.includes(list.kind) && counts[listKey(list)] === undefined,
  );
  for (const list of uncounted) {
    try {
      await fetchListed(client, source, { list, parameters: {} }, 1, 0, signal);
    } catch (error) {
      signal.throwIfAborted();
      // A list that cannot be counted is no alternative; the reading itself goes on.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}
