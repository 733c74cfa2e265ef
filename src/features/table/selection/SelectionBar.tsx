import type { ReactNode } from 'react';
import type { SearchParams } from '../../../url/searchParams.ts';
import { useSource } from '../../../session/SessionProvider.tsx';
import { countSelected, noSelection, type Selection } from '../../../domain/selection.ts';
import { Button } from '../../../ui/Button.tsx';
import { focusHeading } from '../../../ui/focus.ts';
import { formatCount } from '../../../ui/format.ts';
import styles from './SelectionBar.module.css';
import { changeSelection } from '../../../session/selection.ts';

interface SelectionBarProps {
  params: SearchParams;
  selection: Selection;
  /** How many files match; null while this is unknown. */
  count: number | null;
  /** Actions for the selected files. */
  children: ReactNode;
}

/** Counts the selected files, and offers actions. It covers the end of the rows, so that opening it moves nothing. */
export function SelectionBar({ params, selection, count, children }: SelectionBarProps) {
  const source = useSource();
  const selected = countSelected(selection, count);
  const isOpen = selected !== 0;
  return (
    <div className={styles['bar']} data-open={isOpen}>
      {/* Always in the document: screen readers do not announce a status that is added with its text. */}
      <span role="status" aria-label="Selected">
        {isOpen && textFor(selected, count)}
      </span>
      {isOpen && (
        <>
          {children}
          <Button
            variant="quiet"
            onClick={() => {
              changeSelection(source, params, () => noSelection);
              focusHeading();
            }}
          >
            Clear selection
          </Button>
        </>
      )}
    </div>
  );
}

function textFor(selected: number | null, count: number | null): string {
  if (selected === null) return 'All files selected';
  const files = `${formatCount(selected, 'file')} selected`;
  return selected === count && count > 1 ? `All ${files}` : files;
}
