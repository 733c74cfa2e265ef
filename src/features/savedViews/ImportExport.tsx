import { useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { formatCount } from '../../ui/format.ts';
import { saveAs } from '../../ui/saveAs.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import { addViews, formatViews, parseViews, type SavedView } from '../../session/savedViews.ts';
import styles from './SavedViews.module.css';

/** The maximum size of a file of views, in bytes. */
const MAX_BYTES = 2_000_000;
/** How many entries that are no saved view the message names. */
const MAX_NAMED = 5;

/** Exports the views to a file, for another browser, and imports such a file. */
export function ImportExport({ views }: { views: readonly SavedView[] }) {
  const chooser = useRef<HTMLInputElement>(null);
  const [message, setMessage] = useState('');
  return (
    <section className={styles['exchange']}>
      <h3>Other browsers</h3>
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
          if (file !== undefined) void importFrom(file).then(setMessage);
          // Otherwise, choosing the same file again would be no change.
          event.target.value = '';
        }}
      />
      <p role="status">{message}</p>
    </section>
  );
}

/** Adds the views in a file to the saved ones. Returns a message about the result. */
async function importFrom(file: File): Promise<string> {
  if (file.size > MAX_BYTES)
    return `“${sanitizeText(file.name)}” is too long for a file of saved views.`;
  let text: string;
  try {
    text = await file.text();
  } catch {
    return `“${sanitizeText(file.name)}” could not be read.`;
  }
  const { views, junk } = parseViews(text);
  const added = addViews(views);
  const known = views.length - added;
  const done = [
    `${formatCount(added, 'view')} added`,
    ...(known > 0 ? [`${formatCount(known, 'was', 'were')} here already`] : []),
  ].join(', ');
  const rest = junk.length > MAX_NAMED ? [`And ${junk.length - MAX_NAMED} more.`] : [];
  return [`${done}.`, ...junk.slice(0, MAX_NAMED), ...rest].join(' ');
}
