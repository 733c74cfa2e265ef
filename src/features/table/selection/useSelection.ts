import { useSyncExternalStore } from 'react';
import type { SearchParams } from '../../../url/searchParams.ts';
import type { Source } from '../../../api/source.ts';
import { noFilters } from '../../../domain/filters.ts';
import { noSelection, type Selection } from '../../../domain/selection.ts';

/** The selection, and the result that it belongs to. It is neither in the URL nor in the browser's storage. */
let current = { result: '', selection: noSelection };
const listeners = new Set<() => void>();

/**
 * The selected files of the result that `asked` describes: the same on all pages and in every order. Another result has
 * none.
 */
export function useSelection(source: Source, params: SearchParams): Selection {
  const result = resultOf(source, params);
  return useSyncExternalStore(subscribe, () => selectionOf(result));
}

/** Changes the selection, depending on the current one. */
export function changeSelection(
  source: Source,
  params: SearchParams,
  change: (selection: Selection) => Selection,
): void {
  const result = resultOf(source, params);
  current = { result, selection: change(selectionOf(result)) };
  for (const listener of listeners) listener();
}

function selectionOf(result: string): Selection {
  return current.result === result ? current.selection : noSelection;
}

function resultOf(source: Source, params: SearchParams): string {
  const filters = Object.entries(params).filter(([name]) => name in noFilters);
  return JSON.stringify([source.name, filters]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
