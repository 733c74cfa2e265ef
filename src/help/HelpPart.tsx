import { LazyDrawer } from '../ui/LazyDrawer.tsx';
import { lazyNamed } from '../ui/lazyNamed.ts';

const Help = lazyNamed(() => import('./Help.tsx'), 'Help');

/** Where the help is opened: at its beginning, or where the keys are. */
export type HelpPlace = 'start' | 'shortcuts';

interface HelpPartProps {
  at: HelpPlace;
  onClose: () => void;
}

/** The help, which loads when it is first opened. */
export function HelpPart({ at, onClose }: HelpPartProps) {
  return (
    <LazyDrawer label="Help" onClose={onClose}>
      <Help at={at} onClose={onClose} />
    </LazyDrawer>
  );
}
