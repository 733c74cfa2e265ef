import { type MouseEvent, useState } from 'react';
import type { DataFile } from '../api/schemas.ts';
import { isFresh } from '../listing/freshness.ts';
import { nameOf } from '../listing/nameOf.ts';
import { useLink } from '../queries/links.ts';
import { isServed } from '../queries/sources.ts';
import { useSource } from '../queries/useSource.ts';
import { shown } from '../ui/shown.ts';
import { loadFollowing } from './loadFollowing.ts';
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
      <span
        className={styles['none']}
        title={`The API gives no plain web address: ${shown(file.download_url)}`}
      >
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
    if (!isServed(source)) {
      event.preventDefault();
      void loadFollowing().then(({ saveFromHere }) => saveFromHere(source, renew));
    } else if (!isFresh(file)) {
      event.preventDefault();
      const { currentTarget, button } = event;
      void loadFollowing()
        .then(({ followRenewed }) => followRenewed(currentTarget, button, renew))
        .then(setReady);
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
