import { lazy } from 'react';
import type { Asked } from '../address/parameters.ts';
import type { Source } from '../api/source.ts';
import type { Names } from '../listing/describe.ts';
import type { Listing } from '../queries/listing.ts';
import { Late } from '../ui/Late.tsx';
import { Failure } from './Failure.tsx';
import { FilesTable } from './FilesTable.tsx';
import { Skeleton } from './Skeleton.tsx';

const AllRows = lazy(async () => ({ default: (await import('./AllRows.tsx')).AllRows }));
const Empty = lazy(async () => ({ default: (await import('./Empty.tsx')).Empty }));
const PastTheEnd = lazy(async () => ({
  default: (await import('./PastTheEnd.tsx')).PastTheEnd,
}));

interface FilesProps {
  source: Source;
  asked: Asked;
  names: Names;
  listing: Listing;
}

/** The rows, or what stands in their place: one state at a time. */
export function Files({ source, asked, names, listing }: FilesProps) {
  const { files, count, error, isPending, isSoFar, isStale, unknown, withheld } = listing;
  if (isPending && error !== null) {
    return <Failure error={error} retry={listing.retry} source={source} />;
  }
  if (isPending || count === null) return <Skeleton />;
  if (count > 0 && asked.offset >= count && !isStale)
    return (
      // With a key of its own: what had the focus goes away with it, rather than being hidden.
      <Late key="past the end" waiting={<Skeleton />}>
        <PastTheEnd asked={asked} count={count} isSoFar={isSoFar} />
      </Late>
    );
  if (asked.limit === 'all' && count > 0) {
    return (
      <Late key="all rows" waiting={<Skeleton />}>
        <AllRows asked={asked} names={names} count={count} isSoFar={isSoFar} isBusy={isStale} />
      </Late>
    );
  }
  if (files.length === 0) {
    return (
      <Late key="empty" waiting={<Skeleton />}>
        <Empty
          asked={asked}
          names={names}
          unknown={unknown}
          isSoFar={isSoFar}
          withheld={withheld}
        />
      </Late>
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
