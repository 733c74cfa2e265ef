import type { DataFile } from '../../api/schemas.ts';
import { webLink } from '../../api/webLink.ts';
import { displayName } from '../../domain/dataFile.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import styles from './DownloadLink.module.css';

/** A file's download link, or the text that replaces it. Attributes have React's names; `setAttribute` ignores case. */
export type Download =
  | {
      tag: 'a';
      className: string;
      text: string;
      attributes: Record<'href' | 'target' | 'rel' | 'aria-label', string> & {
        referrerPolicy: 'no-referrer';
      };
    }
  | { tag: 'span'; className: string; text: string; attributes: { title: string } };

/** The link's text if the renewal took so long that the browser requires a second click. */
export const CLICK_AGAIN = 'Click again';

/**
 * Describes the download link of a file; null stands for a withdrawn file. `DownloadLink` renders it with React, and
 * the table's cells render it without React. The link has no `download` attribute, because the server names the file.
 */
export function describeDownload(file: DataFile | null): Download {
  const none = { tag: 'span', className: styles['none'] ?? '' } as const;
  if (file === null) return { ...none, text: 'withdrawn', attributes: { title: '' } };
  const href = webLink(file.download_url);
  if (href === null) {
    const title = `The API gives no plain web address: ${sanitizeText(file.download_url)}`;
    return { ...none, text: 'no link', attributes: { title } };
  }
  return {
    tag: 'a',
    className: styles['download'] ?? '',
    text: 'Download',
    attributes: {
      href,
      target: '_blank',
      rel: 'noopener noreferrer',
      referrerPolicy: 'no-referrer',
      'aria-label': `Download ${displayName(file)}`,
    },
  };
}
