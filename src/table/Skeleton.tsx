import { useEffect, useState } from 'react';
import styles from './Skeleton.module.css';

const rows = Array.from({ length: 12 }, (_, index) => index);

/** How long nothing needs to be said, in ms. */
const PATIENCE_MS = 8000;

/** The shape of rows to come: first load. */
export function Skeleton() {
  const [isSlow, setSlow] = useState(false);
  // Synchronises with the time that passes.
  useEffect(() => {
    const timer = setTimeout(setSlow, PATIENCE_MS, true);
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
