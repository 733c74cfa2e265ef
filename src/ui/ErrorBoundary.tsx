import { Component, type ReactNode } from 'react';
import { untilItStays } from './loadAgain.ts';

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
export class ErrorBoundary extends Component<BoundaryProps, BoundaryState> {
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
