import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import type { OverviewProps } from './Overview.tsx';
import styles from './OverviewPlace.module.css';
import { lazyNamed } from '../../ui/lazyNamed.ts';

const Overview = lazyNamed(() => import('./Overview.tsx'), 'Overview');

/** The place of the overview, as high as it will be, while it loads and where it does not come. */
export function OverviewPlace(props: OverviewProps) {
  return (
    <section id="overview" aria-label="Overview" className={styles['place']}>
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
