import { lazy } from 'react';
import type { Asked } from '../address/parameters.ts';
import type { Source } from '../api/source.ts';
import type { Names } from '../listing/describe.ts';
import { Button } from '../ui/Button.tsx';
import { LatePart } from '../ui/LatePart.tsx';

const Cohort = lazy(async () => ({ default: (await import('./Cohort.tsx')).Cohort }));

const LABEL = 'Members who share several things';

/** Opens the search for members by what they share. */
export function CohortButton({ onOpen }: { onOpen: () => void }) {
  return (
    <Button look="quiet" aria-haspopup="dialog" onClick={onOpen}>
      Members who share…
    </Button>
  );
}

interface CohortDrawerProps {
  source: Source;
  asked: Asked;
  names: Names;
  onClose: () => void;
}

/** The search for members, which loads when it is first opened. */
export function CohortDrawer(props: CohortDrawerProps) {
  return (
    <LatePart label={LABEL} onClose={props.onClose}>
      <Cohort {...props} label={LABEL} />
    </LatePart>
  );
}
