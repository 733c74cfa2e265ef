import { type MouseEvent, useState } from 'react';
import type { DataFile } from '../api/schemas.ts';
import { webLink } from '../api/webLink.ts';
import { nameOf } from '../listing/nameOf.ts';
import { useLink } from '../queries/links.ts';
import { useSource } from '../session/SessionProvider.tsx';
import { shown } from '../ui/shown.ts';
import styles from './DownloadLink.module.css';
import { followDownload, prepareDownload } from './downloads.ts';

/**
 * A real link to the file, which always works: one that is too old is renewed as soon as somebody
 * is about to use it, and at the latest when it is followed. Whoever serves the file names it, so
 * there is no `download` attribute. The rows of the table have the same, by `drawDownload`.
 */
export function DownloadLink({ file: listed }: { file: DataFile }) {
  const source = useSource();
  const link = useLink(listed);
  const [isReady, setReady] = useState(false);
  const { file } = link;
  if (file === null) return <span className={styles['none']}>withdrawn</span>;
  const href = webLink(file.download_url);
  if (href === null) {
    return (
      <span
        className={styles['none']}
        title={`The API gives no plain web address: ${shown(file.download_url)}`}
      >
        no link
      </span>
    );
  }
  const prepare = () => prepareDownload(link);
  const follow = (event: MouseEvent<HTMLAnchorElement>) =>
    followDownload(event, event.currentTarget, source, link, setReady);
  return (
    <a
      className={styles['download']}
      href={href}
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
