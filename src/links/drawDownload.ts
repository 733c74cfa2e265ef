import type { DataFile } from '../api/schemas.ts';
import { nameOf } from '../listing/nameOf.ts';
import { createElement, setAttribute, setText } from '../ui/dom.ts';
import { shown } from '../ui/shown.ts';
import styles from './DownloadLink.module.css';
import { isWebAddress } from './isWebAddress.ts';

/**
 * `DownloadLink` without React, at the end of `cell`, for one file after another; null for one that
 * was withdrawn. What is done with it is up to whoever listens around it.
 */
export function drawDownload(cell: Element) {
  const link = createElement('a', styles['download'], {
    target: '_blank',
    rel: 'noopener noreferrer',
    referrerpolicy: 'no-referrer',
  });
  const none = createElement('span', styles['none']);
  let drawn: Element = link;
  cell.append(link);
  return (file: DataFile | null): void => {
    const isLink = file !== null && isWebAddress(file.download_url);
    const wanted = isLink ? link : none;
    if (drawn !== wanted) drawn.replaceWith((drawn = wanted));
    if (isLink) {
      setAttribute(link, 'href', file.download_url);
      setAttribute(link, 'aria-label', `Download ${nameOf(file)}`);
      setText(link, 'Download');
    } else {
      setText(none, file === null ? 'withdrawn' : 'no link');
      none.title =
        file === null ? '' : `The API gives no plain web address: ${shown(file.download_url)}`;
    }
  };
}
