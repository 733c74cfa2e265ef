import { useRef } from 'react';
import type { Asked } from '../address/parameters.ts';
import type { DataFile } from '../api/schemas.ts';
import { isSelected, select } from '../listing/selection.ts';
import { useSource } from '../queries/sources.ts';
import { changeSelection } from './useSelection.ts';

interface RowSelection {
  /**
   * Selects the row at `index`, or lets it go; with `isRange` all rows from the one before, too,
   * where all of these are at hand.
   */
  pick: (index: number, isRange: boolean) => void;
  /** Goes from one row to the next, selecting both; on the way back it lets go what it selected. */
  extend: (from: number, to: number) => void;
}

type FileAt = (index: number) => DataFile | null | undefined;

/** Selects rows, by their files; `fileAt` gives undefined for rows that are not at hand. */
export function useRowSelection(fileAt: FileAt, asked: Asked): RowSelection {
  const source = useSource();
  // Where a range begins: by id, too, since the rows of another page do not have it.
  const anchor = useRef<{ index: number; id: number }>(null);
  const set = (from: number, to: number, isWanted: boolean) => {
    const ids = idsBetween(fileAt, from, to) ?? [];
    changeSelection(source, asked, (selection) => select(selection, ids, isWanted));
  };
  const anchorIndex = (otherwise: number) => {
    const { current } = anchor;
    return current !== null && fileAt(current.index)?.id === current.id ? current.index : otherwise;
  };
  const drop = (index: number) => {
    const id = fileAt(index)?.id;
    if (id !== undefined) anchor.current = { index, id };
    return id;
  };
  return {
    pick: (index, isRange) => {
      const from = isRange ? anchorIndex(index) : index;
      const id = drop(index);
      if (id === undefined) return;
      const ids = idsBetween(fileAt, from, index) ?? [id];
      changeSelection(source, asked, (selection) =>
        select(selection, ids, !isSelected(selection, id)),
      );
    },
    extend: (from, to) => {
      if (anchorIndex(-1) < 0) drop(from);
      const start = anchorIndex(from);
      const isBackwards = Math.abs(to - start) < Math.abs(from - start);
      if (isBackwards) set(from, from, false);
      else set(from, to, true);
    },
  };
}

/** The ids of all files from one row to another; null where one of them is not at hand. */
function idsBetween(fileAt: FileAt, from: number, to: number): number[] | null {
  const ids: number[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const file = fileAt(index);
    if (file === undefined) return null;
    if (file !== null) ids.push(file.id);
  }
  return ids;
}
