import { type ReactNode, type ToggleEvent, useLayoutEffect, useRef } from 'react';
import styles from './Popover.module.css';

interface PopoverProps {
  /** The clicked button, whose `aria-expanded` the popover sets. */
  opener: HTMLButtonElement;
  /** The accessible name, for a popover that is more than a menu. */
  label?: string;
  className?: string | undefined;
  onClose: () => void;
  children: ReactNode;
}

/** A popover, open while it is rendered. Escape or a click outside closes it. */
export function Popover({ opener, label, className = '', onClose, children }: PopoverProps) {
  const popover = useRef<HTMLDivElement>(null);
  // Synchronises with the button and with the browser's top layer.
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
  // Opens it by a click on its button, so that in all browsers Tab moves from the button into the popover. If the click
  // that rendered this component is still being handled, it opens the popover itself.
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
