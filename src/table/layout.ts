import type { ColumnId, Settings } from './settings.ts';

/** How a column is called, and how wide it is where the reader has not said. */
interface Shape {
  title: string;
  /** CSS pixels that it needs at least. */
  least: number;
  /** Its share of what is left over; without one it takes nothing of it. */
  share?: number;
}

export const shapes: Record<ColumnId, Shape> = {
  file: { title: 'File', least: 160, share: 3 },
  datatypes: { title: 'Data types', least: 120, share: 1.4 },
  project: { title: 'Project', least: 104, share: 1.2 },
  member: { title: 'Member', least: 96, share: 1 },
  created: { title: 'Created', least: 104 },
  tags: { title: 'Tags', least: 120, share: 1.2 },
  id: { title: 'ID', least: 88 },
  ext: { title: 'Extension', least: 88 },
  download: { title: 'Download', least: 136 },
};

/** Of the column that selects, the space between two columns, and that at both sides of a row. */
const SELECT = 24;
const GAP = 16;
const SIDES = 40;
/** A scroll bar takes some of the window's width. */
const SCROLL_BAR = 16;

/** Columns that are only there when the reader wants them. */
const extra: ReadonlySet<ColumnId> = new Set(['id', 'ext']);
/** Columns that leave where the window is too narrow for all, the least important one first. */
const givingWay: readonly ColumnId[] = ['tags', 'datatypes', 'project', 'created'];

/**
 * The columns to show in a window of `width` CSS pixels, in the reader's order. Where they do not
 * fit side by side, those leave that the reader has not asked for. Widths that the reader gave do
 * not count: a column must not go while another one is made wider.
 */
export function shownColumns({ order, wanted }: Settings, width: number): ColumnId[] {
  let shown = order.filter((id) => wanted[id] ?? !extra.has(id));
  for (const id of givingWay) {
    if (leastWidth(shown, {}) <= width - SCROLL_BAR) break;
    if (wanted[id] !== true) shown = shown.filter((each) => each !== id);
  }
  return shown;
}

/** How many columns are not shown that the table begins with in a wide window. */
export function countHidden(shown: readonly ColumnId[]): number {
  return Object.keys(shapes).length - extra.size - shown.filter((id) => !extra.has(id)).length;
}

/** CSS pixels that columns need side by side, with all that is between and beside them. */
export function leastWidth(shown: readonly ColumnId[], widths: Settings['widths']): number {
  const columns = shown.reduce((sum, id) => sum + (widths[id] ?? shapes[id].least), 0);
  return SELECT + columns + shown.length * GAP + SIDES;
}

/** `grid-template-columns` of a row: the column that selects, then the columns shown. */
export function gridColumns(shown: readonly ColumnId[], widths: Settings['widths']): string {
  return [`${SELECT}px`, ...shown.map((id) => gridColumn(id, widths[id]))].join(' ');
}

function gridColumn(id: ColumnId, width: number | undefined): string {
  if (width !== undefined) return `${width}px`;
  const { least, share } = shapes[id];
  // Download keeps to the end of the row, however little the others need.
  if (id === 'download') return `minmax(${least}px, auto)`;
  return share === undefined ? `${least}px` : `minmax(${least}px, ${share}fr)`;
}
