import { useState } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
import type { Names } from '../../domain/describe.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount } from '../../ui/format.ts';
import { LazyDrawer } from '../../ui/LazyDrawer.tsx';
import styles from './ExportButton.module.css';
import { lazyNamed } from '../../ui/lazyNamed.ts';

const ExportDrawer = lazyNamed(() => import('./ExportDrawer.tsx'), 'ExportDrawer');

interface ExportButtonProps {
  params: SearchParams;
  names: Names;
  /** The query in words. */
  description: string;
  /** How many files match; null while this is unknown. */
  count: number | null;
  /** The files are the user's selection, not the whole result. */
  isSelection?: boolean;
}

/** Shows the number of files, and opens the export drawer. */
export function ExportButton({ isSelection = false, ...props }: ExportButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const { count } = props;
  return (
    <>
      <span className={styles['opener']}>
        <Button variant="primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {/* The key replaces the element when the count changes, so that its text causes no layout shift. */}
          <span key={count}>{labelFor(count, isSelection)}</span>
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

function labelFor(count: number | null, isSelection: boolean): string {
  if (count === null) return isSelection ? 'Take away selected files' : 'Take away';
  return `Take away ${formatCount(count, isSelection ? 'selected file' : 'file')}`;
}
