import { type Catalogue, createCatalogue } from './catalogue.ts';

/** What goes to the worker: a method of the catalogue of this key, or `drop` to forget it. */
export interface Call {
  id: number;
  key: string;
  method: keyof Catalogue | 'drop';
  args: readonly unknown[];
}

/** What comes back; `never`, because only the caller knows the type of what was asked for. */
export type Reply = { id: number; result: never } | { id: number; error: string };

/** Answers the calls that come through `port`, from one catalogue for each key. */
export function hostCatalogues(port: {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Call>) => void): void;
}): void {
  const catalogues = new Map<string, Catalogue>();
  const answer = ({ key, method, args }: Call): unknown => {
    if (method === 'drop') {
      catalogues.delete(key);
      return undefined;
    }
    const catalogue = catalogues.get(key) ?? createCatalogue();
    catalogues.set(key, catalogue);
    // The other end is typed: the arguments are those of the method.
    return Reflect.apply(catalogue[method], catalogue, args);
  };
  port.addEventListener('message', ({ data }) => {
    try {
      port.postMessage({ id: data.id, result: answer(data) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      port.postMessage({ id: data.id, error: message });
    }
  });
}
