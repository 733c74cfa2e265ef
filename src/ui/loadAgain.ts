/** The script that tried last to load the page again: its name is another in each release. */
const NOTE = 'loaded-again-by';

let decided = Promise.resolve();

/** Settles when it is clear that the page stays, and never where it is being loaded again. */
export function untilItStays(): Promise<void> {
  return decided;
}

/**
 * Loads the page again, once, when a part of it does not come: there is probably a newer release,
 * without the old one's parts. The address stays. Nothing is lost that would be missed: the page
 * stays while `isBusy`, while a dialog holds what may have been typed, and where nobody answers.
 */
export function loadAgainWhenOld(isBusy: () => boolean): void {
  window.addEventListener('vite:preloadError', () => {
    decided = decided.then(() => loadAgain(isBusy));
  });
}

async function loadAgain(isBusy: () => boolean): Promise<void> {
  try {
    if (isBusy() || document.querySelector('dialog[open] :is(input, textarea)') !== null) return;
    if (sessionStorage.getItem(NOTE) === import.meta.url) return;
    const { ok } = await fetch('', {
      method: 'HEAD',
      cache: 'no-store',
      credentials: 'omit',
    });
    if (!ok) return;
    sessionStorage.setItem(NOTE, import.meta.url);
  } catch {
    // Nobody answers, or the browser keeps no notes, and the page might be loaded again for ever.
    return;
  }
  window.location.reload();
  await new Promise(() => {});
}
