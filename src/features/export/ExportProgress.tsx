import { fileQueryOf, type SearchParams } from '../../url/searchParams.ts';
import { secondsLeft } from '../../retrieval/loadState.ts';
import { fullListOf } from '../../queries/allFiles.ts';
import { formatCount, formatNumber, formatSeconds } from '../../ui/format.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './ExportDrawer.module.css';
import type { ExportState } from './useExport.ts';
import { useLoads, useSession } from '../../session/SessionProvider.tsx';

interface ExportProgressProps {
  params: SearchParams;
  state: ExportState;
  cancel: () => void;
}

/** The progress of an export: loads the list, unless it is loaded already, and then writes the file. */
export function ExportProgress({ params, state, cancel }: ExportProgressProps) {
  const session = useSession();
  // Renders again when a load makes progress.
  useLoads();
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
  const { load } = fullListOf(session, fileQueryOf(params));
  const isLoading = state.count === null;
  const done = isLoading ? load.offset : state.written;
  const all = isLoading ? load.count : state.count;
  const seconds = isLoading ? secondsLeft(load) : null;
  const progress = `${formatNumber(done)}${all === null ? '' : ` of ${formatCount(all, 'file')}`}`;
  const left = seconds === null ? '' : `, ${formatSeconds(seconds)} left`;
  const text = `${isLoading ? 'Reading the list' : 'Writing'}: ${progress}${left}`;
  return <ProgressLine text={text} done={done} all={all} onCancel={cancel} />;
}
