import type { ReactNode } from 'react';
import { DrawerNotLoaded } from './DrawerNotLoaded.tsx';
import { LazyBoundary } from './LazyBoundary.tsx';

interface LazyDrawerProps {
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/** A drawer whose content loads when it is first opened. If that fails, the drawer says so. */
export function LazyDrawer({ label, onClose, children }: LazyDrawerProps) {
  return (
    <LazyBoundary failure={<DrawerNotLoaded label={label} onClose={onClose} />}>
      {children}
    </LazyBoundary>
  );
}
