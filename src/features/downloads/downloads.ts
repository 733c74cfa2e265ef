import type { MouseEvent } from 'react';
import type { Source } from '../../api/source.ts';
import { isFresh } from '../../domain/freshness.ts';
import type { FileLink } from '../../queries/links.ts';
import { isServed } from '../../queries/sources.ts';
import { followRenewed, saveFromHere } from './followLink.ts';

/** Renews a link that is too old: whoever comes near it may copy its address, which no click would tell. */
export function prepareDownload({ file, renew }: FileLink): void {
  if (file !== null && !isFresh(file)) void renew().catch(ignore);
}

/**
 * Sees to it that a click on `anchor` leads to the file: a link that is too old is renewed first.
 * `say` is told afterwards whether the reader must click again, because the renewal took so long
 * that the browser takes no click for its cause any more.
 */
export function followDownload(
  event: MouseEvent,
  anchor: HTMLAnchorElement,
  source: Source,
  { file, renew }: FileLink,
  say: (isReady: boolean) => void,
): void {
  const { button } = event;
  // The right button opens a menu, which follows nothing.
  if (button > 1) return;
  if (!isServed(source)) {
    event.preventDefault();
    void saveFromHere(source, renew);
  } else if (file !== null && !isFresh(file)) {
    event.preventDefault();
    void followRenewed(anchor, button, renew).then(say);
  }
}

function ignore(): void {
  // Following the link will ask again, and the server will say then what is wrong.
}
