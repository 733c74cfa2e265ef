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

/** Renews an expired link before the user clicks it, because the user may also copy its address. */
export function prepareDownload({ file, renew }: FileLink): void {
  if (file !== null && !isFresh(file)) void renew().catch(ignore);
}

/**
 * Handles a click on `anchor`: renews an expired link before following it. Then calls `onRenewed`. `isReady` is true if
 * the user must click again, because the renewal took so long that the browser no longer allows a new tab.
 */
export function followDownload(
  event: MouseEvent,
  anchor: HTMLAnchorElement,
  source: Source,
  { file, renew }: FileLink,
  onRenewed: (isReady: boolean) => void,
): void {
  const { button } = event;
  // The right button opens the context menu.
  if (button > 1) return;
  if (!isServed(source)) {
    event.preventDefault();
    void saveFromPage(source, renew);
  } else if (file !== null && !isFresh(file)) {
    event.preventDefault();
    void followRenewed(anchor, button, renew).then(onRenewed);
  }
}

function ignore(): void {
  // Following the link requests it again, and then the server shows its error.
}

/**
 * Renews a link and follows it as it was clicked. If the renewal fails, follows the old link. Returns true if the user
 * must click again: browsers open a tab only shortly after a click.
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
  // A new element: a click on the page's link would be handled again, and its row may show another file by now.
  const anchor = document.createElement('a');
  Object.assign(anchor, { href: address, target: '_blank', rel: 'noopener noreferrer' });
  anchor.click();
  return false;
}

/** Saves a file of the sample on a page without a server: the page generates it. */
async function saveFromPage(source: Source, renew: () => Promise<DataFile | null>): Promise<void> {
  const file = await renew();
  const address = file === null ? null : webLink(file.download_url);
  if (file === null || address === null) return;
  const response = await source.fetch(new Request(address));
  const blob = await response.blob();
  saveAs([blob], blob.type, displayName(file));
}

/** Renews the expired links of `files`, one after the other. */
async function renewAll(session: Session, files: readonly DataFile[]): Promise<void> {
  for (const file of files.filter((each) => !isFresh(each))) {
    try {
      await renewLink(session, file);
    } catch {
      // The other renewals would probably fail, too. A link is renewed again when the user uses it.
      return;
    }
  }
}

/** Renews the expired links of the visible rows when the page becomes visible again, perhaps after hours. */
export function useRenewOnReturn(visibleFiles: () => readonly DataFile[]): void {
  const session = useSession();
  // Synchronises with the visibility of the page.
  useEffect(() => {
    const listen = () => {
      if (document.visibilityState !== 'visible') return;
      void renewAll(session, visibleFiles());
    };
    document.addEventListener('visibilitychange', listen);
    return () => document.removeEventListener('visibilitychange', listen);
  }, [session, visibleFiles]);
}
