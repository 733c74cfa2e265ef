import type { SearchParams } from '../../url/searchParams.ts';
import type { Names } from '../../domain/describe.ts';
import type { FileListResult } from '../../queries/fileList.ts';
import type { FileTable } from './columns.ts';
import { AllRows } from './scroll/AllRows.tsx';
import { PageRows } from './scroll/PageRows.tsx';
import { Empty } from './states/Empty.tsx';
import { Failure } from './states/Failure.tsx';
import { PastTheEnd } from './states/PastTheEnd.tsx';
import { Skeleton } from './states/Skeleton.tsx';

interface FilesTableProps {
  table: FileTable;
  params: SearchParams;
  names: Names;
  result: FileListResult;
}

/** The table of files, or the state that replaces it. */
export function FilesTable({ table, params, names, result }: FilesTableProps) {
  const { files, count, error, isPending, isPartial, isStale, unknown, redactedCount } = result;
  if (isPending && error !== null) {
    return <Failure error={error} retry={result.retry} />;
  }
  if (isPending || count === null) return <Skeleton />;
  if (count > 0 && params.offset >= count && !isStale)
    return (
      // The key makes React remove the previous state's elements, so that none of them keeps the focus.
      <PastTheEnd key="past the end" params={params} count={count} isPartial={isPartial} />
    );
  if (params.limit === 'all' && count > 0) {
    return (
      <AllRows
        key="all rows"
        table={table}
        params={params}
        names={names}
        count={count}
        isPartial={isPartial}
        isBusy={isStale}
      />
    );
  }
  if (files.length === 0) {
    return (
      <Empty
        key="empty"
        params={params}
        names={names}
        unknown={unknown}
        isPartial={isPartial}
        redactedCount={redactedCount}
      />
    );
  }
  return (
    <PageRows
      table={table}
      offset={result.offset}
      count={isPartial ? null : count}
      params={params}
      names={names}
      isStale={isStale}
    />
  );
}
