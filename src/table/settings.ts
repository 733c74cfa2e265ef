/** Every column there is, in the order that the table begins with. */
export const columnIds = [
  'file',
  'datatypes',
  'project',
  'member',
  'created',
  'tags',
  'id',
  'ext',
  'download',
] as const;
export type ColumnId = (typeof columnIds)[number];

/** How the reader likes the table. It says nothing of any file, so it may be kept in the browser. */
export interface Settings {
  density: 'comfortable' | 'compact';
  /** Every column once, the first one first; Download is always the last. */
  order: readonly ColumnId[];
  /** What the reader wants to see, or not; the width decides on the others. Never File or Download. */
  wanted: Readonly<Partial<Record<ColumnId, boolean>>>;
  /** Widths that the reader gave, whole CSS pixels from `NARROWEST` to `WIDEST`. Never Download's. */
  widths: Readonly<Partial<Record<ColumnId, number>>>;
}

export const defaults: Settings = {
  density: 'comfortable',
  order: columnIds,
  wanted: {},
  widths: {},
};

export const NARROWEST = 64;
export const WIDEST = 960;

/** Whether a column may be hidden: a row without name and download is none. */
export function mayHide(id: ColumnId): boolean {
  return id !== 'file' && id !== 'download';
}

/**
 * Reads settings out of a text that anybody may have written: what makes no sense in it is as in
 * `defaults`. Never throws.
 */
export function parseSettings(text: string | null): Settings {
  const kept = recordOf(parseJson(text));
  const order = Array.isArray(kept['order']) ? kept['order'].filter(isMovable) : [];
  return {
    density: kept['density'] === 'compact' ? 'compact' : 'comfortable',
    // A column that is new since then stands at the end.
    order: [...new Set([...order, ...columnIds.filter(isMovable)]), 'download'],
    wanted: pick(kept['wanted'], (id, value) =>
      mayHide(id) && typeof value === 'boolean' ? value : undefined,
    ),
    widths: pick(kept['widths'], (id, value) =>
      isMovable(id) && typeof value === 'number' && Number.isFinite(value)
        ? bound(value)
        : undefined,
    ),
  };
}

/** A column's width as it may be, in whole CSS pixels. */
export function bound(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

function isMovable(value: unknown): value is ColumnId {
  return value !== 'download' && columnIds.some((id) => id === value);
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
  read: (id: ColumnId, value: unknown) => Value | undefined,
): Partial<Record<ColumnId, Value>> {
  const values = recordOf(from);
  const picked: Partial<Record<ColumnId, Value>> = {};
  for (const id of columnIds) {
    const value = Object.hasOwn(values, id) ? read(id, values[id]) : undefined;
    if (value !== undefined) picked[id] = value;
  }
  return picked;
}
