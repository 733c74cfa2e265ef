import type { DataFile } from '../api/schemas.ts';
import { webLink } from '../api/webLink.ts';
import { nameOf } from '../listing/nameOf.ts';
import { make, put, write } from '../ui/make.ts';
import { shown } from '../ui/shown.ts';
import styles from './DownloadLink.module.css';

/**
 * `DownloadLink` without React, at the end of `cell`, for one file after another; null for one that
 * was withdrawn. What is done with it is up to whoever listens around it.
 */
export function drawDownload(cell: Element) {
  const link = make('a', styles['download'], {
    target: '_blank',
    rel: 'noopener noreferrer',
    referrerpolicy: 'no-referrer',
  });
  const none = make('span', styles['none']);
  let drawn: Element = link;
  cell.append(link);
  return (file: DataFile | null): void => {
    const href = file === null ? null : webLink(file.download_url);
    const wanted = href === null ? none : link;
    if (drawn !== wanted) drawn.replaceWith((drawn = wanted));
    if (file !== null && href !== null) {
      put(link, 'href', href);
      put(link, 'aria-label', `Download ${nameOf(file)}`);
      write(link, 'Download');
    } else {
      write(none, file === null ? 'withdrawn' : 'no link');
      none.title =
        file === null ? '' : `The API gives no plain web address: ${shown(file.download_url)}`;
    }
  };
}
