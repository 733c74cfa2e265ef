import { useEffect, useState } from 'react';
import styles from './Skeleton.module.css';

const rows = Array.from({ length: 12 }, (_, index) => index);

/** After this many ms, the page says that loading takes longer than usual. */
const SLOW_MS = 8000;

/** Outlines of rows, shown while the first page loads. */
export function Skeleton() {
  const [isSlow, setSlow] = useState(false);
  // Synchronises with the clock.
  useEffect(() => {
    const timer = setTimeout(setSlow, SLOW_MS, true);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles['skeleton']} role="status" aria-label="Loading files">
      {isSlow && <p>This takes longer than usual; the server is still being asked.</p>}
      {rows.map((row) => (
        <div key={row} className={styles['row']} aria-hidden="true">
          <span />
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
