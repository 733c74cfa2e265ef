import { type Endpoint, wrap } from 'comlink';
import type { Catalogue } from './catalogue.ts';
import type { CatalogueHost } from './host.ts';

/** A catalogue in a worker. It processes calls in the order in which they are made. */
export type AsyncCatalogue = {
  [Method in keyof Catalogue]: (
    ...args: Parameters<Catalogue[Method]>
  ) => Promise<ReturnType<Catalogue[Method]>>;
} & {
  /** Removes everything that was added. The next call begins with an empty catalogue. */
  drop(): Promise<void>;
};

/**
 * Connects to the catalogues that `hostCatalogues` serves at the other end of `port`, a worker or a `MessagePort`.
 * An error there rejects the call with the same message. If the worker dies, all pending and later calls reject.
 * @returns the catalogue of a key
 */
export function connectCatalogues(port: Endpoint): (key: string) => AsyncCatalogue {
  const host = wrap<CatalogueHost>(port);
  const pending = new Set<(error: Error) => void>();
  let death: Error | null = null;
  // Comlink does not watch for the death of a worker: its calls would stay pending for ever.
  const die = () => {
    death = new Error('The catalogue has stopped working.');
    for (const reject of pending) reject(death);
    pending.clear();
  };
  port.addEventListener('error', die);
  // A message that cannot be deserialized does not tell to which call it belongs.
  port.addEventListener('messageerror', die);

  const track = <Result>(send: () => Promise<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (death !== null) {
        reject(death);
        return;
      }
      pending.add(reject);
      void send()
        .then(resolve, reject)
        .finally(() => pending.delete(reject));
    });
  return (key) => ({
    add: (...args) => track(() => host.add(key, ...args)),
    remove: (...args) => track(() => host.remove(key, ...args)),
    setDataTypes: (...args) => track(() => host.setDataTypes(key, ...args)),
    setProjects: (...args) => track(() => host.setProjects(key, ...args)),
    query: (...args) => track(() => host.query(key, ...args)),
    facets: (...args) => track(() => host.facets(key, ...args)),
    drop: () => track(() => host.drop(key)),
  });
}
