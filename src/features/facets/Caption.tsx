import type { FacetsResult, Scope } from '../../queries/facets.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './Overview.module.css';

interface CaptionProps {
  /** Which files are counted, or why none are. */
  heading: string;
  facets: FacetsResult;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
}

/** Shows which files are counted, and offers to load the rest. */
export function Caption({ heading, facets, isTable, onTable }: CaptionProps) {
  const { offer, load, problem, loadAll, pause } = facets;
  return (
    <div className={styles['caption']}>
      <h2>
        <span className="visually-hidden">Overview </span>
        {heading}
      </h2>
      {load !== null && (
        <div className={styles['progress']}>
          <ProgressLine
            text={`Reading the list: ${formatNumber(load.offset)}${load.count === null ? '' : ` of ${formatCount(load.count, 'file')}`}`}
            done={load.offset}
            all={load.count}
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
 * Describes which files were counted: "of all 31 files", "of the 100 on this page", "of the 3,500 read so far".
 * @param files how many files were counted
 * @param qualifier text after "files" that restricts them, such as " of any date"
 */
export function describeScope(of: Scope, files: number, qualifier = ''): string {
  switch (of.kind) {
    case 'all':
      return files === 1
        ? `of the only file${qualifier}`
        : `of all ${formatCount(files, 'file')}${qualifier}`;
    case 'page':
      return `of the ${formatNumber(files)} on this page${qualifier}`;
    case 'loaded':
      return of.isFiltered
        ? `of the ${formatNumber(files)} found${qualifier} among ${formatNumber(of.loaded)} read so far`
        : `of the ${formatNumber(of.loaded)} read so far`;
  }
}
