import type { QueryClient } from '@tanstack/react-query';
import type { Source } from '../api/source.ts';
import {
  type AsyncCatalogue,
  catalogueHere,
  connectCatalogues,
} from '../listing/catalogueClient.ts';
import { type Plan, planKey } from '../listing/plan.ts';
import { startCatalogueWorker } from './catalogueWorkerPort.ts';

// What has been read is known for as long as the client that read it, and goes with it.
const byClient = new WeakMap<QueryClient, Map<string, AsyncCatalogue>>();
let connect: ((key: string) => AsyncCatalogue) | null = null;

/** The catalogue of what has been read of a plan's list; made empty at the first call. */
export function catalogueOf(client: QueryClient, source: Source, plan: Plan): AsyncCatalogue {
  const catalogues = byClient.get(client) ?? new Map<string, AsyncCatalogue>();
  byClient.set(client, catalogues);
  const key = `${source.name} ${planKey(plan)}`;
  const known = catalogues.get(key);
  if (known !== undefined) return known;
  const catalogue = makeCatalogue(key);
  catalogues.set(key, catalogue);
  return catalogue;
}

function makeCatalogue(key: string): AsyncCatalogue {
  connect ??= connectOnce();
  return connect(key);
}

function connectOnce(): (key: string) => AsyncCatalogue {
  const port = startCatalogueWorker();
  // Without workers (an old browser, a test without one) typing may wait, but all works.
  return port === null ? () => catalogueHere() : connectCatalogues(port);
}
