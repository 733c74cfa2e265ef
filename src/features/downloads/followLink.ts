import type { DataFile } from '../../api/schemas.ts';
import type { Source } from '../../api/source.ts';
import { webLink } from '../../api/webLink.ts';
import { isFresh } from '../../domain/freshness.ts';
import { displayName } from '../../domain/fileName.ts';
import type { Session } from '../../session/session.ts';
import { renewLink } from '../../queries/links.ts';
import { saveAs } from '../../ui/saveAs.ts';

/**
 * Follows a link, as it was clicked, once it is renewed. Without a renewal the old one must do.
 * Gives whether the reader must click again: browsers open a tab only soon after a click.
 */
export async function followRenewed(
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
export async function saveFromHere(
  source: Source,
  renew: () => Promise<DataFile | null>,
): Promise<void> {
  const file = await renew();
  const address = file === null ? null : webLink(file.download_url);
  if (file === null || address === null) return;
  const response = await source.fetch(new Request(address));
  const blob = await response.blob();
  saveAs([blob], blob.type, displayName(file));
}

/** Renews the links of `files` that are too old, one after the other. */
export async function renewAll(session: Session, files: readonly DataFile[]): Promise<void> {
  for (const file of files.filter((each) => !isFresh(each))) {
    try {
      await renewLink(session, file);
    } catch {
      // Whoever uses one of these links will ask again; the others need not be tried now.
      return;
    }
  }
}
