import type { ParamWarning } from '../../url/searchParams.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import styles from './Notices.module.css';

interface NoticesProps {
  /** What of the address makes no sense, by name; the rest of it works. */
  warnings: readonly ParamWarning[];
  /** Files that were withdrawn while the page was open. */
  withdrawn: readonly string[];
}

/** What the reader should know before reading on. */
export function Notices({ warnings, withdrawn }: NoticesProps) {
  return (
    <div className={styles['notices']}>
      {warnings.length > 0 && (
        <div role="alert">
          <ul>
            {warnings.map(({ name, value, reason }) => (
              <li key={name}>
                <code>
                  {name}={sanitizeText(value, 80)}
                </code>{' '}
                in the address {reason}.
              </li>
            ))}
          </ul>
        </div>
      )}
      {withdrawn.length > 0 && (
        <p role="status">
          No longer public, and taken out of the list:{' '}
          {withdrawn.map((name) => `“${name}”`).join(', ')}.
        </p>
      )}
    </div>
  );
}
