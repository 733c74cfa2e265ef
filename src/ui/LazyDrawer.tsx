import type { ReactNode } from 'react';
import { LazyBoundary } from './LazyBoundary.tsx';
import { Button } from './Button.tsx';
import { Drawer } from './Drawer.tsx';
import { Message } from './Message.tsx';

interface LazyDrawerProps {
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/** A drawer whose content loads when it is first opened. Shows an error if loading fails. */
export function LazyDrawer({ label, onClose, children }: LazyDrawerProps) {
  return (
    <LazyBoundary failure={<DrawerNotLoaded label={label} onClose={onClose} />}>
      {children}
    </LazyBoundary>
  );
}

interface DrawerNotLoadedProps {
  label: string;
  onClose: () => void;
}

/** A drawer that says that its content could not be loaded, and what the user can do. */
function DrawerNotLoaded({ label, onClose }: DrawerNotLoadedProps) {
  return (
    <Drawer label={label} onClose={onClose}>
      <Message title="This part of the page could not be loaded" isProblem>
        <p>
          The connection may be lost, or there is a newer version of the page. What has been read
          stays here until the page is loaded again.
        </p>
        <ul>
          <li>
            <Button variant="primary" onClick={onClose}>
              Close
            </Button>
          </li>
          <li>
            <Button onClick={() => window.location.reload()}>Load the page again</Button>
          </li>
        </ul>
      </Message>
    </Drawer>
  );
}
