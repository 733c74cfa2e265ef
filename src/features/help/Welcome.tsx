import { useState } from 'react';
import { useStore } from 'zustand';
import { settings } from '../../session/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { LazyHelp } from './LazyHelp.tsx';
import styles from './Welcome.module.css';

/** One sentence for new users, until they dismiss it or open the help. */
export function Welcome() {
  const isDismissed = useStore(settings, (state) => state.isWelcomeDismissed);
  const [isOpen, setOpen] = useState(false);
  const dismiss = () => settings.update(() => ({ isWelcomeDismissed: true }));
  return (
    <>
      {!isDismissed && (
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
