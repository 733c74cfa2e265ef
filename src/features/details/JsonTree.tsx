import { useState } from 'react';
import type { Json } from '../../api/schemas.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount } from '../../ui/format.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import styles from './JsonTree.module.css';

/** How many levels are open initially. The user can open deeper ones. */
const OPEN_DEPTH = 2;
/** How many entries or characters are shown initially; a button shows more. */
const ENTRIES = 100;
const CHARACTERS = 2000;

/** Renders any JSON as a tree. Only the open branches are in the document. */
export function JsonTree({ value, depth = 0 }: { value: Json; depth?: number }) {
  if (typeof value === 'object' && value !== null) return <Branch value={value} depth={depth} />;
  if (typeof value === 'string') return <Text text={value} />;
  return <code className={styles['leaf']}>{String(value)}</code>;
}

function Branch({ value, depth }: { value: Json[] | { [key: string]: Json }; depth: number }) {
  const [isOpen, setOpen] = useState(depth < OPEN_DEPTH);
  const [limit, setLimit] = useState(ENTRIES);
  const isList = Array.isArray(value);
  const keys = Object.keys(value);
  const size = isList
    ? formatCount(keys.length, 'item')
    : formatCount(keys.length, 'entry', 'entries');
  if (keys.length === 0) return <code className={styles['leaf']}>{isList ? '[]' : '{}'}</code>;
  const entries = Object.entries(value).slice(0, limit);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{size}</summary>
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
      {isOpen && limit < keys.length && (
        <Button variant="quiet" onClick={() => setLimit(limit + ENTRIES)}>
          Show more of {size}
        </Button>
      )}
    </details>
  );
}

function Text({ text }: { text: string }) {
  const [limit, setLimit] = useState(CHARACTERS);
  return (
    <>
      <bdi className={styles['text']}>{text === '' ? '“”' : sanitizeText(text, limit)}</bdi>
      {text.length > limit && (
        <Button variant="quiet" onClick={() => setLimit(limit * 10)}>
          … show more of {formatCount(text.length, 'character')}
        </Button>
      )}
    </>
  );
}
