import type { SearchParams } from '../../url/searchParams.ts';
import type { Names } from '../../domain/describe.ts';
import { Button } from '../../ui/Button.tsx';
import { LazyDrawer } from '../../ui/LazyDrawer.tsx';
import { lazyNamed } from '../../ui/lazyNamed.ts';

const Cohort = lazyNamed(() => import('./Cohort.tsx'), 'Cohort');

const LABEL = 'Members who share several things';

/** Opens the drawer that finds members by what they share. */
export function CohortButton({ onOpen }: { onOpen: () => void }) {
  return (
    <Button variant="quiet" aria-haspopup="dialog" onClick={onOpen}>
      Members who share…
    </Button>
  );
}

interface CohortDrawerProps {
  params: SearchParams;
  names: Names;
  onClose: () => void;
}

/** The drawer. Separate from the button, which has a different parent when a phone is rotated. */
export function CohortDrawer(props: CohortDrawerProps) {
  return (
    <LazyDrawer label={LABEL} onClose={props.onClose}>
      <Cohort {...props} label={LABEL} />
    </LazyDrawer>
  );
}
