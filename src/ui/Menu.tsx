import { type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import styles from './Menu.module.css';

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
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const place = (event: ToggleEvent<HTMLDivElement>) => {
    if (event.newState !== 'open' || button.current === null) return;
    onOpen?.();
    const { right, top, bottom } = button.current.getBoundingClientRect();
    const menu = event.currentTarget;
    const fits = bottom + menu.offsetHeight < window.innerHeight;
    menu.style.left = `${Math.max(8, right - menu.offsetWidth)}px`;
    menu.style.top = `${fits ? bottom + 4 : Math.max(8, top - menu.offsetHeight - 4)}px`;
  };
  return (
    <>
      <Button ref={button} look="icon" aria-label={label} popoverTarget={id}>
        <Icon name="more" />
      </Button>
      <div
        id={id}
        popover="auto"
        className={styles['menu']}
        // The entries must be there before the menu is measured.
        onBeforeToggle={(event) => flushSync(() => setOpen(event.newState === 'open'))}
        onToggle={place}
      >
        {isOpen && children}
      </div>
    </>
  );
}
