import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { saveAs } from './saveAs.ts';
import { bashScript, pythonScript } from './script.ts';
import type { ScriptQuery } from './scriptQuery.ts';
import styles from './TakeAway.module.css';

/** Programs that download the files themselves, today or in a year. */
export function Scripts({ query, children }: { query: ScriptQuery; children: ReactNode }) {
  return (
    <section>
      <h3>The files</h3>
      <p>
        A program that downloads them: it asks for each link just before it uses it, goes on where
        it was interrupted, checks what it got, and ends with a report.
      </p>
      <div className={styles['choices']}>
        <Button
          onClick={() => saveAs([pythonScript(query)], 'text/x-python', 'open-humans-download.py')}
        >
          Python script
        </Button>
        <Button
          onClick={() =>
            saveAs([bashScript(query)], 'text/x-shellscript', 'open-humans-download.sh')
          }
        >
          bash script
        </Button>
      </div>
      <p className={styles['note']}>
        Then <code>python3 open-humans-download.py --help</code>, or{' '}
        <code>bash open-humans-download.sh --help</code>. Python 3.9 or newer; bash with curl, and
        jq or Python.
      </p>
      {children}
    </section>
  );
}
