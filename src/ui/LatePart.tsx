import { type ReactNode, Suspense } from 'react';
import { Boundary } from './Boundary.tsx';
import { Button } from './Button.tsx';
import { Drawer } from './Drawer.tsx';
import { Message } from './Message.tsx';

interface LatePartProps {
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/** A drawer that loads when it is first opened; where it does not come, it says so, and the page stays. */
export function LatePart({ label, onClose, children }: LatePartProps) {
  const sorry = (
    <Drawer label={label} onClose={onClose}>
      <Message title="This part of the page could not be loaded" isProblem>
        <p>
          The connection may be lost, or there is a newer version of the page. What has been read
          stays here until the page is loaded again.
        </p>
        <ul>
          <li>
            <Button look="main" onClick={onClose}>
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
  return (
    <Boundary fallback={sorry}>
      <Suspense>{children}</Suspense>
    </Boundary>
  );
}
