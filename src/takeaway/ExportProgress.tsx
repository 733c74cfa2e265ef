import { useQueryClient } from '@tanstack/react-query';
import type { Asked } from '../address/parameters.ts';
import type { Source } from '../api/source.ts';
import { secondsLeft } from '../listing/readingProgress.ts';
import { questionOf } from '../address/questionOf.ts';
import { useReadings } from '../queries/readings.ts';
import { wholeResultOf } from '../queries/wholeResult.ts';
import { formatCount, formatNumber, formatSeconds } from '../ui/format.ts';
import { ProgressLine } from '../ui/ProgressLine.tsx';
import styles from './TakeAway.module.css';
import type { ExportState } from './useExport.ts';

interface ExportProgressProps {
  source: Source;
  asked: Asked;
  state: ExportState;
  cancel: () => void;
}

/** How far an export is: first the list is read, where it is not yet, then the file is written. */
export function ExportProgress({ source, asked, state, cancel }: ExportProgressProps) {
  const client = useQueryClient();
  // Renders anew whenever a reading has come further.
  useReadings(source);
  if (state.status === 'idle') return null;
  if (state.status === 'failed') {
    return (
      <p role="alert" className={styles['failed']}>
        {state.message} What was read so far is kept: choose a format to go on from there.
      </p>
    );
  }
  if (state.status === 'done') {
    return (
      <p role="status">
        {formatCount(state.written, 'file')} written to {state.name}.
      </p>
    );
  }
  const { reading } = wholeResultOf(client, source, questionOf(asked));
  const isReading = state.count === null;
  const done = isReading ? reading.offset : state.written;
  const all = isReading ? reading.count : state.count;
  const seconds = isReading ? secondsLeft(reading) : null;
  const far = `${formatNumber(done)}${all === null ? '' : ` of ${formatCount(all, 'file')}`}`;
  const left = seconds === null ? '' : `, ${formatSeconds(seconds)} left`;
  const text = `${isReading ? 'Reading the list' : 'Writing'}: ${far}${left}`;
  return <ProgressLine text={text} done={done} all={all} onCancel={cancel} />;
}
