import type { ReactNode } from 'react';
import { AddressLink } from '../address/AddressLink.tsx';
import { dataFilePath } from '../api/endpoints.ts';
import type { DataFile } from '../api/schemas.ts';
import { LINK_LIFE_MS } from '../listing/freshness.ts';
import { nameOf } from '../listing/nameOf.ts';
import { useLink } from '../queries/links.ts';
import { useSource } from '../queries/useSource.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { formatTime } from '../ui/format.ts';
import { Menu } from '../ui/Menu.tsx';
import { isWebAddress } from './isWebAddress.ts';

interface RowMenuProps {
  file: DataFile;
  /** What else can be done with the file where it is listed. */
  children?: ReactNode;
}

/** What can be done with one file, besides downloading it. */
export function RowMenu({ file: listed, children }: RowMenuProps) {
  const source = useSource();
  const { file, renew } = useLink(source, listed);
  if (file === null) return null;
  return (
    <Menu
      label={`More about ${nameOf(file)}`}
      // Until when the link is valid stands in the menu: a link that is too old is renewed first.
      onOpen={() => void renew().catch(() => {})}
    >
      <AddressLink changes={{ file: file.id }}>Details</AddressLink>
      {children}
      {isWebAddress(file.download_url) && (
        <CopyButton
          text={async () => {
            const renewed = await renew();
            if (renewed === null) throw new Error('The file has been withdrawn.');
            return renewed.download_url;
          }}
          done="Link copied"
        >
          Copy link (valid until {formatTime(file.listed_at + LINK_LIFE_MS)})
        </CopyButton>
      )}
      <CopyButton text={() => new URL(dataFilePath(file.id), source.origin).href}>
        Copy permanent API link
      </CopyButton>
    </Menu>
  );
}
