import { ApiError } from '../api/ApiError.ts';
import type { Answer } from '../catalogue/catalogue.ts';
import type { AsyncCatalogue } from '../catalogue/client.ts';
import type { FileQuery, Filters } from '../domain/filters.ts';
import { needsTree, type Plan } from '../retrieval/plan.ts';
import type { Session } from '../session/session.ts';
import { catalogueOf } from './catalogues.ts';
import { fetchDescendantsOf } from './dataFiles.ts';
import { dataTypesOptions, projectsOptions } from './names.ts';

/** Answers a question from what is loaded of a plan's list. Requests nothing but names. */
export async function queryCatalogue(
  session: Session,
  plan: Plan,
  fileQuery: FileQuery,
): Promise<Answer> {
  const catalogue = await catalogueFor(session, plan, fileQuery.filters);
  return catalogue.answer(fileQuery, fileQuery.offset, fileQuery.limit);
}

/** The catalogue of a plan's list, with the names that it needs to answer `filters`. */
export async function catalogueFor(
  session: Session,
  plan: Plan,
  filters: Filters,
): Promise<AsyncCatalogue> {
  await requireDescendants(session, plan, filters);
  const catalogue = catalogueOf(session, plan);
  await nameColumns(session, catalogue);
  return catalogue;
}

// The names that each catalogue has received: the lists are long, and are copied to the worker.
const told = new WeakMap<AsyncCatalogue, { dataTypes?: unknown; projects?: unknown }>();

async function nameColumns(session: Session, catalogue: AsyncCatalogue): Promise<void> {
  const [dataTypes, projects] = await Promise.allSettled([
    session.queryClient.ensureQueryData(dataTypesOptions(session)),
    session.queryClient.ensureQueryData(projectsOptions(session)),
  ]);
  const before = told.get(catalogue) ?? {};
  told.set(catalogue, before);
  // Without names, descendants are not known and files are sorted by id; everything else works.
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
 * Makes sure that a list can be filtered by a data type's descendants: the list's own path selects
 * them, or the tree of data types is known. Throws `ApiError` otherwise.
 */
export async function requireDescendants(
  session: Session,
  { endpoint }: Plan,
  filters: Filters,
): Promise<void> {
  if (!needsTree(filters, endpoint)) return;
  if ((await fetchDescendantsOf(session, filters)) !== null) return;
  throw new ApiError(
    'unexpected',
    'This server does not tell which data types descend from which. Ask for the types alone.',
  );
}
