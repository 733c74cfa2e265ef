import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/ApiError.ts';
import type { Source } from '../api/source.ts';
import type { Answer } from '../listing/catalogue/catalogue.ts';
import type { AsyncCatalogue } from '../listing/catalogue/catalogueClient.ts';
import type { Filters } from '../listing/filters.ts';
import { needsTree, type Plan } from '../listing/plan.ts';
import type { Question } from '../listing/route.ts';
import { catalogueOf } from './catalogues.ts';
import { familyFor } from './dataFiles.ts';
import { dataTypesOptions, projectsOptions } from './names.ts';

/** What has been read of a plan's list answers a question; nothing is asked but names. */
export async function answerFromCatalogue(
  client: QueryClient,
  source: Source,
  plan: Plan,
  question: Question,
): Promise<Answer> {
  const catalogue = await catalogueFor(client, source, plan, question.filters);
  return catalogue.answer(question, question.offset, question.limit);
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

/**
 * Makes sure that a list can be searched for a data type's descendants: its own path has found
 * them, or the tree tells them. Throws `ApiError` where neither is to be had, for then nobody can.
 */
export async function requireFamily(
  client: QueryClient,
  source: Source,
  { list }: Plan,
  filters: Filters,
): Promise<void> {
  if (!needsTree(filters, list)) return;
  if ((await familyFor(client, source, filters)) !== null) return;
  throw new ApiError(
    'unexpected',
    'This server does not tell which data types descend from which. Ask for the types alone.',
  );
}
