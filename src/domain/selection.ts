import { type Filters, sortedUnique } from './filters.ts';

/** Selected files of a result: those with these ids (`some`), or all except those (`all`). */
export interface Selection {
  readonly mode: 'some' | 'all';
  readonly ids: ReadonlySet<number>;
}

export const noSelection: Selection = { mode: 'some', ids: new Set() };
export const allSelected: Selection = { mode: 'all', ids: new Set() };

export function isSelected({ mode, ids }: Selection, id: number): boolean {
  return ids.has(id) === (mode === 'some');
}

/** The selection after selecting or deselecting the files `ids`. */
export function select(selection: Selection, ids: Iterable<number>, isWanted: boolean): Selection {
  const named = new Set(selection.ids);
  for (const id of ids) {
    if (isWanted === (selection.mode === 'some')) named.add(id);
    else named.delete(id);
  }
  return { mode: selection.mode, ids: named };
}

/** How many files are selected of a result of `count` files; null if that depends on an unknown `count`. */
export function countSelected({ mode, ids }: Selection, count: number | null): number | null {
  if (mode === 'some') return ids.size;
  return count === null ? null : Math.max(0, count - ids.size);
}

/** The changes to `filters` that leave only the selected files of their result. */
export function selectedOf(filters: Filters, { mode, ids }: Selection): Partial<Filters> {
  if (mode === 'some') return { id: sortedUnique([...ids]) };
  return { id__not: sortedUnique([...filters.id__not, ...ids]) };
}
