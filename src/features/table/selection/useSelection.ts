import { useSyncExternalStore } from 'react';
import type { Asked } from '../../../url/searchParams.ts';
import type { Source } from '../../../api/source.ts';
import { noFilters } from '../../../domain/filters.ts';
import { nothingSelected, type Selection } from '../../../domain/selection.ts';

/** The selection, and the result that it belongs to. It is neither in the URL nor in the browser's storage. */
let current = { result: '', selection: nothingSelected };
const listeners = new Set<() => void>();

/**
 * The selected files of the result that `asked` describes: the same on all pages and in every order. Another result has
 * none.
 */
export function useSelection(source: Source, asked: Asked): Selection {
  const result = resultOf(source, asked);
  return useSyncExternalStore(subscribe, () => selectionOf(result));
}

/** Changes the selection, depending on the current one. */
export function changeSelection(
  source: Source,
  asked: Asked,
  change: (selection: Selection) => Selection,
): void {
  const result = resultOf(source, asked);
  current = { result, selection: change(selectionOf(result)) };
  for (const listener of listeners) listener();
}

function selectionOf(result: string): Selection {
  return current.result === result ? current.selection : nothingSelected;
}

function resultOf(source: Source, asked: Asked): string {
  const filters = Object.entries(asked).filter(([name]) => name in noFilters);
  return JSON.stringify([source.name, filters]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
