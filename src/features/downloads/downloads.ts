import { type MouseEvent, useEffect } from 'react';
import type { Source } from '../../api/source.ts';
import { displayName, isFresh } from '../../domain/dataFile.ts';
import { type FileLink, renewLink } from '../../queries/links.ts';
import { isServed } from '../../queries/sources.ts';
import type { DataFile } from '../../api/schemas.ts';
import { webLink } from '../../api/webLink.ts';
import type { Session } from '../../session/session.ts';
import { saveAs } from '../../ui/saveAs.ts';
import { useSession } from '../../session/SessionProvider.tsx';

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

/**
 * Follows a link, as it was clicked, once it is renewed. Without a renewal the old one must do.
 * Gives whether the reader must click again: browsers open a tab only soon after a click.
 */
async function followRenewed(
  link: HTMLAnchorElement,
  button: number,
  renew: () => Promise<DataFile | null>,
): Promise<boolean> {
  const file = await renew().catch(() => undefined);
  if (file === null) return false;
  const address = webLink(file === undefined ? link.href : file.download_url);
  if (address === null) return false;
  if ('userActivation' in navigator && !navigator.userActivation.isActive) return true;
  if (button === 1) {
    window.open(address, '_blank', 'noopener,noreferrer');
    return false;
  }
  // A link of its own: the one on the page would be caught again, or be another row's by now.
  const again = document.createElement('a');
  Object.assign(again, { href: address, target: '_blank', rel: 'noopener noreferrer' });
  again.click();
  return false;
}

/** On a page without a server, the sample's files come from the page itself. */
async function saveFromHere(source: Source, renew: () => Promise<DataFile | null>): Promise<void> {
  const file = await renew();
  const address = file === null ? null : webLink(file.download_url);
  if (file === null || address === null) return;
  const response = await source.fetch(new Request(address));
  const blob = await response.blob();
  saveAs([blob], blob.type, displayName(file));
}

/** Renews the links of `files` that are too old, one after the other. */
async function renewAll(session: Session, files: readonly DataFile[]): Promise<void> {
  for (const file of files.filter((each) => !isFresh(each))) {
    try {
      await renewLink(session, file);
    } catch {
      // Whoever uses one of these links will ask again; the others need not be tried now.
      return;
    }
  }
}

/**
 * Renews the links of the rows in sight when the page is looked at again, one after the other.
 * Synchronises with the page's visibility: a tab may come back after hours.
 */
export function useRenewOnReturn(visibleFiles: () => readonly DataFile[]): void {
  const session = useSession();
  useEffect(() => {
    const listen = () => {
      if (document.visibilityState !== 'visible') return;
      void renewAll(session, visibleFiles());
    };
    document.addEventListener('visibilitychange', listen);
    return () => document.removeEventListener('visibilitychange', listen);
  }, [session, visibleFiles]);
}
