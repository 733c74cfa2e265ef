import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from './ErrorBoundary.tsx';

interface LazyBoundaryProps {
  /** Shown while a chunk loads. */
  fallback?: ReactNode;
  /** Shown where a chunk could not be loaded. */
  failure?: ReactNode;
  children: ReactNode;
}

const notLoaded = <p role="alert">This part of the page could not be loaded.</p>;

/** Wraps components that load when they are first rendered. A chunk that fails to load leaves the rest of the page in place. */
export function LazyBoundary({
  fallback = null,
  failure = notLoaded,
  children,
}: LazyBoundaryProps) {
  return (
    <ErrorBoundary fallback={failure}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </ErrorBoundary>
  );
}
