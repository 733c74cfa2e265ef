import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from '../../url/Link.tsx';
import { dataFilePath } from '../../api/endpoints.ts';
import type { DataFile } from '../../api/schemas.ts';
import { webLink } from '../../api/webLink.ts';
import { LINK_LIFE_MS } from '../../domain/dataFile.ts';
import { useLink } from '../../queries/links.ts';
import { useSource } from '../../session/SessionProvider.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatTime } from '../../ui/format.ts';
import { Popover } from '../../ui/Popover.tsx';
import styles from './RowMenu.module.css';

interface RowMenuProps {
  file: DataFile;
  /** The button of the row that opens the menu. */
  opener: HTMLButtonElement;
  onClose: () => void;
  /** Further menu entries. */
  children?: ReactNode;
}

/** The menu of a row: details, and copying the links of the file. */
export function RowMenu({ file: listedFile, opener, onClose, children }: RowMenuProps) {
  const source = useSource();
  const { file, renew } = useLink(listedFile);
  const renewal = useRef(renew);
  // Synchronises with the server: the menu shows until when the link is valid, so an expired link is renewed first.
  useEffect(() => void renewal.current().catch(() => {}), []);
  if (file === null) return null;
  return (
    <Popover className={styles['menu']} opener={opener} onClose={onClose}>
      <Link changes={{ file: file.id }}>Details</Link>
      {children}
      {webLink(file.download_url) !== null && (
        <CopyButton
          text={async () => {
            const renewed = await renew();
            if (renewed === null) throw new Error('The file has been withdrawn.');
            const link = webLink(renewed.download_url);
            if (link === null) throw new Error('The API gives no plain web address.');
            return link;
          }}
          done="Link copied"
        >
          Copy link (valid until {formatTime(file.listed_at + LINK_LIFE_MS)})
        </CopyButton>
      )}
      <CopyButton text={() => new URL(dataFilePath(file.id), source.origin).href}>
        Copy permanent API link
      </CopyButton>
    </Popover>
  );
}
