import { useRef } from 'react';
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
  return {
    // In no state: rows are drawn as soon as both are in the document, not a rendering later.
    wrapper: useRef<HTMLDivElement>(null),
    body: useRef<HTMLTableSectionElement>(null),
    rowHeight: isPhone ? CARD_HEIGHT : ROW_HEIGHTS[density],
    /** Whether the whole page is scrolled, and not only the table. */
    isPhone,
  };
}

/**
 * On a phone the whole page scrolls, the filters with the rows. Never the one for a moment where the
 * other does: all rows would be in sight of what is as tall as they are.
 */
export function scrollerOf(wrapper: HTMLElement | null, isPhone: boolean): HTMLElement | null {
  return isPhone ? (wrapper?.closest<HTMLElement>('#root') ?? null) : wrapper;
}
