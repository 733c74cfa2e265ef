import { useCallback, useSyncExternalStore } from 'react';

/** Matches narrow windows, in which rows are cards and the filters are in a sheet. */
export const PHONE = '(max-width: 640px)';

/** Whether a media query matches. Renders again when this changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
