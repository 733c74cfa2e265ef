import type { ComponentProps } from 'react';
import styles from './Button.module.css';

interface ButtonProps extends ComponentProps<'button'> {
  /** `main` is the one thing to do next; `quiet` stands back. */
  look?: 'plain' | 'main' | 'quiet' | 'icon';
}

export function Button({ look = 'plain', ...rest }: ButtonProps) {
  return <button type="button" data-look={look} {...rest} className={styles['button']} />;
}
