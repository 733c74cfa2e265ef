import { useState } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
import type { Names } from '../../domain/describe.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount } from '../../ui/format.ts';
import { LazyDrawer } from '../../ui/LazyDrawer.tsx';
import styles from './ExportButton.module.css';
import { lazyNamed } from '../../ui/lazyNamed.ts';

const ExportDrawer = lazyNamed(() => import('./ExportDrawer.tsx'), 'ExportDrawer');

interface TakeAwayButtonProps {
  params: SearchParams;
  names: Names;
  words: string;
  count: number | null;
  /** The files were picked out of the result by hand. */
  isSelection?: boolean;
}

/** Says how much there is to take away, and opens what it can be taken away as. */
export function ExportButton({ isSelection = false, ...props }: TakeAwayButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const { count } = props;
  return (
    <>
      <span className={styles['opener']}>
        <Button variant="primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {/* Other words in another place, rather than the same ones pushed aside. */}
          <span key={count}>{wordsFor(count, isSelection)}</span>
        </Button>
      </span>
      {isOpen && (
        <LazyDrawer label="Take away" onClose={() => setOpen(false)}>
          <ExportDrawer {...props} onClose={() => setOpen(false)} />
        </LazyDrawer>
      )}
    </>
  );
}

function wordsFor(count: number | null, isSelection: boolean): string {
  if (count === null) return isSelection ? 'Take away selected files' : 'Take away';
  return `Take away ${formatCount(count, isSelection ? 'selected file' : 'file')}`;
}
