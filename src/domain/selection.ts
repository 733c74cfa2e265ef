import { type Filters, sortedUnique } from './filters.ts';

/** Files picked out of a result, by id: these (`some`), or all of the result but these (`all`). */
export interface Selection {
  readonly mode: 'some' | 'all';
  readonly ids: ReadonlySet<number>;
}

export const noSelection: Selection = { mode: 'some', ids: new Set() };
export const allSelected: Selection = { mode: 'all', ids: new Set() };

export function isSelected({ mode, ids }: Selection, id: number): boolean {
  return ids.has(id) === (mode === 'some');
}

/** The selection with the files `ids` of the result taken into it, or left out of it. */
export function select(selection: Selection, ids: Iterable<number>, isWanted: boolean): Selection {
  const named = new Set(selection.ids);
  for (const id of ids) {
    if (isWanted === (selection.mode === 'some')) named.add(id);
    else named.delete(id);
  }
  return { mode: selection.mode, ids: named };
}

/** How many files are selected of a result of `count`; null where that must be known and is not. */
export function countSelected({ mode, ids }: Selection, count: number | null): number | null {
  if (mode === 'some') return ids.size;
  return count === null ? null : Math.max(0, count - ids.size);
}

/** What to ask, on top of `filters`, for just the selected files of the result of `filters`. */
export function selectedOf(filters: Filters, { mode, ids }: Selection): Partial<Filters> {
  if (mode === 'some') return { id: sortedUnique([...ids]) };
  return { id__not: sortedUnique([...filters.id__not, ...ids]) };
}
