import type { FacetsResult, Scope } from '../../queries/facets.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './Overview.module.css';

interface CaptionProps {
  /** What is counted, or that nothing is. */
  words: string;
  facets: FacetsResult;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
}

/** What is counted, and what it would take to count all of it. */
export function Caption({ words, facets, isTable, onTable }: CaptionProps) {
  const { offer, reading, problem, loadAll, pause } = facets;
  return (
    <div className={styles['caption']}>
      <h2>
        <span className="visually-hidden">Overview </span>
        {words}
      </h2>
      {reading !== null && (
        <div className={styles['reading']}>
          <ProgressLine
            text={`Reading the list: ${formatNumber(reading.offset)}${reading.count === null ? '' : ` of ${formatCount(reading.count, 'file')}`}`}
            done={reading.offset}
            all={reading.count}
            onCancel={pause}
          />
        </div>
      )}
      {problem !== null && <span role="alert">{problem}</span>}
      {offer !== null && (
        <>
          <Button onClick={loadAll}>Read all files</Button>
          {offer.files !== null && (
            <span>
              to count {formatCount(offer.files, 'file')}, in{' '}
              {formatCount(offer.requests, 'request')}
            </span>
          )}
        </>
      )}
      <Button variant="quiet" aria-pressed={isTable} onClick={() => onTable(!isTable)}>
        Show as tables
      </Button>
    </div>
  );
}

/**
 * What was counted, to go behind what it is counted of: `of all 31 files`, `of the 100 on this
 * page`, `of the 3,500 read so far`.
 * @param files how many files were counted
 * @param what follows "files" and says which: ` of any date`
 */
export function describeScope(of: Scope, files: number, what = ''): string {
  switch (of.kind) {
    case 'all':
      return files === 1
        ? `of the only file${what}`
        : `of all ${formatCount(files, 'file')}${what}`;
    case 'page':
      return `of the ${formatNumber(files)} on this page${what}`;
    case 'loaded':
      return of.isFiltered
        ? `of the ${formatNumber(files)} found${what} among ${formatNumber(of.loaded)} read so far`
        : `of the ${formatNumber(of.loaded)} read so far`;
  }
}
