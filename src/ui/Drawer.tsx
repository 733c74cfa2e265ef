import type { KeyboardEvent, ReactNode } from 'react';
import styles from './Drawer.module.css';

interface DrawerProps {
  label: string;
  /** Called when the user closes the drawer with its button, with Escape, or with a click outside. */
  onClose: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/**
 * A modal dialog at the side of the page; on a phone, it covers the page. It contains the focus while it is open, and
 * returns the focus to the previous element when it closes.
 */
export function Drawer({ label, onClose, onKeyDown, children }: DrawerProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- shortcuts for the whole content
    <dialog
      ref={openDialog}
      aria-label={label}
      className={styles['drawer']}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        // The content fills the dialog, so a click on the dialog element itself is on the backdrop.
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div className={styles['content']}>{children}</div>
    </dialog>
  );
}

/** The element that had the focus before the dialog opened. */
const focusedBefore = new WeakMap<HTMLDialogElement, Element | null>();

function openDialog(dialog: HTMLDialogElement) {
  // In Strict Mode, React attaches the same dialog twice. The second time, it is open and has the focus.
  if (!dialog.open) {
    focusedBefore.set(dialog, document.activeElement);
    dialog.showModal();
  }
  return () => {
    // The browser does not restore the focus when an open dialog is removed. Waits until it is removed, because no
    // element outside of an open modal dialog can be focused.
    queueMicrotask(() => {
      const before = focusedBefore.get(dialog);
      if (!dialog.isConnected && before instanceof HTMLElement) before.focus();
    });
  };
}
