import { workerUrl } from './workerPolicy.ts';

/** Starts the worker that holds the catalogues; null where no worker can be had. */
export function startCatalogueWorker(): Worker | null {
  if (typeof Worker === 'undefined') return null;
  try {
    return new Worker(workerUrl(), { type: 'module', name: 'catalogue' });
  } catch {
    return null;
  }
}
