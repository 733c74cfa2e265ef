import { type AsyncCatalogue, connectCatalogues } from '../catalogue/client.ts';
import { needsTree, type Plan, planKey } from '../retrieval/plan.ts';
import type { Session } from '../session/session.ts';
import { workerUrl } from './workerPolicy.ts';
import { ApiError } from '../api/ApiError.ts';
import type { QueryResult } from '../catalogue/catalogue.ts';
import type { FileQuery, Filters } from '../domain/filters.ts';
import { dataTypesOptions, fetchDescendantsOf, projectsOptions } from './names.ts';

/** The catalogue of a plan's list. The first call creates an empty one. */
export function catalogueOf(session: Session, plan: Plan): AsyncCatalogue {
  const key = planKey(plan);
  const known = session.catalogues.get(key);
  if (known !== undefined) return known;
  session.connectCatalogue ??= connect(session);
  const catalogue = session.connectCatalogue(key);
  session.catalogues.set(key, catalogue);
  return catalogue;
}

/** Empties the catalogue of a plan's list. */
export async function clearCatalogue(session: Session, plan: Plan): Promise<void> {
  const key = planKey(plan);
  const catalogue = session.catalogues.get(key);
  // The next catalogue is another object, so that it receives the names again.
  session.catalogues.delete(key);
  // Fails if the worker has died, which removes its catalogues too.
  await catalogue?.drop().catch(() => {});
}

function connect(session: Session): NonNullable<Session['connectCatalogue']> {
  const worker = startCatalogueWorker();
  if (worker === null) return connectHere(session);
  worker.addEventListener('error', () => restart(session), { once: true });
  return connectCatalogues(worker);
}

/** After the worker has died: loads its lists again, into catalogues in this thread. */
function restart(session: Session): void {
  session.connectCatalogue = connectHere(session);
  session.catalogues.clear();
  for (const loader of session.loaders.values()) void loader.reset();
}

/** Creates catalogues in this thread, for browsers without workers. Typing may stutter. */
function connectHere(session: Session): NonNullable<Session['connectCatalogue']> {
  const { port1, port2 } = new MessageChannel();
  hostHere(port2).catch(() => {
    // The chunk did not load: pending calls reject, and the next call connects again.
    port1.dispatchEvent(new Event('error'));
    session.connectCatalogue = null;
    session.catalogues.clear();
  });
  port1.start();
  return connectCatalogues(port1);
}

async function hostHere(port: MessagePort): Promise<void> {
  const { hostCatalogues } = await import('../catalogue/host.ts');
  hostCatalogues(port);
  port.start();
}

/** Starts the worker of the catalogues. Returns null if the browser or a policy does not allow it. */
function startCatalogueWorker(): Worker | null {
  if (typeof Worker === 'undefined') return null;
  try {
    return new Worker(workerUrl(), { type: 'module', name: 'catalogue' });
  } catch {
    return null;
  }
}

/** Returns a page of a query from the loaded files of a plan's list. Requests only names. */
export async function queryCatalogue(
  session: Session,
  plan: Plan,
  fileQuery: FileQuery,
): Promise<QueryResult> {
  const catalogue = await catalogueFor(session, plan, fileQuery.filters);
  return catalogue.query(fileQuery, fileQuery.offset, fileQuery.limit);
}

/** The catalogue of a plan's list, with the names that `filters` need. */
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

// The names that each catalogue has received. Sending them again would copy long lists to the worker.
const receivedNames = new WeakMap<AsyncCatalogue, { dataTypes?: unknown; projects?: unknown }>();

async function nameColumns(session: Session, catalogue: AsyncCatalogue): Promise<void> {
  const [dataTypes, projects] = await Promise.allSettled([
    session.queryClient.ensureQueryData(dataTypesOptions(session)),
    session.queryClient.ensureQueryData(projectsOptions(session)),
  ]);
  const before = receivedNames.get(catalogue) ?? {};
  receivedNames.set(catalogue, before);
  // Without names, descendants are unknown and files are sorted by id; everything else works.
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
 * Checks that descendants of data types can be filtered: either the list's path does it, or the tree of data types is
 * known.
 * @throws `ApiError` otherwise
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
