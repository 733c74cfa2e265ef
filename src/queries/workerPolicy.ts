import workerAddress from '../listing/catalogue/catalogueWorker.ts?worker&url';

interface TrustedTypePolicy {
  createScriptURL: (address: string) => string;
}

declare global {
  interface Window {
    trustedTypes?: {
      createPolicy: (name: string, rules: TrustedTypePolicy) => TrustedTypePolicy;
    };
  }
}

const policy = createWorkerPolicy();

/**
 * The address of the catalogue's worker, as the page's Content-Security-Policy demands it.
 * @throws TypeError where that policy demands more than a text and this page could not create the one
 * Trusted Types policy that it allows
 */
export function workerUrl(): string {
  return policy === null ? workerAddress : policy.createScriptURL(workerAddress);
}

/**
 * Creates the page's one Trusted Types policy, which accepts the worker's address and no other. The
 * name can be used once: this module is in the first script of the page, so that no script that comes
 * later can create a policy of that name with other rules.
 */
function createWorkerPolicy(): TrustedTypePolicy | null {
  try {
    return (
      window.trustedTypes?.createPolicy('catalogue-worker', {
        createScriptURL: (address) => {
          if (address === workerAddress) return address;
          throw new TypeError(`${address} is not the catalogue's worker`);
        },
      }) ?? null
    );
  } catch {
    // A stricter policy of the host, or an extension that took the name: the page works without a worker.
    return null;
  }
}
