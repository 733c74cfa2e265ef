import { useId } from 'react';
import {
  isActive,
  type LoadState,
  missingCount,
  requestsLeft,
  secondsLeft,
} from '../../retrieval/loadState.ts';
import type { FileList } from '../../queries/fileList.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount, formatNumber, formatSeconds } from '../../ui/format.ts';
import strip from '../../ui/Strip.module.css';
import styles from './Summary.module.css';

/** The state of loading the full list: the cost, the progress, and how many files are missing at the end. */
export function LoadProgress({ fileList, load }: { fileList: FileList; load: LoadState }) {
  const id = useId();
  const { confirm, pause } = fileList.progress;
  const { status, count, offset } = load;
  const missing = missingCount(load);

  if (status === 'complete') {
    return missing === 0 ? null : (
      <p className={strip['strip']} role="status">
        The list changed while it was read: {formatCount(missing, 'file')} that the server counts
        did not come.
      </p>
    );
  }
  if (fileList.provenance.strategy.kind !== 'fullLoad' || count === null) return null;
  const isWorking = isActive(load);
  return (
    <section aria-label="Reading" className={strip['strip']} data-problem={status === 'error'}>
      <span
        // A new element for a different role, so that screen readers announce it.
        key={status === 'error' ? 'error' : String(isWorking)}
        id={id}
        role={isWorking ? undefined : status === 'error' ? 'alert' : 'status'}
      >
        {isWorking ? progressText(load, count) : idleText(load, count)}
      </span>
      {isWorking ? (
        <progress aria-labelledby={id} value={offset} max={Math.max(count, 1)} />
      ) : (
        <span className={styles['spacer']} />
      )}
      {/* One element for both buttons, so that it keeps the focus. */}
      <Button variant={isWorking ? 'plain' : 'primary'} onClick={isWorking ? pause : confirm}>
        {isWorking ? 'Cancel' : 'Read all files'}
      </Button>
    </section>
  );
}

function progressText(load: LoadState, count: number): string {
  const position = `${formatNumber(load.offset)} of ${formatCount(count, 'file')}`;
  if (load.status === 'backingOff' && load.error !== null) {
    return `Reading the list: ${position}. ${load.error.message} Trying again shortly, with smaller pages.`;
  }
  const seconds = secondsLeft(load);
  const left = seconds === null ? '' : `, ${formatSeconds(seconds)} left`;
  const rate = load.rate === null ? '' : `, ${formatNumber(Math.round(load.rate))} per second`;
  return `Reading the list: ${position}${rate}${left}`;
}

function idleText(load: LoadState, count: number): string {
  const requests = formatCount(requestsLeft(load), 'request');
  const rest = formatCount(count - load.offset, 'file');
  if (load.status === 'error') {
    return `${load.error?.message ?? ''} ${formatNumber(load.offset)} of ${formatCount(count, 'file')} are read; reading goes on from there.`;
  }
  if (load.status === 'paused') {
    return `Stopped at ${formatNumber(load.offset)} of ${formatCount(count, 'file')}. The other ${rest} take ${requests}.`;
  }
  return `Only the first ${formatNumber(load.offset)} of ${formatCount(count, 'file')} are looked through so far. The server has no answer to this: the other ${rest} would have to be read, in ${requests}.`;
}
