/**
 * Restores the focus when the focused element is removed, such as a button that removes itself, or a row of the
 * previous page: moves it to the heading, or into the open dialog. Watches the whole document, because the elements
 * belong to many components.
 */
export function keepFocus(): void {
  let last: Element | null = null;
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof Element ? target : null;
  });
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null) return;
    // Some browsers also fire this event when the element is removed, shortly before it is disconnected.
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

/** Focuses the heading of the page, which describes the result. Use this when a button removes itself. */
export function focusHeading(): void {
  // Without scrolling: on a phone, the heading may be far above the content that the user reads.
  document.querySelector('h1')?.focus({ preventScroll: true });
}
