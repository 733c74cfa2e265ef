import { useCallback, useState } from 'react';
import { PHONE, useMedia } from '../ui/useMedia.ts';
import { useSettings } from './useSettings.ts';

/** CSS pixels; the stylesheet has the same. */
const ROW_HEIGHTS = { comfortable: 52, compact: 36 };
const CARD_HEIGHT = 92;

/** What the rows scroll in, what they stand in, and how high each is, in CSS pixels. */
export function useScroller() {
  const isPhone = useMedia(PHONE);
  const { density } = useSettings();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  // The same function for as long as the place is: a new one would be told at every rendering.
  const findScroller = useCallback(
    (wrapper: HTMLDivElement | null) => {
      // On a phone the whole page scrolls, the filters with the rows.
      setScroller(isPhone ? (wrapper?.closest<HTMLElement>('#root') ?? null) : wrapper);
    },
    [isPhone],
  );
  const [body, findBody] = useState<HTMLElement | null>(null);
  return {
    scroller,
    findScroller,
    body,
    findBody,
    rowHeight: isPhone ? CARD_HEIGHT : ROW_HEIGHTS[density],
    /** Whether the scroller scrolls the whole page, and not only the table. */
    isPhone,
  };
}
