import { useMemo } from 'react';
import { useStore } from 'zustand';
import { settings, type TableSettings } from '../../session/settings.ts';
import { columnDefinition, type ColumnId, columnIds, isColumnId, widthLimits } from './columns.ts';

/** The table's settings, with the ids of existing columns only. */
export interface Settings extends Pick<TableSettings, 'density'> {
  /** Every column once. Download is always the last one. */
  columnOrder: readonly ColumnId[];
  /** Columns that the user has shown or hidden; the window's width decides about the others. */
  columnVisibility: Readonly<Partial<Record<ColumnId, boolean>>>;
  /** Widths of the columns that the user has resized, in whole CSS pixels within `widthLimits`. */
  columnSizing: Readonly<Partial<Record<ColumnId, number>>>;
}

export const defaults: Settings = {
  density: 'comfortable',
  columnOrder: columnIds,
  columnVisibility: {},
  columnSizing: {},
};

/** The table's settings; renders again when they change, in this tab or in another one. */
export function useSettings(): Settings {
  const stored = useStore(settings, ({ table }) => table);
  return useMemo(() => validSettings(stored), [stored]);
}

/** Stores the settings with `changes`, which may depend on the current ones; null changes nothing. */
export function changeSettings(changes: (current: Settings) => Partial<Settings> | null): void {
  settings.update((state) => {
    const current = validSettings(state.table);
    const changed = changes(current);
    if (changed === null) return {};
    const { columnOrder, ...others } = { ...current, ...changed };
    return { table: { ...others, columnOrder: [...columnOrder] } };
  });
}

/** Makes stored settings valid: this release may not have all of their columns, and may have others. */
export function validSettings(stored: TableSettings): Settings {
  return {
    density: stored.density,
    columnOrder: validColumnOrder(stored.columnOrder),
    columnVisibility: validColumnVisibility(stored.columnVisibility),
    columnSizing: validColumnSizing(stored.columnSizing),
  };
}

/** Adds the columns that are missing at the end, before Download. */
export function validColumnOrder(ids: readonly string[]): ColumnId[] {
  const movable = [...ids, ...columnIds].filter(isColumnId).filter((id) => !isLast(id));
  return [...new Set(movable), ...columnIds.filter(isLast)];
}

/** Keeps the columns that may be hidden. */
export function validColumnVisibility(
  visibility: TableSettings['columnVisibility'],
): Settings['columnVisibility'] {
  return pick(visibility, (id, isVisible) =>
    columnDefinition(id)?.enableHiding === false ? undefined : isVisible,
  );
}

/** Keeps the columns that may be resized, rounded and within the limits. */
export function validColumnSizing(sizing: TableSettings['columnSizing']): Settings['columnSizing'] {
  const { minSize, maxSize } = widthLimits;
  return pick(sizing, (id, width) =>
    columnDefinition(id)?.enableResizing === false || !Number.isFinite(width)
      ? undefined
      : Math.round(Math.min(maxSize, Math.max(minSize, width))),
  );
}

/** Moves a column by one place towards the start (-1) or the end (1), if it can move there. */
export function moveColumn(order: readonly ColumnId[], id: ColumnId, by: -1 | 1): ColumnId[] {
  if (!canMoveColumn(order, id, by)) return [...order];
  const others = order.filter((each) => each !== id);
  return others.toSpliced(order.indexOf(id) + by, 0, id);
}

export function canMoveColumn(order: readonly ColumnId[], id: ColumnId, by: -1 | 1): boolean {
  const neighbour = order[order.indexOf(id) + by];
  return !isLast(id) && neighbour !== undefined && !isLast(neighbour);
}

function isLast(id: ColumnId): boolean {
  return columnDefinition(id)?.meta.isLast === true;
}

/** The converted values of the columns, without those that `convert` makes undefined. */
function pick<Value>(
  values: Readonly<Record<string, Value>>,
  convert: (id: ColumnId, value: Value) => Value | undefined,
): Partial<Record<ColumnId, Value>> {
  const picked: Partial<Record<ColumnId, Value>> = {};
  for (const [id, value] of Object.entries(values)) {
    if (!isColumnId(id)) continue;
    const converted = convert(id, value);
    if (converted !== undefined) picked[id] = converted;
  }
  return picked;
}
