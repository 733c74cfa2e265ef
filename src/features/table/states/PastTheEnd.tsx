import { Link } from '../../../url/Link.tsx';
import { type SearchParams, pageSize } from '../../../url/searchParams.ts';
import { formatCount, formatNumber } from '../../../ui/format.ts';
import { Message } from '../../../ui/Message.tsx';

interface PastTheEndProps {
  params: SearchParams;
  count: number;
  /** Only a part of the list has been searched. */
  isPartial: boolean;
}

/** Shown if the page begins after the end of the list, or of the part that has been searched so far. */
export function PastTheEnd({ params, count, isPartial }: PastTheEndProps) {
  const first = formatNumber(params.offset + 1);
  if (isPartial) {
    return (
      <Message title="This page is not reached yet">
        <p>
          It begins at file {first}, and {formatCount(count, 'file')} were found so far.
        </p>
      </Message>
    );
  }
  const limit = pageSize(params);
  const last = Math.floor((count - 1) / limit) * limit;
  return (
    <Message title="This page is past the end of the list">
      <p>
        It would begin at file {first}, and there are {formatCount(count, 'file')}.{' '}
        <Link changes={{ offset: last }}>Go to the last page</Link>.
      </p>
    </Message>
  );
}
