/**
 * Puts rows into the document in the order of their indexes, which is the one that is read and
 * tabbed through. A row that has the focus would lose it if it were moved: the others move.
 */
export function orderRows(rows: ReadonlyMap<number, { tr: HTMLTableRowElement }>): void {
  const sorted = [...rows].toSorted(([a], [b]) => a - b).map(([, { tr }]) => tr);
  const focused = sorted.findIndex((tr) => tr.contains(document.activeElement));
  const start = Math.max(0, focused);
  for (let place = start - 1; place >= 0; place--) {
    const [tr, next] = [sorted[place], sorted[place + 1]];
    if (tr !== undefined && next !== undefined && tr.nextSibling !== next) next.before(tr);
  }
  for (let place = start + 1; place < sorted.length; place++) {
    const [tr, before] = [sorted[place], sorted[place - 1]];
    if (tr !== undefined && before !== undefined && tr.previousSibling !== before) before.after(tr);
  }
}
