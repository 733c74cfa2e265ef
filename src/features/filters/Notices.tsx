import type { ParamWarning } from '../../url/searchParams.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import styles from './Notices.module.css';

interface NoticesProps {
  /** Invalid parameters of the URL, which the page ignores. */
  warnings: readonly ParamWarning[];
  /** Files that were withdrawn while the page was open. */
  withdrawn: readonly string[];
}

/** Warnings about the URL, and about withdrawn files. */
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
