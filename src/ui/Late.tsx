import { type ReactNode, Suspense } from 'react';
import { Boundary } from './Boundary.tsx';

interface LateProps {
  /** What stands in its place until it is here. */
  waiting?: ReactNode;
  /** What stands there where it does not come. */
  sorry?: ReactNode;
  children: ReactNode;
}

const notLoaded = <p role="alert">This part of the page could not be loaded.</p>;

/** A part of the page that loads when it is first shown. */
export function Late({ waiting = null, sorry = notLoaded, children }: LateProps) {
  return (
    <Boundary fallback={sorry}>
      <Suspense fallback={waiting}>{children}</Suspense>
    </Boundary>
  );
}
