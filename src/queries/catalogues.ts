import { type AsyncCatalogue, connectCatalogues } from '../catalogue/client.ts';
import { type Plan, planKey } from '../retrieval/plan.ts';
import type { Session } from '../session/session.ts';
import { startCatalogueWorker } from './catalogueWorkerPort.ts';

/** The catalogue of a plan's list; created empty at the first call. */
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
  // The next one is another object, so that it receives the names again.
  session.catalogues.delete(key);
  // A worker that has stopped holds no catalogue any more.
  await catalogue?.drop().catch(() => {});
}

function connect(session: Session): NonNullable<Session['connectCatalogue']> {
  const worker = startCatalogueWorker();
  if (worker === null) return connectHere(session);
  worker.addEventListener('error', () => restart(session), { once: true });
  return connectCatalogues(worker);
}

/** After the worker has died, what it held is loaded again, into catalogues in this thread. */
function restart(session: Session): void {
  session.connectCatalogue = connectHere(session);
  session.catalogues.clear();
  for (const loader of session.loaders.values()) void loader.reset();
}

/** Without workers, typing may stutter, but everything works. */
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
