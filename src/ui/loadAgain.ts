/** Storage key for the URL of the script that last reloaded the page. The URL is different in each release. */
const RELOADED_BY = 'open-humans-data-explorer:loaded-again-by';

let decision = Promise.resolve();

/** Resolves when the page has decided not to reload. Never settles if the page reloads. */
export function untilNotReloading(): Promise<void> {
  return decision;
}

/**
 * Reloads the page, once, when one of its chunks no longer exists on the host, because there is probably a newer
 * release. The URL stays the same. Does not reload if the chunk still exists, for example after the device was offline:
 * the next use imports it again, and a reload would lose what the user has typed. Does not reload either while `isBusy`
 * returns true, while an open dialog contains fields, or while the host does not respond.
 */
export function loadAgainWhenOld(isBusy: () => boolean): void {
  window.addEventListener('vite:preloadError', ({ payload }) => {
    decision = decision.then(() => loadAgain(payload, isBusy));
  });
}

async function loadAgain(problem: unknown, isBusy: () => boolean): Promise<void> {
  try {
    if (
      !navigator.onLine ||
      isBusy() ||
      document.querySelector('dialog[open] :is(input, textarea)') !== null
    )
      return;
    if (sessionStorage.getItem(RELOADED_BY) === import.meta.url) return;
    if (!(await isGone(problem))) return;
    if (!(await fetchHead('')).ok) return;
    sessionStorage.setItem(RELOADED_BY, import.meta.url);
  } catch {
    // The host does not respond, or `sessionStorage` is unavailable, and the page might reload endlessly.
    return;
  }
  window.location.reload();
  await new Promise(() => {});
}

/** Whether the host no longer has the chunk that failed to load. Some hosts send an HTML page instead of an error. */
async function isGone(problem: unknown): Promise<boolean> {
  // Some browsers do not name the chunk in the error. This chunk contains the names of all others, so a change of any
  // of them also changes its own name.
  const url = /https?:\S+/.exec(String(problem))?.[0] ?? import.meta.url;
  const { status, headers } = await fetchHead(url);
  return (
    status === 404 || status === 410 || /^text\/html\b/.test(headers.get('Content-Type') ?? '')
  );
}

/** Sends a HEAD request. An empty URL is the URL of the page. */
function fetchHead(url: string): Promise<Response> {
  return fetch(url, { method: 'HEAD', cache: 'no-store', credentials: 'omit' });
}
