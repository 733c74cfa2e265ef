import { readStored, useStored, writeStored } from '../ui/stored.ts';
import { parseSettings, type Settings } from './settings.ts';

const KEY = 'table';

/** How the reader likes the table, kept in this browser. */
export function useSettings(): Settings {
  return useStored(KEY, parseSettings);
}

export function currentSettings(): Settings {
  return parseSettings(readStored(KEY));
}

export function changeSettings(changed: Settings): void {
  writeStored(KEY, JSON.stringify(changed));
}
