import type { SearchParams } from '../../url/searchParams.ts';
import type { Names } from '../../domain/describe.ts';
import { Button } from '../../ui/Button.tsx';
import { LazyDrawer } from '../../ui/LazyDrawer.tsx';
import { lazyNamed } from '../../ui/lazyNamed.ts';

const Cohort = lazyNamed(() => import('./Cohort.tsx'), 'Cohort');

const LABEL = 'Members who share several things';

/** Opens the search for members by what they share. */
export function CohortButton({ onOpen }: { onOpen: () => void }) {
  return (
    <Button variant="quiet" aria-haspopup="dialog" onClick={onOpen}>
      Members who share…
    </Button>
  );
}

interface CohortPlaceProps {
  params: SearchParams;
  names: Names;
  onClose: () => void;
}

/** Where that search stands: apart from its button, which has another place on a phone turned upright. */
export function CohortPlace(props: CohortPlaceProps) {
  return (
    <LazyDrawer label={LABEL} onClose={props.onClose}>
      <Cohort {...props} label={LABEL} />
    </LazyDrawer>
  );
}
