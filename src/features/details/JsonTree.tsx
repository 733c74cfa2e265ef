import { useState } from 'react';
import type { Json } from '../../api/schemas.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount } from '../../ui/format.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import styles from './JsonTree.module.css';

/** Levels that are open at first; what is deeper opens when it is asked for, however deep it goes. */
const OPEN_DEPTH = 2;
/** Entries, or characters, that are shown at a time. */
const ENTRIES = 100;
const CHARACTERS = 2000;

/** Any JSON as a tree that can be read. Only what is open is in the document. */
export function JsonTree({ value, depth = 0 }: { value: Json; depth?: number }) {
  if (typeof value === 'object' && value !== null) return <Branch value={value} depth={depth} />;
  if (typeof value === 'string') return <Text text={value} />;
  return <code className={styles['leaf']}>{String(value)}</code>;
}

function Branch({ value, depth }: { value: Json[] | { [key: string]: Json }; depth: number }) {
  const [isOpen, setOpen] = useState(depth < OPEN_DEPTH);
  const [most, setMost] = useState(ENTRIES);
  const isList = Array.isArray(value);
  const keys = Object.keys(value);
  const words = isList
    ? formatCount(keys.length, 'item')
    : formatCount(keys.length, 'entry', 'entries');
  if (keys.length === 0) return <code className={styles['leaf']}>{isList ? '[]' : '{}'}</code>;
  const entries = Object.entries(value).slice(0, most);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words}</summary>
      {isOpen && (
        <ul className={styles['entries']}>
          {entries.map(([key, entry]) => (
            <li key={key}>
              <bdi className={styles['key']}>{isList ? Number(key) + 1 : sanitizeText(key)}</bdi>
              <JsonTree value={entry} depth={depth + 1} />
            </li>
          ))}
        </ul>
      )}
      {isOpen && most < keys.length && (
        <Button variant="quiet" onClick={() => setMost(most + ENTRIES)}>
          Show more of {words}
        </Button>
      )}
    </details>
  );
}

function Text({ text }: { text: string }) {
  const [most, setMost] = useState(CHARACTERS);
  return (
    <>
      <bdi className={styles['text']}>{text === '' ? '“”' : sanitizeText(text, most)}</bdi>
      {text.length > most && (
        <Button variant="quiet" onClick={() => setMost(most * 10)}>
          … show more of {formatCount(text.length, 'character')}
        </Button>
      )}
    </>
  );
}
