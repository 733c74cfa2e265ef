import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { HelpSection } from './Help.tsx';
import { LazyHelp } from './LazyHelp.tsx';
import { followShortcuts } from './shortcuts.ts';

/** Opens the help. The key `?` opens it at the list of keys. */
export function HelpButton() {
  /** Null while the help is closed. */
  const [section, setSection] = useState<HelpSection | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  // Synchronises with the keyboard.
  useEffect(() => {
    const controller = new AbortController();
    const openAtKeys = () => {
      // When the drawer closes, the focus returns to the element that has it now. If none has it, use the button.
      if (document.activeElement === document.body) button.current?.focus();
      setSection('shortcuts');
    };
    followShortcuts(openAtKeys, controller.signal);
    return () => controller.abort();
  }, []);
  return (
    <>
      <Button
        ref={button}
        variant="icon"
        aria-label="Help"
        title="Help"
        aria-haspopup="dialog"
        onClick={() => setSection('start')}
      >
        <Icon name="help" />
      </Button>
      {section !== null && <LazyHelp section={section} onClose={() => setSection(null)} />}
    </>
  );
}
