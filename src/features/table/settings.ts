import { columnDefinition, type ColumnId, columnIds, isColumnId, widthLimits } from './columns.ts';

/** How the user likes the table. Stored in the browser, so it must not reveal anything about files. */
export interface Settings {
  density: 'comfortable' | 'compact';
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

/**
 * Parses stored settings. Replaces everything invalid with its default, and never throws. Reads the names `order`,
 * `wanted` and `widths` too, under which earlier versions stored the columns.
 */
export function parseSettings(text: string | null): Settings {
  const stored = recordOf(parseJson(text));
  return {
    density: stored['density'] === 'compact' ? 'compact' : 'comfortable',
    columnOrder: parseColumnOrder(stored['columnOrder'] ?? stored['order']),
    columnVisibility: parseColumnVisibility(stored['columnVisibility'] ?? stored['wanted']),
    columnSizing: parseColumnSizing(stored['columnSizing'] ?? stored['widths']),
  };
}

/** Adds the columns that are missing at the end, before Download. */
export function parseColumnOrder(value: unknown): ColumnId[] {
  const ids: unknown[] = Array.isArray(value) ? value : [];
  const movable = [...ids, ...columnIds].filter(isColumnId).filter((id) => !isLast(id));
  return [...new Set(movable), ...columnIds.filter(isLast)];
}

/** Keeps the columns that may be hidden. */
export function parseColumnVisibility(value: unknown): Settings['columnVisibility'] {
  return pick(value, (id, isVisible) =>
    columnDefinition(id)?.enableHiding !== false && typeof isVisible === 'boolean'
      ? isVisible
      : undefined,
  );
}

/** Keeps the columns that may be resized, rounded and within the limits. */
export function parseColumnSizing(value: unknown): Settings['columnSizing'] {
  const { minSize, maxSize } = widthLimits;
  return pick(value, (id, width) =>
    columnDefinition(id)?.enableResizing !== false &&
    typeof width === 'number' &&
    Number.isFinite(width)
      ? Math.round(Math.min(maxSize, Math.max(minSize, width)))
      : undefined,
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

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function pick<Value>(
  from: unknown,
  parse: (id: ColumnId, value: unknown) => Value | undefined,
): Partial<Record<ColumnId, Value>> {
  const values = recordOf(from);
  const picked: Partial<Record<ColumnId, Value>> = {};
  for (const id of columnIds) {
    const value = Object.hasOwn(values, id) ? parse(id, values[id]) : undefined;
    if (value !== undefined) picked[id] = value;
  }
  return picked;
}
