import workerAddress from '../catalogue/worker.ts?worker&url';

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

let policy: TrustedTypePolicy | null = null;

/**
 * Creates the page's one Trusted Types policy, which accepts the worker's address and no other. Call
 * it once, in the first script of the page: the name can be used once, and a script that comes later
 * must not create a policy of that name with other rules.
 */
export function createWorkerPolicy(): void {
  try {
    policy =
      window.trustedTypes?.createPolicy('catalogue-worker', {
        createScriptURL: (address) => {
          if (address === workerAddress) return address;
          throw new TypeError(`${address} is not the catalogue's worker`);
        },
      }) ?? null;
  } catch {
    // A stricter policy of the host, or an extension that took the name: the page works without a worker.
  }
}

/**
 * The address of the catalogue's worker, as the page's Content-Security-Policy demands it. Without a
 * Trusted Types policy it is plain text, which a browser that demands more refuses.
 */
export function workerUrl(): string {
  return policy === null ? workerAddress : policy.createScriptURL(workerAddress);
}
