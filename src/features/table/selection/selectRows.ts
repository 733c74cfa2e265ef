import type { SearchParams } from '../../../url/searchParams.ts';
import type { DataFile } from '../../../api/schemas.ts';
import type { Session } from '../../../session/session.ts';
import { isSelected, select } from '../../../domain/selection.ts';
import { changeSelection } from '../../../session/selection.ts';

interface SelectableRows {
  fileAt: (index: number) => DataFile | null | undefined;
  session: Session;
  params: SearchParams;
}

/** The row at which a range begins. The id detects rows of another page, which have the same indexes. */
let anchor: { index: number; id: number } | null = null;

function anchorIndex({ fileAt }: SelectableRows, fallback: number): number {
  return anchor !== null && fileAt(anchor.index)?.id === anchor.id ? anchor.index : fallback;
}

/**
 * Selects or deselects the row at `index`; with `isRange`, also all rows since the last one that was selected this way,
 * if they are all loaded.
 */
export function selectRow(rows: SelectableRows, index: number, isRange: boolean): void {
  const {
    fileAt,
    session: { source },
    params,
  } = rows;
  const id = fileAt(index)?.id;
  if (id === undefined) return;
  const from = isRange ? anchorIndex(rows, index) : index;
  const ids = idsBetween(fileAt, from, index) ?? [id];
  changeSelection(source, params, (selection) =>
    select(selection, ids, !isSelected(selection, id)),
  );
  anchor = { index, id };
}

/** Selects two adjacent rows, `from` and `to`. On the way back to the anchor, deselects `from`. */
export function extendSelection(rows: SelectableRows, from: number, to: number): void {
  const {
    fileAt,
    session: { source },
    params,
  } = rows;
  const id = fileAt(from)?.id;
  if (id === undefined) return;
  changeSelection(source, params, (selection) => {
    // A row outside the selection begins a new range.
    if (anchorIndex(rows, -1) < 0 || !isSelected(selection, id)) anchor = { index: from, id };
    const start = anchorIndex(rows, from);
    const isBackwards = Math.abs(to - start) < Math.abs(from - start);
    if (isBackwards) return select(selection, [id], false);
    return select(selection, idsBetween(fileAt, from, to) ?? [], true);
  });
}

/** The ids of the files from one row to another, in either direction; null if one of the rows is not loaded. */
function idsBetween(fileAt: SelectableRows['fileAt'], from: number, to: number): number[] | null {
  const ids: number[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const file = fileAt(index);
    if (file === undefined) return null;
    if (file !== null) ids.push(file.id);
  }
  return ids;
}
