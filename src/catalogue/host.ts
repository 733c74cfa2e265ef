import { type Endpoint, expose } from 'comlink';
import { type Catalogue, createCatalogue } from './catalogue.ts';

/** The methods of `Catalogue`, for the catalogue of a key. The first call for a key creates an empty one. */
export type CatalogueHost = {
  [Method in keyof Catalogue]: (
    key: string,
    ...args: Parameters<Catalogue[Method]>
  ) => ReturnType<Catalogue[Method]>;
} & {
  /** Removes the catalogue of a key, and frees its memory. */
  drop: (key: string) => void;
};

/**
 * Serves catalogues through `port`, one for each key. Without a `port`, serves the page that started this worker.
 * An error in a method rejects the caller's promise.
 */
export function hostCatalogues(port?: Endpoint): void {
  const catalogues = new Map<string, Catalogue>();
  const of = (key: string): Catalogue => {
    const catalogue = catalogues.get(key) ?? createCatalogue();
    catalogues.set(key, catalogue);
    return catalogue;
  };
  const host: CatalogueHost = {
    add: (key, ...args) => of(key).add(...args),
    remove: (key, ...args) => of(key).remove(...args),
    setDataTypes: (key, ...args) => of(key).setDataTypes(...args),
    setProjects: (key, ...args) => of(key).setProjects(...args),
    query: (key, ...args) => of(key).query(...args),
    facets: (key, ...args) => of(key).facets(...args),
    drop: (key) => {
      catalogues.delete(key);
    },
  };
  expose(host, port);
}
