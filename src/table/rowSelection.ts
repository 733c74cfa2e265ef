import { isSelected, select } from '../listing/selection.ts';
import type { Rows } from './rowActions.ts';
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

/** Where a range of selected rows begins: by id, too, since the rows of another page do not have it. */
let anchor: { index: number; id: number } | null = null;

/** Selects rows, by their files. */
export function rowSelection({ fileAt, session: { source }, asked }: Rows): RowSelection {
  const anchorIndex = (otherwise: number) => {
    return anchor !== null && fileAt(anchor.index)?.id === anchor.id ? anchor.index : otherwise;
  };
  return {
    pick: (index, isRange) => {
      const id = fileAt(index)?.id;
      if (id === undefined) return;
      const from = isRange ? anchorIndex(index) : index;
      const ids = idsBetween(fileAt, from, index) ?? [id];
      changeSelection(source, asked, (selection) =>
        select(selection, ids, !isSelected(selection, id)),
      );
      anchor = { index, id };
    },
    extend: (from, to) => {
      const id = fileAt(from)?.id;
      if (id === undefined) return;
      changeSelection(source, asked, (selection) => {
        // A new range begins at a row that belongs to none.
        if (anchorIndex(-1) < 0 || !isSelected(selection, id)) anchor = { index: from, id };
        const start = anchorIndex(from);
        const isBackwards = Math.abs(to - start) < Math.abs(from - start);
        if (isBackwards) return select(selection, [id], false);
        return select(selection, idsBetween(fileAt, from, to) ?? [], true);
      });
    },
  };
}

/** The ids of all files from one row to another; null where one of them is not at hand. */
function idsBetween(fileAt: Rows['fileAt'], from: number, to: number): number[] | null {
  const ids: number[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const file = fileAt(index);
    if (file === undefined) return null;
    if (file !== null) ids.push(file.id);
  }
  return ids;
}
