import { lazy } from 'react';
import { Late } from '../ui/Late.tsx';
import type { OverviewProps } from './Overview.tsx';
import styles from './OverviewPlace.module.css';

const Overview = lazy(async () => ({ default: (await import('./Overview.tsx')).Overview }));

/** The place of the overview, as high as it will be, while it loads and where it does not come. */
export function OverviewPlace(props: OverviewProps) {
  return (
    <section id="overview" aria-label="Overview" className={styles['place']}>
      <Late
        sorry={
          <p role="alert">
            The overview could not be loaded. The connection may be lost, or there is a newer
            version of the page.
          </p>
        }
      >
        <Overview {...props} />
      </Late>
    </section>
  );
}
