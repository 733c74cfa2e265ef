import { isActive, requestsLeft } from '../../retrieval/loadState.ts';
import type { FileList } from '../../queries/fileList.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import strip from '../../ui/Strip.module.css';

/** Who shares what is only known once everything has been read: what that costs, and how it goes. */
export function CohortProgress({ fileList }: { fileList: FileList }) {
  const { reading, error, retry } = fileList;
  if (error !== null) {
    return (
      <div className={strip['strip']} role="alert">
        <span>{error.message}</span>
        <Button onClick={retry}>Retry</Button>
      </div>
    );
  }
  if (reading === null || reading.count === null) {
    return <p role="status">Counting the files…</p>;
  }
  const { count, offset } = reading;
  if (isActive(reading)) {
    return (
      <ProgressLine
        text={`Reading the list: ${formatNumber(offset)} of ${formatCount(count, 'file')}`}
        done={offset}
        all={count}
        onCancel={fileList.pause}
      />
    );
  }
  return (
    <div className={strip['strip']} role="status">
      <span>
        Who shares what is known once all {formatCount(count, 'file')} have been read: the rest
        takes {formatCount(requestsLeft(reading), 'request')}.
      </span>
      <Button variant="primary" onClick={fileList.confirm}>
        Read all files
      </Button>
    </div>
  );
}
