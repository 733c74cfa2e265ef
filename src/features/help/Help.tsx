import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { settings } from '../../session/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Help.module.css';
import { hasButton } from './shortcuts.ts';

/** The Open Humans page about public data and how to use it. */
const GUIDELINES = 'https://www.openhumans.org/public-data/';

/** The part of the help that has the focus when it opens. */
export type HelpSection = 'start' | 'shortcuts';

interface HelpProps {
  section: HelpSection;
  onClose: () => void;
}

/** Explains the terms, the behaviour of the page and the keyboard shortcuts. */
export function Help({ section, onClose }: HelpProps) {
  const keys = useRef<HTMLHeadingElement>(null);
  // Synchronises with the dialog, which focuses its first control when it opens.
  useEffect(() => {
    if (section === 'shortcuts') keys.current?.focus();
  }, [section]);
  return (
    <Drawer label="Help" onClose={onClose}>
      <div className={styles['help']}>
        <div className={styles['bar']}>
          <h2>Help</h2>
          <Button variant="icon" aria-label="Close help" onClick={onClose}>
            <Icon name="close" />
          </Button>
        </div>
        <p>
          Members of <ExternalLink href="https://www.openhumans.org/">Open Humans</ExternalLink>{' '}
          collect data about themselves, and some share it with everybody. This page lists the files
          they share: find them, understand them, take them away. You need no account, and the page
          does not report what you look for.
        </p>
        <h3>The words</h3>
        <Terms />
        <h3>Why some members are “hidden”</h3>
        <p>
          A member can share a file and still not show to be part of the project behind it. Then the
          file is listed without a name. Some such files are only counted by the server, not shown:
          the page then says how many.
        </p>
        <h3>Why links expire</h3>
        <p>
          A download link works for an hour, so that members keep a say in their data. The page
          renews a link before you use it, so <b>Download</b> always works. To keep or share a way
          to a file, use “Copy permanent API link”, or take the whole result away as a script, which
          makes each link just before it needs it.
        </p>
        <h3>Why filters are checked</h3>
        <p>
          The server may ignore a filter without a word. So every row is held against every filter
          before you see it. Where the server ignored one, the page reads the list and filters it
          here; “why?” under the heading tells which way it went.
        </p>
        <h3>What reading the whole list costs</h3>
        <p>
          The server can neither search nor sort. For that the list must be read here, 500 files a
          request, and each file listed is work for a small non-profit’s server. Up to 1,000 files
          are read without asking; beyond that the page tells the cost and waits for you. Choose a
          data type, a project or a member first, and there is less to read. What has been read
          stays in memory for your visit, and is never written to your disk: members can withdraw
          their data at any time.
        </p>
        <h3>Using the data responsibly</h3>
        <p>
          There are people behind these files. Do not try to find out who they are, tell where the
          data comes from, and drop files whose members have withdrawn them. Please read{' '}
          <ExternalLink href={GUIDELINES}>how to use public data responsibly</ExternalLink>.
        </p>
        <h3>About this page</h3>
        <p>
          It is free software (MIT licence) made of static files: no server of its own, no cookies,
          no third party. It requests data only from Open Humans’ public API. Its README tells how
          it works, and how to host your own. The theme, your saved views and a few settings stay in
          this browser; nothing of the files does.
        </p>
        <h3 ref={keys} tabIndex={-1}>
          Keys
        </h3>
        <ShortcutList />
      </div>
    </Drawer>
  );
}

function Terms() {
  return (
    <dl>
      <div>
        <dt>Data file</dt>
        <dd>One file that a member shares: a genome, a year of steps, a playlist.</dd>
      </div>
      <div>
        <dt>Data type</dt>
        <dd>
          What kind of data it is. Types form a tree: a filter can take a type’s descendants along.
        </dd>
      </div>
      <div>
        <dt>Project</dt>
        <dd>What the file came through: a study, an app, an upload of one’s own.</dd>
      </div>
      <div>
        <dt>Member</dt>
        <dd>Who shares it, by a username that is often no name.</dd>
      </div>
    </dl>
  );
}

function ExternalLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer">
      {children}
    </a>
  );
}

const keys = [
  { key: '/', action: 'Go to the search' },
  { key: 'n', action: 'Next page' },
  { key: 'p', action: 'Previous page' },
  { key: 'o', action: 'Open or close the overview', button: 'Overview' },
  { key: 't', action: 'Take away' },
  { key: '?', action: 'Show these keys' },
];

const fixedKeys = [
  { key: 'Esc', action: 'Close what was opened last' },
  { key: '↑ ↓', action: 'In the details: the file before, the file after' },
];

/** The list of keyboard shortcuts, with a switch for single keys. */
export function ShortcutList() {
  const isOn = useStore(settings, ({ areShortcutsOn }) => areShortcutsOn);
  const availableKeys = keys.filter(({ button }) => button === undefined || hasButton(button));
  return (
    <>
      <table className={styles['keys']}>
        <caption className="visually-hidden">Keys</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Key</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {[...(isOn ? availableKeys : []), ...fixedKeys].map(({ key, action }) => (
            <tr key={key}>
              <td>
                <kbd>{key}</kbd>
              </td>
              <td>{action}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => settings.update(() => ({ areShortcutsOn: event.target.checked }))}
        />
        Single keys work (switch them off if you dictate to your browser)
      </label>
    </>
  );
}
