import { AddressLink } from '../../../url/Link.tsx';
import { type Asked, pageSize } from '../../../url/searchParams.ts';
import { formatCount, formatNumber } from '../../../ui/format.ts';
import { Message } from '../../../ui/Message.tsx';

interface PastTheEndProps {
  asked: Asked;
  count: number;
  /** Only a part of the list has been searched. */
  isSoFar: boolean;
}

/** Shown if the page begins after the end of the list, or of the part that has been searched. */
export function PastTheEnd({ asked, count, isSoFar }: PastTheEndProps) {
  const first = formatNumber(asked.offset + 1);
  if (isSoFar) {
    return (
      <Message title="This page is not reached yet">
        <p>
          It begins at file {first}, and {formatCount(count, 'file')} were found so far.
        </p>
      </Message>
    );
  }
  const limit = pageSize(asked);
  const last = Math.floor((count - 1) / limit) * limit;
  return (
    <Message title="This page is past the end of the list">
      <p>
        It would begin at file {first}, and there are {formatCount(count, 'file')}.{' '}
        <AddressLink changes={{ offset: last }}>Go to the last page</AddressLink>.
      </p>
    </Message>
  );
}
