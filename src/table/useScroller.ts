import { useState } from 'react';
import { PHONE, useMedia } from '../ui/useMedia.ts';
import { useSettings } from './useSettings.ts';

/** CSS pixels; the stylesheet has the same. */
const ROW_HEIGHTS = { comfortable: 52, compact: 36 };
const CARD_HEIGHT = 92;

export type Scroller = ReturnType<typeof useScroller>;

/** What the rows scroll in, what they stand in, and how high each is, in CSS pixels. */
export function useScroller() {
  const isPhone = useMedia(PHONE);
  const { density } = useSettings();
  const [wrapper, findScroller] = useState<HTMLDivElement | null>(null);
  // On a phone the whole page scrolls, the filters with the rows. Never the one for a moment where the
  // other does: all rows would be in sight of what is as tall as they are.
  const scroller = isPhone ? (wrapper?.closest<HTMLElement>('#root') ?? null) : wrapper;
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
