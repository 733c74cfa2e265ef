import type { QueryClient } from '@tanstack/react-query';
import type { Source } from '../api/source.ts';
import { type AsyncCatalogue, connectCatalogues } from '../listing/catalogueClient.ts';
import { type Plan, planKey } from '../listing/plan.ts';
import { startCatalogueWorker } from './catalogueWorkerPort.ts';

// What has been read is known for as long as the client that read it, and goes with it.
const byClient = new WeakMap<QueryClient, Map<string, AsyncCatalogue>>();
let connect: ((key: string) => AsyncCatalogue) | null = null;
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

function connectOnce(): (key: string) => AsyncCatalogue {
  const worker = startCatalogueWorker();
  if (worker !== null) return connectCatalogues(worker);
  // Without workers (an old browser, a test without one) the catalogues live in this very thread:
  // typing may wait, but all works.
  const { port1, port2 } = new MessageChannel();
  void hostHere(port2);
  port1.start();
  return connectCatalogues(port1);
}

async function hostHere(port: MessagePort): Promise<void> {
  const { hostCatalogues } = await import('../listing/catalogueHost.ts');
  hostCatalogues(port);
  port.start();
}
