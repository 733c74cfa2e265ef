import { bound, type ColumnId, mayHide, type Settings } from './settings.ts';

/** The settings with a column `width` CSS pixels wide; null gives it back to the table. */
export function withWidth(settings: Settings, id: ColumnId, width: number | null): Settings {
  const widths = { ...settings.widths };
  if (width === null) delete widths[id];
  else widths[id] = bound(width);
  return { ...settings, widths };
}

/** The settings with a column shown, or not, whatever the table would do by itself. */
export function withWanted(settings: Settings, id: ColumnId, isWanted: boolean): Settings {
  if (!mayHide(id)) return settings;
  return { ...settings, wanted: { ...settings.wanted, [id]: isWanted } };
}

/** The settings with a column one place nearer to the front (-1) or the end (1), where there is one. */
export function withMoved(settings: Settings, id: ColumnId, by: -1 | 1): Settings {
  const from = settings.order.indexOf(id);
  const to = from + by;
  if (!canMove(settings, id, by)) return settings;
  const order = settings.order.filter((each) => each !== id);
  return { ...settings, order: order.toSpliced(to, 0, id) };
}

export function canMove({ order }: Settings, id: ColumnId, by: -1 | 1): boolean {
  const to = order.indexOf(id) + by;
  return id !== 'download' && to >= 0 && to < order.length - 1;
}
