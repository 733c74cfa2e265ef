import type { ReactNode } from 'react';
import styles from './Message.module.css';

interface MessageProps {
  title: string;
  children?: ReactNode;
  /** A problem is announced at once; anything else when the reader is free. */
  isProblem?: boolean;
}

/** A sentence in the place where something was expected, and what can be done about it. */
export function Message({ title, children, isProblem = false }: MessageProps) {
  return (
    <div
      className={styles['message']}
      role={isProblem ? 'alert' : 'status'}
      data-problem={isProblem}
    >
      <h2>{title}</h2>
      {children}
    </div>
  );
}
