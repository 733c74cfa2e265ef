import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Source } from '../api/source.ts';
import { noFilters } from '../domain/filters.ts';
import { noSelection, type Selection } from '../domain/selection.ts';
import type { SearchParams } from '../url/searchParams.ts';

/** In memory only: neither in the URL nor in the browser's storage. */
interface SelectionState {
  /** The result that the selection belongs to: its source and filters. */
  result: string;
  selection: Selection;
}

const store = createStore<SelectionState>(() => ({ result: '', selection: noSelection }));

/**
 * The selected files of the result that `params` describes: the same on all pages and in every order. Another result
 * has its own selection, which is empty at first.
 */
export function useSelection(source: Source, params: SearchParams): Selection {
  const result = resultOf(source, params);
  return useStore(store, (state) => selectionOf(state, result));
}

/** Changes the selection of a result, depending on its current one. The selection of any other result ends. */
export function changeSelection(
  source: Source,
  params: SearchParams,
  change: (selection: Selection) => Selection,
): void {
  const result = resultOf(source, params);
  store.setState({ result, selection: change(selectionOf(store.getState(), result)) });
}

function selectionOf({ result, selection }: SelectionState, wanted: string): Selection {
  return result === wanted ? selection : noSelection;
}

function resultOf(source: Source, params: SearchParams): string {
  const filters = Object.entries(params).filter(([name]) => name in noFilters);
  return JSON.stringify([source.name, filters]);
}
