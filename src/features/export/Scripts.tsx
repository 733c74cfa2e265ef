import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { saveAs } from '../../ui/saveAs.ts';
import type { ScriptQuery } from './scriptQuery.ts';
import styles from './ExportDrawer.module.css';
import { bashScript, loadTemplates, pythonScript } from './script.ts';
import type { Scriptable } from './useScriptQuery.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { snippet, snippetLanguages } from './snippets.ts';

interface ScriptsProps {
  scriptable: Scriptable;
  children: ReactNode;
}

/** Offers programs that download the files. `children`: other ways to download them. */
export function Scripts({ scriptable, children }: ScriptsProps) {
  const [hasFailed, setFailed] = useState(false);
  const save = (saveScript: (query: ScriptQuery) => Promise<void>, query: ScriptQuery) => {
    setFailed(false);
    saveScript(query).catch(() => setFailed(true));
  };
  return (
    <section>
      <h3>The files</h3>
      <p>
        A program that downloads them: it asks for each link just before it uses it, goes on where
        it was interrupted, checks what it got, and ends with a report.
      </p>
      {'query' in scriptable ? (
        <>
          <div className={styles['choices']}>
            <Button onClick={() => save(savePython, scriptable.query)}>Python script</Button>
            <Button onClick={() => save(saveBash, scriptable.query)}>bash script</Button>
          </div>
          {hasFailed && (
            <>
              <p role="alert" className={styles['failed']}>
                The program could not be loaded. The connection may be lost, or there is a newer
                version of the page.
              </p>
              <div className={styles['choices']}>
                <Button onClick={() => window.location.reload()}>Load the page again</Button>
              </div>
            </>
          )}
          <p className={styles['note']}>
            Then <code>python3 open-humans-download.py --help</code>, or{' '}
            <code>bash open-humans-download.sh --help</code>. Python 3.9 or newer; bash with curl,
            and jq or Python.
          </p>
        </>
      ) : (
        <p className={styles['note']}>{scriptable.obstacle}</p>
      )}
      {children}
    </section>
  );
}

// Loaded on demand: the programs are long, and few users need them.
async function savePython(query: ScriptQuery): Promise<void> {
  saveAs([pythonScript(query, await loadTemplates())], 'text/x-python', 'open-humans-download.py');
}

async function saveBash(query: ScriptQuery): Promise<void> {
  saveAs(
    [bashScript(query, await loadTemplates())],
    'text/x-shellscript',
    'open-humans-download.sh',
  );
}

/** Shows the query as code in several languages, for copying. */
export function Snippets({ scriptable }: { scriptable: Scriptable }) {
  const [language, setLanguage] = useState<(typeof snippetLanguages)[number]>('curl');
  if ('obstacle' in scriptable) {
    return (
      <section>
        <h3>The query</h3>
        <p className={styles['note']}>{scriptable.obstacle}</p>
      </section>
    );
  }
  const text = snippet(language, scriptable.query);
  return (
    <section>
      <h3>The query</h3>
      <div className={styles['choices']} role="group" aria-label="Language">
        {snippetLanguages.map((each) => (
          <Button key={each} aria-pressed={each === language} onClick={() => setLanguage(each)}>
            {each}
          </Button>
        ))}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <pre className={styles['code']} tabIndex={0} role="region" aria-label={`${language} code`}>
        <code>{text}</code>
      </pre>
      <CopyButton text={() => text} done={`${language} copied`}>
        Copy {language}
      </CopyButton>
    </section>
  );
}
