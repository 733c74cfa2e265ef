import {
  type ComponentProps,
  type ReactNode,
  type ToggleEvent,
  useId,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { Button } from './Button.tsx';
import styles from './Popover.module.css';

interface PopoverProps {
  /** The button that opens it. */
  button: ComponentProps<typeof Button>;
  /** What is in it; made only while it is open. */
  children: ReactNode;
  /** What it is called, where it is more than a list of things to do. */
  label?: string;
  className?: string | undefined;
  /** Called when it opens. */
  onOpen?: (() => void) | undefined;
}

/** A button with a small part of the page behind it. Escape or a click elsewhere closes it. */
export function Popover({ button, children, label, className = '', onOpen }: PopoverProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  // What is in it must be there before it is measured, and until it has given the focus back.
  const fill = (event: ToggleEvent<HTMLDivElement>) => {
    if (event.newState === 'open') flushSync(() => setOpen(true));
  };
  const place = (event: ToggleEvent<HTMLDivElement>) => {
    setOpen(event.newState === 'open');
    if (event.newState !== 'open' || opener.current === null) return;
    onOpen?.();
    const { right, top, bottom } = opener.current.getBoundingClientRect();
    const popover = event.currentTarget;
    const fits = bottom + popover.offsetHeight < window.innerHeight;
    popover.style.left = `${Math.max(8, right - popover.offsetWidth)}px`;
    popover.style.top = `${fits ? bottom + 4 : Math.max(8, top - popover.offsetHeight - 4)}px`;
  };
  return (
    <>
      <Button {...button} ref={opener} popoverTarget={id} />
      <div
        id={id}
        popover="auto"
        role={label === undefined ? undefined : 'group'}
        aria-label={label}
        className={`${styles['popover']} ${className}`}
        onBeforeToggle={fill}
        onToggle={place}
      >
        {isOpen && children}
      </div>
    </>
  );
}
