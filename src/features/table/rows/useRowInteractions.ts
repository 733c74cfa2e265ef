import { type MouseEvent, useState } from 'react';
import { followInPlace } from '../../../url/Link.tsx';
import type { DataFile } from '../../../api/schemas.ts';
import type { OpenMenu } from './FileMenu.tsx';
import * as interactions from './interactions.ts';
import { changesOf } from './links.ts';

/** Event listeners for the element around all rows, and the row menu that is open (`menu`), if any. */
export function useRowInteractions(page: Omit<interactions.Rows, 'openMenu'>) {
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const openMenu = (file: DataFile, opener: HTMLButtonElement) => {
    // Another menu may have opened by the time that this one reports that it has closed.
    const close = () => setMenu((open) => (open?.opener === opener ? null : open));
    setMenu({ file, opener, close });
  };
  const rows: interactions.Rows = { ...page, openMenu };
  const withRows =
    <Event>(handle: (rows: interactions.Rows, event: Event) => void) =>
    (event: Event) =>
      handle(rows, event);
  const prepare = withRows(interactions.prepare);
  const listeners = {
    onClick: (event: MouseEvent<HTMLElement>) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const changes = link === null ? undefined : changesOf(link);
      if (changes !== undefined) followInPlace(event, changes);
      interactions.click(rows, event);
    },
    onAuxClick: withRows(interactions.follow),
    onPointerOver: prepare,
    onPointerDown: prepare,
    onFocus: prepare,
    onMouseDown: withRows(interactions.pressMouse),
    onKeyDown: withRows(interactions.pressKey),
    onCopy: withRows(interactions.copy),
  };
  return { menu, listeners };
}
