let current: HTMLElement | null = null;

/**
 * Gives a cell its tooltip, and removes the previous one: there is only one pointer. Setting tooltips on all cells
 * would restyle most elements of each row, and the user reads few of them.
 */
export function showTooltip(cell: HTMLElement, text: string): void {
  hideTooltip();
  if (text === '') return;
  cell.title = text;
  current = cell;
}

/** Call this before a cell shows another file. */
export function hideTooltip(): void {
  current?.removeAttribute('title');
  current = null;
}
