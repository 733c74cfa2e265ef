import { Component, type ReactNode } from 'react';

interface BoundaryProps {
  /** What stands in the place of `children` when they cannot be shown. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Keeps the page when a part of it fails, such as one that loads later and does not come. */
export class Boundary extends Component<BoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
