const BASE_MS = 500;
const CAP_MS = 20_000;
/** A timer set for longer would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Milliseconds to wait before attempt number `attempt` (1 = the first repetition): exponential
 * from half a second to 20 s, with "equal jitter" (half fixed, half random) so that many pages
 * that failed together do not come back together. `retryAfter` (seconds, from the server) is a
 * lower bound. Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
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

/** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it is aborted. */
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
