import type { KeyboardEvent, ReactNode } from 'react';
import styles from './Drawer.module.css';

interface DrawerProps {
  label: string;
  /** The drawer was left: by its button, by Escape, or by a click beside it. */
  onClose: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/**
 * A part of the page that stands before the rest, at its side; on a phone, over all of it. Focus
 * stays in it while it is there, and goes back to where it was.
 */
export function Drawer({ label, onClose, onKeyDown, children }: DrawerProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a shortcut of all that is inside
    <dialog
      ref={openAside}
      aria-label={label}
      className={styles['drawer']}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        // Only the backdrop is the dialog itself: its content fills it.
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div className={styles['content']}>{children}</div>
    </dialog>
  );
}

/** The element that had the focus before the dialog opened. */
const focusedBefore = new WeakMap<HTMLDialogElement, Element | null>();

function openAside(dialog: HTMLDialogElement) {
  // React may attach the same dialog again, which is open by then and has the focus.
  if (!dialog.open) {
    focusedBefore.set(dialog, document.activeElement);
    dialog.showModal();
  }
  return () => {
    // The browser does not restore the focus when an open dialog is removed. It must be gone first: while a modal
    // dialog is open, nothing outside can take the focus.
    queueMicrotask(() => {
      const before = focusedBefore.get(dialog);
      if (!dialog.isConnected && before instanceof HTMLElement) before.focus();
    });
  };
}
