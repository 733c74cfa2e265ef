/** The key in the session storage of the script that reloaded the page last. Its name changes with each release. */
const NOTE = 'open-humans-data-explorer:loaded-again-by';

let decided = Promise.resolve();

/** Settles when it is clear that the page stays, and never where it is being loaded again. */
export function untilItStays(): Promise<void> {
  return decided;
}

/**
 * Reloads the page, once, when one of its chunks no longer exists on the host: there is probably a newer release. The
 * URL stays the same. A chunk that still exists but failed to load, such as while the device was offline, is no reason:
 * the next use of it imports it again, and a reload would lose what the user has typed. The page also stays while
 * `isBusy`, while a dialog contains fields, and while the host does not respond.
 */
export function loadAgainWhenOld(isBusy: () => boolean): void {
  window.addEventListener('vite:preloadError', ({ payload }) => {
    decided = decided.then(() => loadAgain(payload, isBusy));
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
    if (sessionStorage.getItem(NOTE) === import.meta.url) return;
    if (!(await isGone(problem))) return;
    if (!(await fetchHead('')).ok) return;
    sessionStorage.setItem(NOTE, import.meta.url);
  } catch {
    // The host does not respond, or the browser stores no notes and the page might reload for ever.
    return;
  }
  window.location.reload();
  await new Promise(() => {});
}

/** Tells whether the host no longer has the chunk that failed to load; also where it sends a page in its place. */
async function isGone(problem: unknown): Promise<boolean> {
  // Not every browser names the chunk. A new name of any chunk also changes the name of this one, which contains it.
  const url = /https?:\S+/.exec(String(problem))?.[0] ?? import.meta.url;
  const { status, headers } = await fetchHead(url);
  return (
    status === 404 || status === 410 || /^text\/html\b/.test(headers.get('Content-Type') ?? '')
  );
}

/** Sends a HEAD request to the page's host; an empty URL is the page's own. */
function fetchHead(url: string): Promise<Response> {
  return fetch(url, { method: 'HEAD', cache: 'no-store', credentials: 'omit' });
}
