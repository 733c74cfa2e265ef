import { lazy, type ReactNode } from 'react';
import { Late } from './Late.tsx';

const NotLoaded = lazy(async () => ({ default: (await import('./NotLoaded.tsx')).NotLoaded }));

interface LatePartProps {
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/** A drawer that loads when it is first opened; where it does not come, it says so, and the page stays. */
export function LatePart({ label, onClose, children }: LatePartProps) {
  const sorry = (
    <Late>
      <NotLoaded label={label} onClose={onClose} />
    </Late>
  );
  return <Late sorry={sorry}>{children}</Late>;
}
