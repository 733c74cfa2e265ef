import {
  type columnResizingState,
  type ColumnOrderState,
  type ColumnSizingState,
  type ColumnVisibilityState,
  functionalUpdate,
  type Updater,
} from '@tanstack/react-table';
import { useMemo, useSyncExternalStore } from 'react';
import { PHONE, useMedia } from '../../ui/useMedia.ts';
import { columnDefinition, type ColumnId, columnIds, columns, type FileColumn } from './columns.ts';
import {
  changeSettings,
  defaults,
  validColumnOrder,
  validColumnSizing,
  validColumnVisibility,
  type Settings,
  useSettings,
} from './settings.ts';

/** Widths in CSS pixels: the column of checkboxes, the gap between two columns, both ends of a row. */
const SELECT = 24;
const GAP = 16;
const SIDES = 40;
/** The part of the window's width that a scroll bar may take, in CSS pixels. */
const SCROLL_BAR = 16;

/** Columns that may be hidden in a narrow window, the first to be hidden first. */
const hideOrder = columnIds
  .filter((id) => hidePriority(id) !== Infinity)
  .toSorted((a, b) => hidePriority(a) - hidePriority(b));

function hidePriority(id: ColumnId): number {
  return columnDefinition(id)?.meta.hidePriority ?? Infinity;
}

function isExtra(id: ColumnId): boolean {
  return columnDefinition(id)?.meta.isExtra === true;
}

/**
 * Decides which columns to show in a window of `width` CSS pixels, which TanStack Table leaves to us. If the columns
 * do not fit, it hides those that the user has not asked for. It ignores the widths that the user has set: resizing one
 * column must not hide another one.
 */
export function visibleColumns(
  { columnOrder, columnVisibility }: Settings,
  width: number,
): ColumnId[] {
  let visible = columnOrder.filter((id) => columnVisibility[id] ?? !isExtra(id));
  for (const id of hideOrder) {
    const sizes = columns.filter((column) => visible.includes(column.id)).map(({ size }) => size);
    if (minTableWidth(sizes) <= width - SCROLL_BAR) break;
    if (columnVisibility[id] !== true) visible = visible.filter((each) => each !== id);
  }
  return visible;
}

/** Counts the hidden columns among those that a wide window shows by default. */
export function countHidden(visible: readonly string[]): number {
  return columnIds.filter((id) => !isExtra(id) && !visible.includes(id)).length;
}

/** The width of a table with columns of these `sizes` and everything between and beside them, in CSS pixels. */
export function minTableWidth(sizes: readonly number[]): number {
  return SELECT + sizes.reduce((sum, size) => sum + size + GAP, 0) + SIDES;
}

/** The `grid-template-columns` of a row: the column of checkboxes, then the visible columns. */
export function gridTemplateColumns(
  visible: readonly FileColumn[],
  sizing: ColumnSizingState,
): string {
  return [`${SELECT}px`, ...visible.map((column) => gridTrack(column, sizing))].join(' ');
}

function gridTrack(column: FileColumn, sizing: ColumnSizingState): string {
  const { flex, isLast } = column.columnDef.meta ?? {};
  const size = `${column.getSize()}px`;
  // The last column stays at the end of the row, even if the others leave space.
  if (isLast === true) return `minmax(${size}, auto)`;
  return flex === undefined || column.id in sizing ? size : `minmax(${size}, ${flex}fr)`;
}

/**
 * The table's column state, for TanStack Table. The settings own it, except that the window's width decides which
 * columns are visible.
 */
export function useColumnState() {
  // The cards of a phone have no columns to choose from.
  const isPhone = useMedia(PHONE);
  const stored = useSettings();
  const settings = isPhone ? defaults : stored;
  const { columnOrder, columnSizing } = settings;
  // Joined, so that a resized window renders again only if other columns fit.
  const visible = useSyncExternalStore(subscribeToResize, () =>
    visibleColumns(settings, isPhone ? Infinity : window.innerWidth).join(' '),
  );
  return useMemo(() => {
    const ids = visible.split(' ');
    const columnVisibility: ColumnVisibilityState = Object.fromEntries(
      columnIds.map((id) => [id, ids.includes(id)]),
    );
    const sizing: ColumnSizingState = { ...columnSizing };
    return { columnVisibility, columnOrder: [...columnOrder], columnSizing: sizing };
  }, [visible, columnOrder, columnSizing]);
}

export function changeColumnOrder(updater: Updater<ColumnOrderState>): void {
  changeSettings(({ columnOrder }) => ({
    columnOrder: validColumnOrder(functionalUpdate(updater, [...columnOrder])),
  }));
}

/**
 * Stores the widths, unless the user has pressed the mouse without moving it: TanStack Table commits the current width
 * then, and the column would keep it in a wider window.
 */
export function changeColumnSizing(
  updater: Updater<ColumnSizingState>,
  { isResizingColumn: id, deltaOffset }: columnResizingState,
): void {
  changeSettings(({ columnSizing }) => {
    if (id !== false && !(id in columnSizing) && deltaOffset === 0) return null;
    return { columnSizing: validColumnSizing(functionalUpdate(updater, { ...columnSizing })) };
  });
}

/** Stores only the columns that differ from `shown`: the window's width goes on to decide about the others. */
export function changeColumnVisibility(
  updater: Updater<ColumnVisibilityState>,
  shown: ColumnVisibilityState,
): void {
  const next = functionalUpdate(updater, shown);
  const changed = Object.entries(next).filter(([id, isVisible]) => isVisible !== shown[id]);
  changeSettings(({ columnVisibility }) => ({
    columnVisibility: validColumnVisibility({
      ...columnVisibility,
      ...Object.fromEntries(changed),
    }),
  }));
}

function subscribeToResize(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}
