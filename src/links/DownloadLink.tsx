import { type MouseEvent, useState } from 'react';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import { isFresh } from '../listing/freshness.ts';
import { nameOf } from '../listing/nameOf.ts';
import { useLink } from '../queries/links.ts';
import { linksAreServed, useSource } from '../queries/sources.ts';
import { saveAs } from '../ui/saveAs.ts';
import { isWebAddress } from './isWebAddress.ts';
import styles from './DownloadLink.module.css';

/**
 * A real link to the file, which always works: one that is too old is renewed as soon as somebody
 * is about to use it, and at the latest when it is followed. Whoever serves the file names it, so
 * there is no `download` attribute.
 */
export function DownloadLink({ file: listed }: { file: DataFile }) {
  const source = useSource();
  const { file, renew } = useLink(source, listed);
  // Said where the renewal took so long that the browser takes no click for its cause any more.
  const [isReady, setReady] = useState(false);
  if (file === null) return <span className={styles['none']}>withdrawn</span>;
  if (!isWebAddress(file.download_url)) {
    return (
      <span className={styles['none']} title={`The API gives no web address: ${file.download_url}`}>
        no link
      </span>
    );
  }
  // Whoever comes near the link may copy its address, which no click would tell.
  const prepare = () => {
    if (!isFresh(file)) void renew().catch(ignore);
  };
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    // The right button opens a menu, which follows nothing.
    if (event.button > 1) return;
    if (!linksAreServed(source)) {
      event.preventDefault();
      void saveFromHere(source, renew);
    } else if (!isFresh(file)) {
      event.preventDefault();
      void followRenewed(event.currentTarget, event.button, renew).then(setReady);
    }
  };
  return (
    <a
      className={styles['download']}
      href={file.download_url}
      target="_blank"
      rel="noopener noreferrer"
      referrerPolicy="no-referrer"
      aria-label={`Download ${nameOf(file)}`}
      onPointerEnter={prepare}
      onPointerDown={prepare}
      onFocus={prepare}
      onClick={follow}
      onAuxClick={follow}
    >
      {isReady ? 'Click again' : 'Download'}
    </a>
  );
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
  const address = file?.download_url ?? link.href;
  if (!isWebAddress(address)) return false;
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
  if (file === null) return;
  const response = await source.fetch(new Request(file.download_url));
  const blob = await response.blob();
  saveAs([blob], blob.type, nameOf(file));
}
