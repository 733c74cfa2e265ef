import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import type { OverviewProps } from './Overview.tsx';
import styles from './OverviewSection.module.css';
import { lazyNamed } from '../../ui/lazyNamed.ts';

const Overview = lazyNamed(() => import('./Overview.tsx'), 'Overview');

/** The section of the overview. Has its final height while the overview loads and if it cannot be loaded. */
export function OverviewSection(props: OverviewProps) {
  return (
    <section id="overview" aria-label="Overview" className={styles['section']}>
      <LazyBoundary
        failure={
          <p role="alert">
            The overview could not be loaded. The connection may be lost, or there is a newer
            version of the page.
          </p>
        }
      >
        <Overview {...props} />
      </LazyBoundary>
    </section>
  );
}
