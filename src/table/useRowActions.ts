import { type MouseEvent, useState } from 'react';
import { followInPlace } from '../address/AddressLink.tsx';
import type { DataFile } from '../api/schemas.ts';
import * as actions from './rowActions.ts';
import { changesOf } from './rowLinks.ts';

/** The menu that is open, and the row's button that opened it. */
export interface OpenMenu {
  file: DataFile;
  opener: HTMLButtonElement;
  close: () => void;
}

/**
 * Handles mouse, keyboard and clipboard events of all rows, for the element around them: rows have no
 * listeners of their own. `menu` is the row menu that is open, or null.
 */
export function useRowActions(page: Omit<actions.Rows, 'openMenu'>) {
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const openMenu = (file: DataFile, opener: HTMLButtonElement) => {
    // Another menu may have opened by the time that this one reports that it has closed.
    const close = () => setMenu((open) => (open?.opener === opener ? null : open));
    setMenu({ file, opener, close });
  };
  const rows: actions.Rows = { ...page, openMenu };
  const withRows =
    <Event>(handle: (rows: actions.Rows, event: Event) => void) =>
    (event: Event) =>
      handle(rows, event);
  const prepare = withRows(actions.prepare);
  const listeners = {
    onClick: (event: MouseEvent<HTMLElement>) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const changes = link === null ? undefined : changesOf(link);
      if (changes !== undefined) followInPlace(event, changes);
      actions.click(rows, event);
    },
    onAuxClick: withRows(actions.follow),
    onPointerOver: prepare,
    onPointerDown: prepare,
    onFocus: prepare,
    onMouseDown: withRows(actions.pressMouse),
    onKeyDown: withRows(actions.pressKey),
    onCopy: withRows(actions.copy),
  };
  return { menu, listeners };
}
