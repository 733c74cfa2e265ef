import { type ReactNode, useState } from 'react';
import { Button } from './Button.tsx';

interface CopyButtonProps {
  children: ReactNode;
  /** What is copied; asked for at the click, since a link may have to be made first. */
  text: () => string | Promise<string>;
  /** What is said when it is done. */
  done?: string;
  look?: 'plain' | 'quiet';
}

/** Copies a text, and says that it did, or why it did not. */
export function CopyButton({ children, text, done = 'Copied', look = 'quiet' }: CopyButtonProps) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      // A promise, so that Safari counts the copy as the answer to this very click.
      const promised = Promise.resolve(text()).then((each) => new Blob([each], TEXT));
      await navigator.clipboard.write([new ClipboardItem({ [TEXT.type]: promised })]);
      setSaid(done);
    } catch {
      setSaid('Not copied: this browser does not let the page copy');
    }
  };
  return (
    <>
      <Button look={look} onClick={() => void copy()} onBlur={() => setSaid('')}>
        {children}
      </Button>
      <span role="status" aria-label="Copying">
        {said}
      </span>
    </>
  );
}

const TEXT = { type: 'text/plain' };
