import type { MouseEvent } from 'react';
import type { DataFile } from '../api/schemas.ts';
import { linksAreServed, useSource } from '../queries/sources.ts';
import styles from './cells.module.css';

/** A real link to the file. Whoever serves it names it, so there is no `download` attribute. */
export function DownloadLink({ file }: { file: DataFile }) {
  const source = useSource();
  const name = file.basename === '' ? `file ${file.id}` : file.basename;
  if (!isWebAddress(file.download_url)) {
    return (
      <span className={styles['none']} title={`The API gives no web address: ${file.download_url}`}>
        no link
      </span>
    );
  }
  const saveHere = (event: MouseEvent) => {
    if (linksAreServed(source) || event.button > 1) return;
    event.preventDefault();
    void saveFromHere(source.fetch, file.download_url, name);
  };
  return (
    <a
      className={styles['download']}
      href={file.download_url}
      target="_blank"
      rel="noopener noreferrer"
      referrerPolicy="no-referrer"
      aria-label={`Download ${name}`}
      onClick={saveHere}
      onAuxClick={saveHere}
    >
      Download
    </a>
  );
}

/** Only `http` and `https` addresses may become links: a row may say `javascript:`. */
function isWebAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** On a page without a server, the sample's files come from the page itself. */
async function saveFromHere(
  fetchHere: (request: Request) => Promise<Response>,
  address: string,
  name: string,
): Promise<void> {
  const response = await fetchHere(new Request(address));
  const blob = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = blob;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(blob), 60_000);
}
