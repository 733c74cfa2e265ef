import { type ReactNode, useId, useState } from 'react';
import type { Names } from '../../domain/describe.ts';
import type { FileList, FileListResult } from '../../queries/fileList.ts';
import { formatCount, formatMonth } from '../../ui/format.ts';
import { originOf, Reasons } from './Reasons.tsx';
import styles from './Summary.module.css';

interface SummaryProps {
  /** The filters in words. */
  heading: string;
  fileList: FileList;
  names: Names;
  /** Buttons for the result. */
  actions: ReactNode;
  /** Further information, at the end of the line. */
  children?: ReactNode;
}

/** Summarises the result: the filters, the number of files, members and projects, the period, and the provenance. */
export function Summary({ heading, fileList, names, actions, children }: SummaryProps) {
  const { result, provenance } = fileList;
  const [isExplained, setExplained] = useState(false);
  const reasons = useId();
  return (
    <section className={styles['summary']} aria-label="Summary">
      <div className={styles['actions']}>{actions}</div>
      <h1 tabIndex={-1}>{heading}</h1>
      <p data-full-list={provenance.needsFullList}>
        <span role="status" aria-label="Files found" data-so-far={result.isPartial}>
          {countOf(result)}
        </span>
        {!result.isPending && (
          // The key replaces the element when the count changes, so that it causes no layout shift. While a list
          // loads, the element stays.
          <span key={provenance.strategy.kind + (result.isPartial ? '' : countOf(result))}>
            {' · '}
            {originOf(fileList)}{' '}
            <button
              type="button"
              className={styles['toggle']}
              aria-expanded={isExplained}
              aria-controls={reasons}
              onClick={() => setExplained(!isExplained)}
            >
              why?
            </button>
          </span>
        )}
        {children}
      </p>
      <p id={reasons} hidden={!isExplained || result.isPending} className={styles['reasons']}>
        {isExplained && <Reasons fileList={fileList} names={names} />}
      </p>
    </section>
  );
}

function countOf({
  count,
  error,
  isPartial,
  isPending,
  summary,
  redactedCount,
}: FileListResult): string {
  if (isPending || count === null) return error === null ? 'Counting the files…' : 'Not counted';
  const parts = [isPartial ? `${formatCount(count, 'file')} so far` : formatCount(count, 'file')];
  if (summary !== null && summary.files > 0) {
    const owners = [
      summary.members > 0 ? formatCount(summary.members, 'member') : null,
      summary.hiddenMembership > 0 && summary.members === 0 ? 'hidden members' : null,
      summary.projects > 1 ? formatCount(summary.projects, 'project') : null,
    ].filter((part) => part !== null);
    if (owners.length > 0) parts[0] += ` of ${owners.join(' and ')}`;
    parts.push(periodOf(summary.first, summary.last));
  }
  if (redactedCount > 0) {
    parts.push(
      `${formatCount(redactedCount, 'of them is', 'of them are')} not shown by the server`,
    );
  }
  return parts.filter((part) => part !== '').join(' · ');
}

function periodOf(first: string | null, last: string | null): string {
  if (first === null || last === null) return '';
  const [from, to] = [formatMonth(first), formatMonth(last)];
  return from === to ? from : `${from} – ${to}`;
}
