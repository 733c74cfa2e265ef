import { Component, type ReactNode, Suspense } from 'react';
import { untilNotReloading } from './loadAgain.ts';

interface LazyBoundaryProps {
  /** Shown while a chunk loads. */
  fallback?: ReactNode;
  /** Shown if a chunk could not be loaded. */
  failure?: ReactNode;
  children: ReactNode;
}

const notLoaded = <p role="alert">This part of the page could not be loaded.</p>;

/** Wraps components that load when they are first rendered. If a chunk fails to load, the rest of the page stays. */
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
  /** Shown instead of `children` after an error. */
  fallback: ReactNode;
  children: ReactNode;
}

interface BoundaryState {
  hasFailed: boolean;
  isShown: boolean;
}

/** Catches errors of `children`, such as a chunk that fails to load, so that the rest of the page stays. */
class ErrorBoundary extends Component<BoundaryProps, BoundaryState> {
  override state = { hasFailed: false, isShown: false };

  static getDerivedStateFromError(): Partial<BoundaryState> {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    // Shows no error if the page is about to reload.
    void untilNotReloading().then(() => this.setState({ isShown: true }));
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return this.state.isShown && this.props.fallback;
  }
}
