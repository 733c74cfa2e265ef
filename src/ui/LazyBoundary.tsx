import { Component, type ReactNode, Suspense } from 'react';
import { untilItStays } from './loadAgain.ts';

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

interface BoundaryProps {
  /** What stands in the place of `children` when they cannot be shown. */
  fallback: ReactNode;
  children: ReactNode;
}

interface BoundaryState {
  hasFailed: boolean;
  isSaid: boolean;
}

/** Keeps the page when a part of it fails, such as one that loads later and does not come. */
class ErrorBoundary extends Component<BoundaryProps, BoundaryState> {
  override state = { hasFailed: false, isSaid: false };

  static getDerivedStateFromError(): Partial<BoundaryState> {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    // A page that is on its way out says nothing.
    void untilItStays().then(() => this.setState({ isSaid: true }));
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return this.state.isSaid && this.props.fallback;
  }
}
