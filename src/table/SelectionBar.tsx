import type { ReactNode } from 'react';
import type { Asked } from '../address/parameters.ts';
import { countSelected, nothingSelected, type Selection } from '../listing/selection.ts';
import { Button } from '../ui/Button.tsx';
import { focusHeading } from '../ui/focusHeading.ts';
import { formatCount } from '../ui/format.ts';
import styles from './SelectionBar.module.css';
import { changeSelection } from './useSelection.ts';
import { useSource } from '../session/SessionProvider.tsx';

interface SelectionBarProps {
  asked: Asked;
  selection: Selection;
  /** How many files the whole result has; null while that is not known. */
  count: number | null;
  /** What can be done with the selected files. */
  children: ReactNode;
}

/** How many files are selected. It stands before the rows' end, and moves nothing when it comes. */
export function SelectionBar({ asked, selection, count, children }: SelectionBarProps) {
  const source = useSource();
  const selected = countSelected(selection, count);
  const isOpen = selected !== 0;
  return (
    <div className={styles['bar']} data-open={isOpen}>
      {/* Always there: what is new in the page with its words in it is not read out. */}
      <span role="status" aria-label="Selected">
        {isOpen && wordsFor(selected, count)}
      </span>
      {isOpen && (
        <>
          {children}
          <Button
            look="quiet"
            onClick={() => {
              changeSelection(source, asked, () => nothingSelected);
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

function wordsFor(selected: number | null, count: number | null): string {
  if (selected === null) return 'All files selected';
  const files = `${formatCount(selected, 'file')} selected`;
  return selected === count && count > 1 ? `All ${files}` : files;
}
