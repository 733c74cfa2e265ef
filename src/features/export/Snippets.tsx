import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { snippet, snippetLanguages } from './snippets.ts';
import styles from './ExportDrawer.module.css';
import type { Scriptable } from './useScriptQuery.ts';

/** The same query for a program of one's own. */
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
