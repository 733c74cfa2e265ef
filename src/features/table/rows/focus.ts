const CONTROLS = 'a[href], button, input';

/** The row that contains `element`; null if it is in no row, or in an open menu. */
export function closestRow(element: EventTarget | null): HTMLTableRowElement | null {
  if (!(element instanceof Element) || element.closest('[popover]') !== null) return null;
  return element.closest('tr');
}

/**
 * Moves the focus from `control` to the same column of the next rendered row, in the direction `by`, that has a control
 * there; if no row has one, to the file name of the adjacent row. Returns false if the adjacent row is not rendered.
 */
export function focusAdjacentRow(row: HTMLTableRowElement, control: Element, by: -1 | 1): boolean {
  const cell = control.closest<HTMLElement>('td');
  const column = cell?.dataset['column'] ?? '';
  const place = [...(cell?.querySelectorAll(CONTROLS) ?? [])].indexOf(control);
  const adjacent = rowAt(row, by);
  for (let next = adjacent, step = by; next !== null; step += by, next = rowAt(row, step)) {
    const controls = controlsIn(next, column);
    const target = controls[Math.min(place, controls.length - 1)];
    if (target !== undefined) return focus(next, target);
  }
  const name = adjacent === null ? undefined : controlsIn(adjacent, 'file')[0];
  if (adjacent !== null && name !== undefined) return focus(adjacent, name);
  return false;
}

/** Moves the focus to the heading of the column of `control`. */
export function focusHeadingOf(control: Element): void {
  const column = control.closest<HTMLElement>('td')?.dataset['column'] ?? '';
  const head = control.closest('table')?.tHead;
  head?.querySelector<HTMLElement>(`[data-column="${column}"] :is(${CONTROLS})`)?.focus();
}

/** Moves the focus to the row's file name, and follows its link. */
export function openRow(row: HTMLTableRowElement): void {
  const [name] = controlsIn(row, 'file');
  name?.focus({ preventScroll: true });
  name?.click();
}

function controlsIn(row: HTMLTableRowElement, column: string): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(`[data-column="${column}"] :is(${CONTROLS})`)];
}

function rowAt(row: HTMLTableRowElement, by: number): HTMLTableRowElement | null {
  const index = Number(row.getAttribute('aria-rowindex')) + by;
  return row.parentElement?.querySelector(`tr[aria-rowindex="${index}"]`) ?? null;
}

function focus(row: HTMLTableRowElement, target: HTMLElement): true {
  target.focus({ preventScroll: true });
  // Scrolls to the whole row, not only to the control.
  row.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return true;
}
