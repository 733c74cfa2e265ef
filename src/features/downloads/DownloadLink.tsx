import { type MouseEvent, useState } from 'react';
import type { DataFile } from '../../api/schemas.ts';
import { useLink } from '../../queries/links.ts';
import { useSource } from '../../session/SessionProvider.tsx';
import { CLICK_AGAIN, describeDownload } from './describeDownload.ts';
import { followDownload, prepareDownload } from './downloads.ts';

/**
 * A link to the file. The page renews an expired link when the pointer or the focus reaches it, or when the user
 * clicks it.
 */
export function DownloadLink({ file: listedFile }: { file: DataFile }) {
  const source = useSource();
  const link = useLink(listedFile);
  const [isReady, setReady] = useState(false);
  const { tag, className, text, attributes } = describeDownload(link.file);
  if (tag === 'span') {
    return (
      <span {...attributes} className={className}>
        {text}
      </span>
    );
  }
  const prepare = () => prepareDownload(link);
  const follow = (event: MouseEvent<HTMLAnchorElement>) =>
    followDownload(event, event.currentTarget, source, link, setReady);
  return (
    <a
      {...attributes}
      href={attributes.href}
      className={className}
      onPointerEnter={prepare}
      onPointerDown={prepare}
      onFocus={prepare}
      onClick={follow}
      onAuxClick={follow}
    >
      {isReady ? CLICK_AGAIN : text}
    </a>
  );
}
