const BASE_MS = 500;
const CAP_MS = 20_000;
/** Timers with a longer delay fire immediately. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The delay before retry number `attempt` (from 1), in ms: exponential from 0.5 s to 20 s, with "equal jitter" (half
 * fixed, half random), so that clients that failed together do not retry together. At least `retryAfter`, in seconds.
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
 */
export function backoff(
  attempt: number,
  retryAfter: number | null,
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
  const jittered = ceiling / 2 + (random() * ceiling) / 2;
  return Math.max(jittered, (retryAfter ?? 0) * 1000);
}

/** Resolves after `ms` milliseconds. Rejects with the signal's reason when it is aborted. */
export function delay(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const resume = () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(resume, Math.min(ms, LONGEST_TIMER_MS));
    signal?.addEventListener('abort', stop, { once: true });
  });
}
