/** Whatever of a cell can have the focus. */
const CONTROLS = 'a[href], button, input';

/** The row that something in the table's body belongs to; null for what is in an open menu. */
export function rowAround(element: EventTarget | null): HTMLTableRowElement | null {
  if (!(element instanceof Element) || element.closest('[popover]') !== null) return null;
  return element.closest('tr');
}

/**
 * Moves the focus to the row that is `by` rows further, or to the nearest one beyond it that has
 * a control in the same column. Gives whether there is such a row among those that are drawn.
 */
export function focusBeside(row: HTMLTableRowElement, control: Element, by: -1 | 1): boolean {
  const cell = control.closest<HTMLElement>('td');
  const column = cell?.dataset['column'] ?? '';
  const place = [...(cell?.querySelectorAll(CONTROLS) ?? [])].indexOf(control);
  const first = rowAt(row, by);
  for (let next = first, step = by; next !== null; step += by, next = rowAt(row, step)) {
    const controls = controlsIn(next, column);
    const target = controls[Math.min(place, controls.length - 1)];
    if (target !== undefined) return focus(next, target);
  }
  const name = first === null ? undefined : controlsIn(first, 'file')[0];
  if (first !== null && name !== undefined) return focus(first, name);
  return false;
}

/** Moves the focus to the heading of the column that `control` is in. */
export function focusHeadingOf(control: Element): void {
  const column = control.closest<HTMLElement>('td')?.dataset['column'] ?? '';
  const head = control.closest('table')?.tHead;
  head?.querySelector<HTMLElement>(`[data-column="${column}"] :is(${CONTROLS})`)?.focus();
}

/** Puts the focus on the row's file name, and follows it. */
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
  // The whole row, not only the control in it.
  row.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return true;
}
