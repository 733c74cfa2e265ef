import { useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { settings } from '../../../session/settings.ts';
import { PHONE, useMedia } from '../../../ui/useMedia.ts';

/** Row heights in CSS pixels; `Row.module.css` has the same ones. */
const ROW_HEIGHTS = { comfortable: 52, compact: 36 };
const CARD_HEIGHT = 92;

export type Scroller = ReturnType<typeof useScroller>;

/** The elements that scroll and contain the rows, and the height of a row in CSS pixels. */
export function useScroller() {
  const isPhone = useMedia(PHONE);
  const density = useStore(settings, (state) => state.table.density);
  return {
    // Refs, not state: the rows are rendered in the same commit that creates both elements.
    wrapper: useRef<HTMLDivElement>(null),
    body: useRef<HTMLTableSectionElement>(null),
    rowHeight: isPhone ? CARD_HEIGHT : ROW_HEIGHTS[density],
    /** Whether the whole page scrolls, and not only the table. */
    isPhone,
  };
}

/**
 * The element that scrolls. On a phone that is the whole page. Using the wrong one, even for a moment, would render all
 * rows: an element as tall as the rows shows all of them.
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

/** Whether the browser is printing the page. Paper does not scroll, so all rows of a page must be rendered. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
}
