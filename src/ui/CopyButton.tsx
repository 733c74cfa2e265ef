import { type ReactNode, useRef, useState } from 'react';
import { Button } from './Button.tsx';
import { plainText } from './sanitizeText.ts';

interface CopyButtonProps {
  children: ReactNode;
  /** What is copied; asked for at the click, since a link may have to be made first. */
  text: () => string | Promise<string>;
  /** What is said when it is done. */
  done?: string;
  variant?: 'plain' | 'quiet';
}

/** Copies a text without unseen characters, and says that it did, or why it did not. */
export function CopyButton({
  children,
  text,
  done = 'Copied',
  variant = 'quiet',
}: CopyButtonProps) {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = (words: string) => {
    setSaid(words);
    // Not when the focus leaves: what stands beside would move from under the pointer.
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(''), SAID_MS);
  };
  const copy = async () => {
    let why = 'this browser does not let the page copy';
    try {
      // A promise, so that Safari counts the copy as the answer to this very click.
      const promised = new Promise<string>((resolve) => resolve(text()))
        .catch((error: unknown) => {
          if (error instanceof Error) why = error.message;
          throw error;
        })
        .then((each) => new Blob([plainText(each)], TEXT));
      await navigator.clipboard.write([new ClipboardItem({ [TEXT.type]: promised })]);
      say(done);
    } catch {
      say(`Not copied: ${why}`);
    }
  };
  return (
    <>
      <Button variant={variant} onClick={() => void copy()}>
        {children}
      </Button>
      <span role="status" aria-label="Copying">
        {said}
      </span>
    </>
  );
}

/** How long it is said that something was copied, in ms. */
const SAID_MS = 6000;
const TEXT = { type: 'text/plain' };
