import { isSelected, select } from '../listing/selection.ts';
import type { Rows } from './rowActions.ts';
import { changeSelection } from './useSelection.ts';

interface RowSelection {
  /** Selects the row at `index` of `files`, or lets it go; with `isRange` all rows from the one before, too. */
  pick: (index: number, isRange: boolean) => void;
  /** Goes from one row to the next, selecting both; on the way back it lets go what it selected. */
  extend: (from: number, to: number) => void;
}

/** Selects rows of a page. */
export function rowSelection({ files, source, asked, anchor }: Rows): RowSelection {
  const anchorIndex = (otherwise: number) => {
    const index = files.findIndex(({ id }) => id === anchor.current);
    return index < 0 ? otherwise : index;
  };
  return {
    pick: (index, isRange) => {
      const id = files[index]?.id;
      if (id === undefined) return;
      const from = isRange ? anchorIndex(index) : index;
      changeSelection(source, asked, (selection) => {
        const ids = files.slice(Math.min(from, index), Math.max(from, index) + 1);
        return select(
          selection,
          ids.map((each) => each.id),
          !isSelected(selection, id),
        );
      });
      anchor.current = id;
    },
    extend: (from, to) => {
      const id = files[from]?.id;
      if (id === undefined) return;
      changeSelection(source, asked, (selection) => {
        // A new range begins at a row that belongs to none.
        if (anchorIndex(-1) < 0 || !isSelected(selection, id)) anchor.current = id;
        const start = anchorIndex(from);
        const isBackwards = Math.abs(to - start) < Math.abs(from - start);
        const ids = files.slice(Math.min(from, to), Math.max(from, to) + 1).map((each) => each.id);
        return isBackwards ? select(selection, [id], false) : select(selection, ids, true);
      });
    },
  };
}
