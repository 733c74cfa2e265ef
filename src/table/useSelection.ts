import { useSyncExternalStore } from 'react';
import type { Asked } from '../address/parameters.ts';
import type { Source } from '../api/source.ts';
import { noFilters } from '../listing/filters.ts';
import { nothingSelected, type Selection } from '../listing/selection.ts';

/** What is selected, of the one result that it belongs to. Neither address nor storage knows of it. */
let kept = { of: '', selection: nothingSelected };
const listeners = new Set<() => void>();

/**
 * What is selected of the result that `asked` describes: the same on all of its pages and in every
 * order. Of any other result nothing is.
 */
export function useSelection(source: Source, asked: Asked): Selection {
  const of = resultOf(source, asked);
  return useSyncExternalStore(subscribe, () => (kept.of === of ? kept.selection : nothingSelected));
}

/** Selects anew, by what is selected now. */
export function changeSelection(
  source: Source,
  asked: Asked,
  change: (selection: Selection) => Selection,
): void {
  const of = resultOf(source, asked);
  kept = { of, selection: change(kept.of === of ? kept.selection : nothingSelected) };
  for (const listener of listeners) listener();
}

function resultOf(source: Source, asked: Asked): string {
  const filters = Object.entries(asked).filter(([name]) => name in noFilters);
  return JSON.stringify([source.name, filters]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
