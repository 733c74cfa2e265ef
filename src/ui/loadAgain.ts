import { PREFIX } from './stored.ts';

/** The script that tried last to load the page again: its name is another in each release. */
const NOTE = `${PREFIX}loaded-again-by`;

let decided = Promise.resolve();

/** Settles when it is clear that the page stays, and never where it is being loaded again. */
export function untilItStays(): Promise<void> {
  return decided;
}

/**
 * Loads the page again, once, when a part of it is gone: there is probably a newer release, without
 * the old one's parts. The address stays. Nothing is lost that would be missed: the page stays while
 * `isBusy`, while a dialog holds what may have been typed, and where nobody answers.
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
    // Not every browser says which part it is. One that cannot be asked for is not gone.
    await ask(/https?:\S+/.exec(String(problem))?.[0] ?? '');
    if (!(await ask('')).ok) return;
    sessionStorage.setItem(NOTE, import.meta.url);
  } catch {
    // Nobody answers, or the browser keeps no notes, and the page might be loaded again for ever.
    return;
  }
  window.location.reload();
  await new Promise(() => {});
}

/** Asks the page's host whether something is there; an empty address is the page's own. */
function ask(address: string): Promise<Response> {
  return fetch(address, { method: 'HEAD', cache: 'no-store', credentials: 'omit' });
}
