import type { Catalogue } from './catalogue.ts';
import type { Call, Reply } from './host.ts';

/** A catalogue that answers later, from wherever it is. Calls are answered in the order of asking. */
export type AsyncCatalogue = {
  [Method in keyof Catalogue]: (
    ...args: Parameters<Catalogue[Method]>
  ) => Promise<ReturnType<Catalogue[Method]>>;
} & {
  /** Forgets all that was added; used again, it begins anew. */
  drop(): Promise<void>;
};

/** A worker, or a port that leads to one; see `hostCatalogues` for the other end. */
export interface Port {
  postMessage(message: Call): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Reply>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: () => void): void;
}

interface Pending {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/**
 * The catalogues behind `port`, one for each key. What throws there rejects here with the same
 * message. When the worker dies, everything that is pending rejects, and all that is asked later.
 */
export function connectCatalogues(port: Port): (key: string) => AsyncCatalogue {
  const pending = new Map<number, Pending>();
  let dead: Error | null = null;
  let calls = 0;

  port.addEventListener('message', ({ data }) => {
    const call = pending.get(data.id);
    pending.delete(data.id);
    if ('error' in data) call?.reject(new Error(data.error));
    else call?.resolve(data.result);
  });
  const die = () => {
    dead = new Error('The catalogue has stopped working.');
    for (const { reject } of pending.values()) reject(dead);
    pending.clear();
  };
  port.addEventListener('error', die);
  // A message that cannot be read says not even which call it answers.
  port.addEventListener('messageerror', die);

  const send = <Result>(key: string, method: Call['method'], args: readonly unknown[]) =>
    new Promise<Result>((resolve, reject) => {
      if (dead !== null) {
        reject(dead);
        return;
      }
      const id = calls++;
      // First the message: where it cannot be cloned, this throws, and nothing is pending.
      port.postMessage({ id, key, method, args });
      pending.set(id, { resolve, reject });
    });

  return (key) => ({
    add: (...args) => send(key, 'add', args),
    remove: (...args) => send(key, 'remove', args),
    setDataTypes: (...args) => send(key, 'setDataTypes', args),
    setProjects: (...args) => send(key, 'setProjects', args),
    answer: (...args) => send(key, 'answer', args),
    facets: (...args) => send(key, 'facets', args),
    drop: () => send(key, 'drop', []),
  });
}
