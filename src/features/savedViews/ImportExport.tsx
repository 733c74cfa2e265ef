import { useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { formatCount } from '../../ui/format.ts';
import { saveAs } from '../../ui/saveAs.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import { addViews } from './keptViews.ts';
import { formatViews, readViews, type SavedView } from './savedViews.ts';
import styles from './SavedViews.module.css';

/** The most that a file of views can be, in bytes. */
const MOST = 2_000_000;
/** How many things that could not be read are named one by one. */
const NAMED = 5;

/** Takes views to another browser, and brings them from there. */
export function ImportExport({ views }: { views: readonly SavedView[] }) {
  const chooser = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  return (
    <section className={styles['exchange']}>
      <h3>Elsewhere</h3>
      <div>
        {views.length > 0 && (
          <Button
            onClick={() =>
              saveAs([formatViews(views)], 'application/json', 'open-humans-saved-views.json')
            }
          >
            Export
          </Button>
        )}
        <Button onClick={() => chooser.current?.click()}>Import…</Button>
      </div>
      <input
        ref={chooser}
        type="file"
        accept=".json,application/json"
        aria-label="File of saved views"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void importFrom(file).then(setSaid);
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
      <p role="status">{said}</p>
    </section>
  );
}

/** Adds the views in a file to those that are kept; gives what came of it, in words. */
async function importFrom(file: File): Promise<string> {
  if (file.size > MOST)
    return `“${sanitizeText(file.name)}” is too long for a file of saved views.`;
  let text: string;
  try {
    text = await file.text();
  } catch {
    return `“${sanitizeText(file.name)}” could not be read.`;
  }
  const { views, junk } = readViews(text);
  const added = addViews(views);
  const known = views.length - added;
  const done = [
    `${formatCount(added, 'view')} added`,
    ...(known > 0 ? [`${formatCount(known, 'was', 'were')} here already`] : []),
  ].join(', ');
  const rest = junk.length > NAMED ? [`And ${junk.length - NAMED} more.`] : [];
  return [`${done}.`, ...junk.slice(0, NAMED), ...rest].join(' ');
}
