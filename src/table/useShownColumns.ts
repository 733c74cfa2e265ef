import { useMemo, useSyncExternalStore } from 'react';
import { PHONE, useMedia } from '../ui/useMedia.ts';
import { shownColumns } from './layout.ts';
import { type ColumnId, defaults } from './settings.ts';
import { useSettings } from './useSettings.ts';

/** The columns to show now, in their order. Synchronised with the window's width. */
export function useShownColumns(): readonly ColumnId[] {
  // Cards have no columns to choose.
  const isCards = useMedia(PHONE);
  const kept = useSettings();
  const settings = isCards ? defaults : kept;
  const width = () => (isCards ? Infinity : window.innerWidth);
  // As a text, so that a width at which the same columns fit draws nothing anew.
  const shown = useSyncExternalStore(subscribe, () => shownColumns(settings, width()).join(' '));
  return useMemo(() => {
    const ids: readonly string[] = shown.split(' ');
    return settings.order.filter((id) => ids.includes(id));
  }, [settings.order, shown]);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}
