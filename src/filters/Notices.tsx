import type { Notice } from '../address/parameters.ts';
import styles from './Notices.module.css';

/** What of the address makes no sense, by name; the rest of it works. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  return (
    <div className={styles['notices']}>
      {notices.length > 0 && (
        <ul role="alert">
          {notices.map(({ name, value, why }) => (
            <li key={name}>
              <code>
                {name}={value.length > 80 ? `${value.slice(0, 80)}…` : value}
              </code>{' '}
              in the address {why}.
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
