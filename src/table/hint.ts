let hinted: HTMLElement | null = null;

/**
 * Gives a cell its tooltip, and takes it from any other: there is one pointer. To write one into each
 * cell, which few point at, would restyle most of what is in the rows.
 */
export function setHint(cell: HTMLElement, text: string): void {
  clearHint();
  if (text === '') return;
  cell.title = text;
  hinted = cell;
}

/** A cell that is filled anew has another file's tooltip no more. */
export function clearHint(): void {
  hinted?.removeAttribute('title');
  hinted = null;
}
