import type { ReactNode } from 'react';
import styles from './Message.module.css';

interface MessageProps {
  title: string;
  children?: ReactNode;
  /** Whether screen readers announce the message immediately, as an alert, or politely. */
  isProblem?: boolean;
}

/** A message in place of content, with actions. */
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
