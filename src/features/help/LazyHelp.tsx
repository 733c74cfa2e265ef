import type { ComponentProps } from 'react';
import { LazyDrawer } from '../../ui/LazyDrawer.tsx';
import { lazyNamed } from '../../ui/lazyNamed.ts';

const Help = lazyNamed(() => import('./Help.tsx'), 'Help');

/** The help, which loads when it is first opened. */
export function LazyHelp(props: ComponentProps<typeof Help>) {
  return (
    <LazyDrawer label="Help" onClose={props.onClose}>
      <Help {...props} />
    </LazyDrawer>
  );
}
