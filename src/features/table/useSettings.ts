import { readStored, useStored, writeStored } from '../../ui/stored.ts';
import { parseSettings, type Settings } from './settings.ts';

const KEY = 'table';

/** The table's settings; renders again when they change, in this tab or in another one. */
export function useSettings(): Settings {
  return useStored(KEY, parseSettings);
}

/** Stores the settings with `changes`, which may depend on the current ones; null changes nothing. */
export function changeSettings(changes: (current: Settings) => Partial<Settings> | null): void {
  const current = parseSettings(readStored(KEY));
  const changed = changes(current);
  if (changed !== null) writeStored(KEY, JSON.stringify({ ...current, ...changed }));
}
