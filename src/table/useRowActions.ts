import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { Rows } from './rowActions.ts';

/** The index of the row that has the focus; null where none has. */
export interface Focus {
  focused: number | null;
  setFocused: (index: number | null) => void;
}

type Actions = typeof import('./rowActions.ts');

/** How long it is said that something was copied, in ms. */
const SAID_MS = 4000;

let actions: Actions | null = null;

/** Does what is to be done with the rows: at once, or as soon as it is known how. */
function act(todo: (actions: Actions) => void): void {
  if (actions !== null) todo(actions);
  else {
    import('./rowActions.ts').then(
      (loaded) => {
        actions = loaded;
        return todo(loaded);
      },
      () => {
        // Every link and button in the rows works without; the next try loads it again.
      },
    );
  }
}

/**
 * What the mouse and the keyboard do in the rows, for the element around them all: no row has
 * listeners of its own. `copied` is the text copied last, for a moment, or null. Which row has the
 * focus is noted, since it must stay in the document wherever the others are.
 */
export function useRowActions({
  focus: { setFocused },
  ...page
}: Omit<Rows, 'anchor' | 'say'> & { focus: Focus }) {
  const [copied, setCopied] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const anchor = useRef<{ index: number; id: number }>(null);
  const say = (text: string) => {
    setCopied(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(null), SAID_MS);
  };
  const rows: Rows = { ...page, anchor, say };
  // Synchronises with the network: the rows are here, and what can be done with them comes behind.
  useEffect(() => act(() => {}), []);

  const listeners = {
    onClick: (event: MouseEvent<HTMLElement>) => act(({ click }) => click(rows, event)),
    onMouseDown: (event: MouseEvent<HTMLElement>) =>
      act(({ pressMouse }) => pressMouse(rows, event)),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => act(({ pressKey }) => pressKey(rows, event)),
    onCopy: (event: ClipboardEvent<HTMLElement>) => act(({ copy }) => copy(rows, event)),
    onFocus: (event: FocusEvent<HTMLElement>) => {
      const row = event.target.closest('tr');
      if (row !== null) setFocused(Number(row.getAttribute('aria-rowindex')) - page.offset - 2);
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!currentTarget.contains(relatedTarget)) setFocused(null);
    },
  };
  return { copied, listeners };
}
