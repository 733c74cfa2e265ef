import { readStored, useStored, writeStored } from './stored.ts';

const KEY = 'shortcuts';

function isOn(text: string | null): boolean {
  return text !== 'off';
}

/** Whether single keys do something here; they can be switched off, for whoever speaks to the page. */
export function areShortcutsOn(): boolean {
  return isOn(readStored(KEY));
}

export function useShortcutsOn(): boolean {
  return useStored(KEY, isOn);
}

export function switchShortcuts(on: boolean): void {
  writeStored(KEY, on ? null : 'off');
}
