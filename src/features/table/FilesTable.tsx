import type { Asked } from '../../url/searchParams.ts';
import type { Names } from '../../domain/describe.ts';
import type { Listing } from '../../queries/listing.ts';
import type { FileTable } from './columns.ts';
import { AllRows } from './scroll/AllRows.tsx';
import { PageRows } from './scroll/PageRows.tsx';
import { Empty } from './states/Empty.tsx';
import { Failure } from './states/Failure.tsx';
import { PastTheEnd } from './states/PastTheEnd.tsx';
import { Skeleton } from './states/Skeleton.tsx';

interface FilesTableProps {
  table: FileTable;
  asked: Asked;
  names: Names;
  listing: Listing;
}

/** The table of files, or the state that replaces it. */
export function FilesTable({ table, asked, names, listing }: FilesTableProps) {
  const { files, count, error, isPending, isSoFar, isStale, unknown, withheld } = listing;
  if (isPending && error !== null) {
    return <Failure error={error} retry={listing.retry} />;
  }
  if (isPending || count === null) return <Skeleton />;
  if (count > 0 && asked.offset >= count && !isStale)
    return (
      // The key makes React remove the previous state's elements, so that none of them keeps the focus.
      <PastTheEnd key="past the end" asked={asked} count={count} isSoFar={isSoFar} />
    );
  if (asked.limit === 'all' && count > 0) {
    return (
      <AllRows
        key="all rows"
        table={table}
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
    <PageRows
      table={table}
      offset={listing.offset}
      count={isSoFar ? null : count}
      asked={asked}
      names={names}
      isStale={isStale}
    />
  );
}
