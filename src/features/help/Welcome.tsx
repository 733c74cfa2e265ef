import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useStored, writeStored } from '../../ui/stored.ts';
import { LazyHelp } from './LazyHelp.tsx';
import styles from './Welcome.module.css';

const KEY = 'welcomed';

function isWelcomed(text: string | null): boolean {
  return text !== null;
}

/** One sentence for whoever comes for the first time, until it is dismissed or the help was read. */
export function Welcome() {
  const isDone = useStored(KEY, isWelcomed);
  const [isOpen, setOpen] = useState(false);
  const dismiss = () => writeStored(KEY, 'yes');
  return (
    <>
      {!isDone && (
        <aside className={styles['welcome']} aria-label="Welcome">
          <p>
            New here? These are files that Open Humans members share with everybody: find them, look
            inside, take them away.{' '}
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => {
                setOpen(true);
                dismiss();
              }}
            >
              What you should know
            </button>
          </p>
          <Button variant="icon" aria-label="Dismiss" title="Dismiss" onClick={dismiss}>
            <Icon name="close" />
          </Button>
        </aside>
      )}
      {isOpen && <LazyHelp section="start" onClose={() => setOpen(false)} />}
    </>
  );
}
