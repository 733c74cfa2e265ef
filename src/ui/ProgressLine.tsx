import { useId } from 'react';
import { Button } from './Button.tsx';
import styles from './Strip.module.css';

interface ProgressLineProps {
  /** Describes the task and its progress. */
  text: string;
  done: number;
  /** The value of `done` at the end; null while this is unknown. */
  all: number | null;
  onCancel: () => void;
}

/** The progress of a task, with a button that cancels it. */
export function ProgressLine({ text, done, all, onCancel }: ProgressLineProps) {
  const id = useId();
  return (
    <div className={styles['strip']}>
      <span id={id}>{text}</span>
      <progress aria-labelledby={id} value={done} max={Math.max(all ?? 1, 1)} />
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  );
}
