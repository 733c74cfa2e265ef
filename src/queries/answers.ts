import type { Query, QueryClient, UseQueryOptions } from '@tanstack/react-query';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import type { AsyncCatalogue } from '../listing/catalogueClient.ts';
import { type Plan, planKey } from '../listing/plan.ts';
import type { Reading } from '../listing/reading.ts';
import type { Question, Route } from '../listing/route.ts';
import type { Summary } from '../listing/summary.ts';
import { catalogueOf } from './catalogues.ts';
import { dataFilesOptions, type ServerPage } from './dataFiles.ts';
import { dataTypesOptions, projectsOptions } from './names.ts';

/** A page of answers, by whoever gave them. */
export type Answer = ServerPage | CatalogueAnswer;

interface CatalogueAnswer {
  by: 'catalogue';
  files: DataFile[];
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
  const sameFilters = JSON.stringify(question.filters);
  const common = {
    meta: { filters: sameFilters },
    // Rows of another question would be a lie under this one's heading; only what has been read
    // answers so fast that leaving them is calmer than taking them away.
    placeholderData: (before: Answer | undefined, query: Query<Answer> | undefined) =>
      route.kind !== 'server' || query?.meta?.['filters'] === sameFilters ? before : undefined,
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
    queryFn: async ({ client }) => {
      const catalogue = catalogueOf(client, source, plan);
      await nameColumns(client, source, catalogue);
      return {
        by: 'catalogue',
        ...(await catalogue.answer(question, question.offset, question.limit)),
      };
    },
  };
}

async function nameColumns(
  client: QueryClient,
  source: Source,
  catalogue: AsyncCatalogue,
): Promise<void> {
  const [dataTypes, projects] = await Promise.allSettled([
    client.ensureQueryData(dataTypesOptions(source)),
    client.ensureQueryData(projectsOptions(source)),
  ]);
  // Without names, descendants cannot be told and order is by id; all else works.
  if (dataTypes.status === 'fulfilled') await catalogue.setDataTypes(dataTypes.value);
  if (projects.status === 'fulfilled') await catalogue.setProjects(projects.value);
}
