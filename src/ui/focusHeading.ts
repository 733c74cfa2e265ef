/**
 * Puts the focus on the page's heading: where a button takes itself away with what it does, the
 * heading, which says what is shown now, is the next thing to read.
 */
export function focusHeading(): void {
  // Nothing jumps: on a phone the heading may be far above what is being read.
  document.querySelector('h1')?.focus({ preventScroll: true });
}
