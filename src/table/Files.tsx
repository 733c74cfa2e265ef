import type { Asked } from '../address/parameters.ts';
import type { Names } from '../listing/describe.ts';
import type { Listing } from '../queries/listing.ts';
import { Failure } from './Failure.tsx';
import { FilesTable } from './FilesTable.tsx';
import { Skeleton } from './Skeleton.tsx';
import { AllRows } from './AllRows.tsx';
import { Empty } from './Empty.tsx';
import { PastTheEnd } from './PastTheEnd.tsx';

interface FilesProps {
  asked: Asked;
  names: Names;
  listing: Listing;
}

/** The rows, or what stands in their place: one state at a time. */
export function Files({ asked, names, listing }: FilesProps) {
  const { files, count, error, isPending, isSoFar, isStale, unknown, withheld } = listing;
  if (isPending && error !== null) {
    return <Failure error={error} retry={listing.retry} />;
  }
  if (isPending || count === null) return <Skeleton />;
  if (count > 0 && asked.offset >= count && !isStale)
    return (
      // With a key of its own: what had the focus goes away with it, rather than being hidden.
      <PastTheEnd key="past the end" asked={asked} count={count} isSoFar={isSoFar} />
    );
  if (asked.limit === 'all' && count > 0) {
    return (
      <AllRows
        key="all rows"
        asked={asked}
        names={names}
        count={count}
        isSoFar={isSoFar}
        isBusy={isStale}
      />
    );
  }
  if (files.length === 0) {
    return (
      <Empty
        key="empty"
        asked={asked}
        names={names}
        unknown={unknown}
        isSoFar={isSoFar}
        withheld={withheld}
      />
    );
  }
  return (
    <FilesTable
      files={files}
      offset={listing.offset}
      count={isSoFar ? null : count}
      asked={asked}
      names={names}
      isStale={isStale}
    />
  );
}
