import { useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { settings } from '../../../session/settings.ts';
import { PHONE, useMedia } from '../../../ui/useMedia.ts';

/** Row heights in CSS pixels. Keep these equal to the heights in `Row.module.css`. */
const ROW_HEIGHTS = { comfortable: 52, compact: 36 };
const CARD_HEIGHT = 92;

export type Scroller = ReturnType<typeof useScroller>;

/** The elements that scroll and contain the rows, and the height of a row in CSS pixels. */
export function useScroller() {
  const isPhone = useMedia(PHONE);
  const density = useStore(settings, (state) => state.table.density);
  return {
    // Refs, not state: the table renders the rows in the same commit that creates both elements.
    wrapper: useRef<HTMLDivElement>(null),
    body: useRef<HTMLTableSectionElement>(null),
    rowHeight: isPhone ? CARD_HEIGHT : ROW_HEIGHTS[density],
    /** Whether the whole page scrolls, and not only the table. */
    isPhone,
  };
}

/**
 * Returns the element that scrolls: on a phone, the whole page. With the wrong element, even for one frame, the table
 * would render all rows: an element that does not scroll is as tall as all rows, so all of them are visible in it.
 */
export function scrollerOf(wrapper: HTMLElement | null, isPhone: boolean): HTMLElement | null {
  return isPhone ? (wrapper?.closest<HTMLElement>('#root') ?? null) : wrapper;
}

let isPrinting = false;

function subscribe(listener: () => void): () => void {
  const update = (event: Event) => {
    isPrinting = event.type === 'beforeprint';
    listener();
  };
  window.addEventListener('beforeprint', update);
  window.addEventListener('afterprint', update);
  return () => {
    window.removeEventListener('beforeprint', update);
    window.removeEventListener('afterprint', update);
  };
}

/** Whether the browser is printing. Paper does not scroll, so all rows of the page must then be rendered. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
}
