import { lazy, useState } from 'react';
import type { Asked } from '../address/parameters.ts';
import type { Source } from '../api/source.ts';
import type { Names } from '../listing/describe.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount } from '../ui/format.ts';
import { LatePart } from '../ui/LatePart.tsx';
import styles from './TakeAwayButton.module.css';

const TakeAway = lazy(async () => ({ default: (await import('./TakeAway.tsx')).TakeAway }));

interface TakeAwayButtonProps {
  source: Source;
  asked: Asked;
  names: Names;
  words: string;
  count: number | null;
}

/** Says how much there is to take away, and opens what it can be taken away as. */
export function TakeAwayButton(props: TakeAwayButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const { count } = props;
  return (
    <>
      <span className={styles['opener']}>
        <Button look="main" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {/* Other words in another place, rather than the same ones pushed aside. */}
          <span key={count}>Take away{count === null ? '' : ` ${formatCount(count, 'file')}`}</span>
        </Button>
      </span>
      {isOpen && (
        <LatePart label="Take away" onClose={() => setOpen(false)}>
          <TakeAway {...props} onClose={() => setOpen(false)} />
        </LatePart>
      )}
    </>
  );
}
