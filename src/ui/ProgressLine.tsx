import { useId } from 'react';
import { Button } from './Button.tsx';
import styles from './Strip.module.css';

interface ProgressLineProps {
  /** What is going on and how far it is, in words. */
  text: string;
  done: number;
  /** How much there is to do; null while that is not known. */
  all: number | null;
  onCancel: () => void;
}

/** Something that takes its time, and can be stopped. */
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
