import { isActive, requestsLeft } from '../../retrieval/loadState.ts';
import type { Listing } from '../../queries/listing.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import strip from '../../ui/Strip.module.css';

/** Who shares what is only known once everything has been read: what that costs, and how it goes. */
export function CohortReading({ listing }: { listing: Listing }) {
  const { reading, error, retry } = listing;
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
        onCancel={listing.cancel}
      />
    );
  }
  return (
    <div className={strip['strip']} role="status">
      <span>
        Who shares what is known once all {formatCount(count, 'file')} have been read: the rest
        takes {formatCount(requestsLeft(reading), 'request')}.
      </span>
      <Button look="main" onClick={listing.readOn}>
        Read all files
      </Button>
    </div>
  );
}
