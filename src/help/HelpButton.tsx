import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { HelpPart, type HelpPlace } from './HelpPart.tsx';
import { followShortcuts } from './shortcuts.ts';

/** Opens the help; so does the key `?`, at the list of keys. */
export function HelpButton() {
  const [at, setAt] = useState<HelpPlace | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  // Synchronises with the keyboard.
  useEffect(() => {
    const gone = new AbortController();
    const openAtKeys = () => {
      // The focus comes back to what has it now, or to the button where nothing has.
      if (document.activeElement === document.body) button.current?.focus();
      setAt('shortcuts');
    };
    followShortcuts(openAtKeys, gone.signal);
    return () => gone.abort();
  }, []);
  return (
    <>
      <Button
        ref={button}
        look="icon"
        aria-label="Help"
        title="Help"
        aria-haspopup="dialog"
        onClick={() => setAt('start')}
      >
        <Icon name="help" />
      </Button>
      {at !== null && <HelpPart at={at} onClose={() => setAt(null)} />}
    </>
  );
}
