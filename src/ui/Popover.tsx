import { type ReactNode, type ToggleEvent, useLayoutEffect, useRef } from 'react';
import styles from './Popover.module.css';

interface PopoverProps {
  /** The button that was clicked, which says with `aria-expanded` that there is something behind it. */
  opener: HTMLButtonElement;
  /** What it is called, where it is more than a list of things to do. */
  label?: string;
  className?: string | undefined;
  onClose: () => void;
  children: ReactNode;
}

/** A small part of the page, open for as long as it is drawn. Escape or a click elsewhere closes it. */
export function Popover({ opener, label, className = '', onClose, children }: PopoverProps) {
  const popover = useRef<HTMLDivElement>(null);
  // Synchronises with the button and with the layer above the page.
  useLayoutEffect(
    () => (popover.current === null ? undefined : open(popover.current, opener)),
    [opener],
  );
  return (
    <div
      ref={popover}
      popover="auto"
      role={label === undefined ? undefined : 'group'}
      aria-label={label}
      className={`${styles['popover']} ${className}`}
      onToggle={({ newState, currentTarget }: ToggleEvent<HTMLDivElement>) => {
        if (newState === 'closed') onClose();
        else place(currentTarget, opener);
      }}
    >
      {children}
    </div>
  );
}

function open(popover: HTMLElement, opener: HTMLButtonElement): () => void {
  opener.popoverTargetElement = popover;
  opener.setAttribute('aria-expanded', 'true');
  // By its button, so that all browsers know that Tab leads from there into what is open. The click
  // that this is drawn for may not be over, and will then do so by itself.
  const timer = setTimeout(() => {
    if (!popover.matches(':popover-open')) opener.click();
  });
  return () => {
    clearTimeout(timer);
    opener.popoverTargetElement = null;
    opener.setAttribute('aria-expanded', 'false');
  };
}

function place(popover: HTMLElement, opener: HTMLButtonElement): void {
  const { right, top, bottom } = opener.getBoundingClientRect();
  const fits = bottom + popover.offsetHeight < window.innerHeight;
  popover.style.left = `${Math.max(8, right - popover.offsetWidth)}px`;
  popover.style.top = `${fits ? bottom + 4 : Math.max(8, top - popover.offsetHeight - 4)}px`;
}
