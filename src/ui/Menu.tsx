import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './Menu.module.css';
import { Popover } from './Popover.tsx';

interface MenuProps {
  /** What the button that opens the menu is called. */
  label: string;
  /** The entries; made only while the menu is open. */
  children: ReactNode;
  /** Called when the menu opens. */
  onOpen?: () => void;
}

/** A button with a few things to do behind it. Escape or a click elsewhere closes it. */
export function Menu({ label, children, onOpen }: MenuProps) {
  return (
    <Popover
      button={{ look: 'icon', 'aria-label': label, children: <Icon name="more" /> }}
      className={styles['menu']}
      onOpen={onOpen}
    >
      {children}
    </Popover>
  );
}
