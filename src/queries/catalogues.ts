import type { QueryClient } from '@tanstack/react-query';
import type { Source } from '../api/source.ts';
import { type AsyncCatalogue, connectCatalogues } from '../listing/catalogue/catalogueClient.ts';
import { type Plan, planKey } from '../listing/plan.ts';
import { startCatalogueWorker } from './catalogueWorkerPort.ts';

type Connect = (key: string) => AsyncCatalogue;

// What has been read is known for as long as the client that read it, and goes with it.
const byClient = new Map<QueryClient, Map<string, AsyncCatalogue>>();
let connect: Connect | null = null;
let made = 0;

/** The catalogue of what has been read of a plan's list; made empty at the first call. */
export function catalogueOf(client: QueryClient, source: Source, plan: Plan): AsyncCatalogue {
  const catalogues = byClient.get(client) ?? new Map<string, AsyncCatalogue>();
  byClient.set(client, catalogues);
  const key = `${source.name} ${planKey(plan)}`;
  const known = catalogues.get(key);
  if (known !== undefined) return known;
  connect ??= connectOnce();
  // One worker serves every client: the number keeps their catalogues apart.
  const catalogue = connect(`${made++} ${key}`);
  catalogues.set(key, catalogue);
  return catalogue;
}

/** Empties the catalogue of a plan's list, before the list is read from its beginning again. */
export async function forgetCatalogue(
  client: QueryClient,
  source: Source,
  plan: Plan,
): Promise<void> {
  const key = `${source.name} ${planKey(plan)}`;
  const catalogues = byClient.get(client);
  await catalogues?.get(key)?.drop();
  // The next one is another object: it is told the names anew.
  catalogues?.delete(key);
}

/** Takes a file out of every catalogue of a client; what they answered with it is answered anew. */
export async function removeEverywhere(client: QueryClient, id: number): Promise<void> {
  const catalogues = [...(byClient.get(client)?.values() ?? [])];
  await Promise.all(catalogues.map((catalogue) => catalogue.remove(id)));
  await client.invalidateQueries({ queryKey: ['answer'] });
}

function connectOnce(): Connect {
  const worker = startCatalogueWorker();
  if (worker === null) return connectHere();
  worker.addEventListener('error', startAgainHere, { once: true });
  return connectCatalogues(worker);
}

/** When the worker dies, what was read is gone with it: it is read again, and kept in this thread. */
function startAgainHere(): void {
  connect = connectHere();
  for (const [client, catalogues] of byClient) {
    catalogues.clear();
    for (const kind of ['readings', 'reading run', 'answer']) {
      void client.resetQueries({ queryKey: [kind] });
    }
  }
}

/** Without workers (an old browser, a test without one) typing may wait, but all works. */
function connectHere(): Connect {
  const { port1, port2 } = new MessageChannel();
  hostHere(port2).catch(() => {
    // Its script did not come: what waits for it is told, and who tries again begins anew.
    port1.dispatchEvent(new Event('error'));
    connect = null;
    byClient.clear();
  });
  port1.start();
  return connectCatalogues(port1);
}

async function hostHere(port: MessagePort): Promise<void> {
  const { hostCatalogues } = await import('../listing/catalogue/catalogueHost.ts');
  hostCatalogues(port);
  port.start();
}
