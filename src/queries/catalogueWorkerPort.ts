import workerAddress from '../listing/catalogue/catalogueWorker.ts?worker&url';

/**
 * Starts the worker that holds the catalogues; null where no worker can be had. Under the page's
 * policy a worker's address must be vouched for: the one Trusted Types policy of the page accepts
 * this address and no other.
 */
export function startCatalogueWorker(): Worker | null {
  if (typeof Worker === 'undefined') return null;
  try {
    return new Worker(trusted(workerAddress), { type: 'module', name: 'catalogue' });
  } catch {
    return null;
  }
}

interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ) => { createScriptURL: (address: string) => string };
}

declare global {
  interface Window {
    trustedTypes?: TrustedTypes;
  }
}

function trusted(address: string): string {
  if (window.trustedTypes === undefined) return address;
  const policy = window.trustedTypes.createPolicy('catalogue-worker', {
    createScriptURL: (asked) => {
      if (asked === workerAddress) return asked;
      throw new TypeError(`${asked} is not the catalogue's worker`);
    },
  });
  return policy.createScriptURL(address);
}
