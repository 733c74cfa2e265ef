import { type ReactNode, useRef, useState } from 'react';
import { Button } from './Button.tsx';
import { plainText } from './sanitizeText.ts';

interface CopyButtonProps {
  children: ReactNode;
  /** Returns the text to copy. Called on click, because a link may have to be renewed first. */
  text: () => string | Promise<string>;
  /** The message after copying. */
  done?: string;
  variant?: 'plain' | 'quiet';
}

/** Copies a text, without control, bidi and invisible characters. Shows a message, or why copying failed. */
export function CopyButton({
  children,
  text,
  done = 'Copied',
  variant = 'quiet',
}: CopyButtonProps) {
  const [message, setMessage] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const show = (next: string) => {
    setMessage(next);
    // Removed after a time, not on blur: the elements after the message would move under the pointer.
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setMessage(''), MESSAGE_MS);
  };
  const copy = async () => {
    let reason = 'this browser does not let the page copy';
    try {
      // A promise, because Safari allows copying only if `write` is called during the click.
      const blob = new Promise<string>((resolve) => resolve(text()))
        .catch((error: unknown) => {
          if (error instanceof Error) reason = error.message;
          throw error;
        })
        .then((each) => new Blob([plainText(each)], TEXT));
      await navigator.clipboard.write([new ClipboardItem({ [TEXT.type]: blob })]);
      show(done);
    } catch {
      show(`Not copied: ${reason}`);
    }
  };
  return (
    <>
      <Button variant={variant} onClick={() => void copy()}>
        {children}
      </Button>
      <span role="status" aria-label="Copying">
        {message}
      </span>
    </>
  );
}

/** How long the message is shown, in ms. */
const MESSAGE_MS = 6000;
const TEXT = { type: 'text/plain' };
