import type { ComponentProps } from 'react';
import styles from './Button.module.css';

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` marks the main action; `quiet` is less prominent than `plain`. */
  variant?: 'plain' | 'primary' | 'quiet' | 'icon';
}

export function Button({ variant = 'plain', ...rest }: ButtonProps) {
  return <button type="button" data-variant={variant} {...rest} className={styles['button']} />;
}
