import { switchShortcuts, useShortcutsOn } from '../../ui/shortcutsSetting.ts';
import styles from './Help.module.css';
import { hasButton } from './shortcuts.ts';

const keys = [
  { key: '/', does: 'Go to the search' },
  { key: 'n', does: 'Next page' },
  { key: 'p', does: 'Previous page' },
  { key: 'o', does: 'Open or close the overview', button: 'Overview' },
  { key: 't', does: 'Take away' },
  { key: '?', does: 'Show these keys' },
];

const always = [
  { key: 'Esc', does: 'Close what was opened last' },
  { key: '↑ ↓', does: 'In the details: the file before, the file after' },
];

/** The keys that do something, and whether single ones may. */
export function ShortcutList() {
  const isOn = useShortcutsOn();
  const there = keys.filter(({ button }) => button === undefined || hasButton(button));
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
          {[...(isOn ? there : []), ...always].map(({ key, does }) => (
            <tr key={key}>
              <td>
                <kbd>{key}</kbd>
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => switchShortcuts(event.target.checked)}
        />
        Single keys work (switch them off if you dictate to your browser)
      </label>
    </>
  );
}
