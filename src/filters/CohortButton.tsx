import { lazy, useState } from 'react';
import type { Asked } from '../address/parameters.ts';
import type { Source } from '../api/source.ts';
import type { Names } from '../listing/describe.ts';
import { Button } from '../ui/Button.tsx';
import { LatePart } from '../ui/LatePart.tsx';

const Cohort = lazy(async () => ({ default: (await import('./Cohort.tsx')).Cohort }));

const LABEL = 'Members who share several things';

interface CohortButtonProps {
  source: Source;
  asked: Asked;
  names: Names;
}

/** Opens the search for members by what they share. */
export function CohortButton(props: CohortButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button look="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Members who share…
      </Button>
      {isOpen && (
        <LatePart label={LABEL} onClose={close}>
          <Cohort {...props} label={LABEL} onClose={close} />
        </LatePart>
      )}
    </>
  );
}
