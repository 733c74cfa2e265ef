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
 * Creates the page's only Trusted Types policy, which accepts the worker's URL and no other. Call it once, in the first
 * script of the page: a name can be used only once, and no later script must create a policy of that name.
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
    // A stricter policy of the host, or an extension that uses the name: the page works without a worker.
  }
}

/**
 * The URL of the catalogue's worker, as the page's Content-Security-Policy requires it. Plain text if there is no Trusted
 * Types policy; a browser that requires one rejects it.
 */
export function workerUrl(): string {
  return policy === null ? workerAddress : policy.createScriptURL(workerAddress);
}
