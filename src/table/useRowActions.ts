import { type MouseEvent, useEffect, useState } from 'react';
import { followInPlace } from '../address/AddressLink.tsx';
import type { DataFile } from '../api/schemas.ts';
import { isServed } from '../queries/sources.ts';
import { afterPaint } from '../ui/afterPaint.ts';
import { act, type Actions, loadedActions } from './act.ts';
import type { Rows } from './rowActions.ts';
import { changesOf } from './rowLinks.ts';

/** The menu that is open, and the row's button that opened it. */
export interface OpenMenu {
  file: DataFile;
  opener: HTMLButtonElement;
  close: () => void;
}

/**
 * What the mouse and the keyboard do in the rows, for the element around them all: no row has
 * listeners of its own. `menu` is the one that is open; `loaded` what has come behind the
 * rows, or null.
 */
export function useRowActions(page: Omit<Rows, 'openMenu'>) {
  const [loaded, setLoaded] = useState(loadedActions);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const openMenu = (file: DataFile, opener: HTMLButtonElement) => {
    // Another menu may have opened by the time that this one says that it has closed.
    const close = () => setMenu((open) => (open?.opener === opener ? null : open));
    setMenu({ file, opener, close });
  };
  const rows: Rows = { ...page, openMenu };
  // Synchronises with the network: the rows are here, and what can be done with them comes behind.
  useEffect(() => afterPaint(() => act(setLoaded)), []);

  const by =
    <Event>(find: (actions: Actions) => (rows: Rows, event: Event) => void) =>
    (event: Event) =>
      act((actions) => find(actions)(rows, event));
  const click = by((actions) => actions.click);
  const prepare = by((actions) => actions.prepare);
  const listeners = {
    onClick: (event: MouseEvent<HTMLElement>) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const changes = link === null ? undefined : changesOf(link);
      if (changes !== undefined) followInPlace(event, changes);
      else if (link !== null && loaded === null && !isServed(page.source)) {
        // Nothing but the page itself has the file, and how to get it there is on its way.
        event.preventDefault();
        return act(() => link.click());
      }
      click(event);
    },
    onAuxClick: by((actions) => actions.follow),
    onPointerOver: prepare,
    onPointerDown: prepare,
    onFocus: prepare,
    onMouseDown: by((actions) => actions.pressMouse),
    onKeyDown: by((actions) => actions.pressKey),
    onCopy: by((actions) => actions.copy),
  };
  return { menu, listeners, loaded };
}
