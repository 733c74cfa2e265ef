/**
 * Looks after the keyboard's place: where what had the focus goes away (a button that takes itself
 * away with what it does, a row of the page before), the focus goes to the heading, or into the
 * dialog that is open. Watches the document, of which no component knows the whole.
 */
export function keepFocus(): void {
  let last: Element | null = null;
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof Element ? target : null;
  });
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null) return;
    // Some browsers say so when the element goes away, too: by then it has not gone yet.
    queueMicrotask(() => {
      if (last === target && last?.isConnected && hasNoFocus()) last = null;
    });
  });
  new MutationObserver(() => {
    if (last === null || last.isConnected || !hasNoFocus()) return;
    last = null;
    const dialog = [...document.querySelectorAll('dialog:modal')].at(-1);
    if (dialog === undefined) focusHeading();
    else dialog.querySelector<HTMLElement>('button, input, a[href]')?.focus();
  }).observe(document.body, { childList: true, subtree: true });
}

function hasNoFocus(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/**
 * Puts the focus on the page's heading: where a button takes itself away with what it does, the
 * heading, which says what is shown now, is the next thing to read.
 */
export function focusHeading(): void {
  // Nothing jumps: on a phone the heading may be far above what is being read.
  document.querySelector('h1')?.focus({ preventScroll: true });
}
