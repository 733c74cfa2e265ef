import styles from './Skeleton.module.css';

const rows = Array.from({ length: 12 }, (_, index) => index);

/** The shape of rows to come: first load. */
export function Skeleton() {
  return (
    <div className={styles['skeleton']} role="status" aria-label="Loading files">
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
