import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/ApiError.ts';
import { webLink } from '../../api/webLink.ts';
import { renewLink } from '../../queries/links.ts';
import { allFiles } from '../../queries/allFiles.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { canRead, type FolderParts, keepInFolder, type Outcome, reportOf } from './folder.ts';
import styles from './ExportDrawer.module.css';
import { useSession } from '../../session/SessionProvider.tsx';
import type { FileQuery } from '../../domain/filters.ts';

declare global {
  interface Window {
    /** File System Access API; not in every browser. */
    showDirectoryPicker?: (options: { mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;
  }
}

interface FolderDownloadProps {
  fileQuery: FileQuery;
  /** Names of the projects in the filters, by id. */
  projectNames: ReadonlyMap<number, string>;
}

type State =
  | { status: 'idle' }
  | { status: 'working'; done: number; count: number | null }
  | { status: 'done'; outcomes: readonly Outcome[] }
  | { status: 'failed'; message: string };

/** Saves the files in a folder, if the browser and the file host allow this. */
export function FolderDownload({ fileQuery, projectNames }: FolderDownloadProps) {
  const session = useSession();
  const [state, setState] = useState<State>({ status: 'idle' });
  const running = useRef<AbortController>(null);

  // Cancels the download when the drawer closes, because the user could no longer see or stop it.
  useEffect(() => () => running.current?.abort(), []);

  const start = async () => {
    const control = new AbortController();
    const { signal } = control;
    running.current = control;
    setState({ status: 'working', done: 0, count: null });
    try {
      const folder = await window.showDirectoryPicker?.({ mode: 'readwrite' });
      if (folder === undefined) return;
      const parts: FolderParts = {
        folder,
        projectNames,
        renew: (file) => renewLink(session, file),
        read: (address) =>
          session.source.fetch(new Request(address, { signal, credentials: 'omit' })),
        signal,
      };
      const outcomes: Outcome[] = [];
      for await (const { files, count } of allFiles(session, fileQuery, signal)) {
        const [first] = files;
        if (outcomes.length === 0 && first !== undefined) {
          const renewed = await parts.renew(first);
          const link = renewed === null ? null : webLink(renewed.download_url);
          if (link !== null && !(await canRead(link, parts.read, signal))) {
            setState({ status: 'failed', message: CANNOT_READ });
            return;
          }
        }
        for (const file of files) {
          outcomes.push(await keepInFolder(file, parts));
          setState({ status: 'working', done: outcomes.length, count });
        }
      }
      const report = await folder.getFileHandle('report.csv', { create: true });
      const target = await report.createWritable();
      await target.write(reportOf(outcomes, session.source.origin));
      await target.close();
      setState({ status: 'done', outcomes });
    } catch (error) {
      // The user has closed the folder picker: not an error.
      const isDismissed = error instanceof DOMException && error.name === 'AbortError';
      if (signal.aborted || isDismissed) setState({ status: 'idle' });
      else
        setState({
          status: 'failed',
          message: error instanceof ApiError ? error.message : NO_FOLDER,
        });
    }
  };

  if (window.showDirectoryPicker === undefined) {
    return (
      <p className={styles['note']}>
        This browser does not let a page write into a folder; the scripts do the same.
      </p>
    );
  }
  if (state.status === 'working') {
    const { done, count } = state;
    const all = count === null ? '' : ` of ${formatCount(count, 'file')}`;
    return (
      <ProgressLine
        text={`${formatNumber(done)}${all} in the folder`}
        done={done}
        all={count}
        onCancel={() => running.current?.abort()}
      />
    );
  }
  return (
    <>
      <Button onClick={() => void start()}>Into a folder</Button>
      {state.status === 'done' && <p role="status">{summaryOf(state.outcomes)}</p>}
      {state.status === 'failed' && (
        <p role="alert" className={styles['failed']}>
          {state.message}
        </p>
      )}
    </>
  );
}

const CANNOT_READ =
  'This page may not read the files: their host, or the page’s own policy, keeps pages from reading what is stored elsewhere. The scripts can: they are no page.';
const NO_FOLDER = 'The folder could not be written to.';

function summaryOf(outcomes: readonly Outcome[]): string {
  const count = (status: Outcome['status']) =>
    outcomes.filter((outcome) => outcome.status === status).length;
  const parts = [`${formatCount(count('downloaded'), 'file')} downloaded`];
  for (const status of ['already there', 'withdrawn', 'failed'] as const) {
    if (count(status) > 0) parts.push(`${formatNumber(count(status))} ${status}`);
  }
  return `${parts.join(', ')}. What became of each is in report.csv.`;
}
