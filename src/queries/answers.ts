import { hashKey, type Query, type QueryClient, type UseQueryOptions } from '@tanstack/react-query';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import type { AsyncCatalogue } from '../listing/catalogue/catalogueClient.ts';
import { type Filters, isFiltered } from '../listing/filters.ts';
import { type Plan, planKey } from '../listing/plan.ts';
import type { Reading } from '../listing/reading.ts';
import type { Question, Route } from '../listing/route.ts';
import type { Summary } from '../listing/summary.ts';
import { catalogueOf } from './catalogues.ts';
import { dataFilesOptions, pagesKey, requireFamily, type ServerPage } from './dataFiles.ts';
import { dataTypesOptions, projectsOptions } from './names.ts';

/** A page of answers, by whoever gave them. */
export type Answer = ServerPage | CatalogueAnswer;

interface CatalogueAnswer {
  by: 'catalogue';
  files: DataFile[];
  /** Where the files stand in the whole answer. */
  offset: number;
  count: number;
  summary: Summary;
}

/** The one query behind the rows on the page, so that rows stay while the next ones load. */
export function answerOptions(
  source: Source,
  plan: Plan,
  question: Question,
  route: Route,
  reading: Reading,
): UseQueryOptions<Answer> {
  const common = {
    // Rows of another question would be a lie under this one's heading. Two things may stay while
    // the next come: a page of the same list, and what has been read, which is answered anew
    // within milliseconds.
    placeholderData: (before: Answer | undefined, query: Query<Answer> | undefined) => {
      if (route.kind !== 'server') {
        const canAnswer = route.kind === 'here' || reading.count !== null;
        const isOurs = canAnswer && query?.queryKey[1] === source.name;
        if (isOurs && before?.by === 'catalogue') return before;
        if (isFiltered(question.filters)) return undefined;
      }
      const list = hashKey(pagesKey(source, question.filters));
      return query !== undefined && hashKey(query.queryKey.slice(0, 3)) === list
        ? before
        : undefined;
    },
  };
  if (route.kind === 'server') {
    const { queryKey, queryFn } = dataFilesOptions(source, question);
    return { ...common, queryKey, queryFn };
  }
  return {
    ...common,
    queryKey: ['answer', source.name, planKey(plan), question, reading.offset, reading.unique],
    enabled: route.kind === 'here' || reading.count !== null,
    // What is read stays in the catalogue; its answers need not be kept twice.
    gcTime: 60_000,
    queryFn: ({ client }) => answerFromCatalogue(client, source, plan, question),
  };
}

/** What has been read of a plan's list answers a question; nothing is asked but names. */
export async function answerFromCatalogue(
  client: QueryClient,
  source: Source,
  plan: Plan,
  question: Question,
): Promise<CatalogueAnswer> {
  const catalogue = await catalogueFor(client, source, plan, question.filters);
  const answer = await catalogue.answer(question, question.offset, question.limit);
  return { by: 'catalogue', ...answer };
}

/** The catalogue of a plan's list, told all that it needs to answer `filters`. */
export async function catalogueFor(
  client: QueryClient,
  source: Source,
  plan: Plan,
  filters: Filters,
): Promise<AsyncCatalogue> {
  await requireFamily(client, source, plan, filters);
  const catalogue = catalogueOf(client, source, plan);
  await nameColumns(client, source, catalogue);
  return catalogue;
}

// What each catalogue was told last: the lists are long, and are sent to a worker.
const told = new WeakMap<AsyncCatalogue, { dataTypes?: unknown; projects?: unknown }>();

async function nameColumns(
  client: QueryClient,
  source: Source,
  catalogue: AsyncCatalogue,
): Promise<void> {
  const [dataTypes, projects] = await Promise.allSettled([
    client.ensureQueryData(dataTypesOptions(source)),
    client.ensureQueryData(projectsOptions(source)),
  ]);
  const before = told.get(catalogue) ?? {};
  told.set(catalogue, before);
  // Without names, descendants cannot be told and order is by id; all else works.
  if (dataTypes.status === 'fulfilled' && before.dataTypes !== dataTypes.value) {
    before.dataTypes = dataTypes.value;
    await catalogue.setDataTypes(dataTypes.value);
  }
  if (projects.status === 'fulfilled' && before.projects !== projects.value) {
    before.projects = projects.value;
    await catalogue.setProjects(projects.value);
  }
}
