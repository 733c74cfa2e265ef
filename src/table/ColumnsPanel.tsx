import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './ColumnsPanel.module.css';
import { shapes } from './layout.ts';
import { canMove, withMoved, withWanted } from './settingChanges.ts';
import { type ColumnId, defaults, mayHide, type Settings } from './settings.ts';
import { useShownColumns } from './useShownColumns.ts';
import { changeSettings, useSettings } from './useSettings.ts';

const densities = [
  { density: 'comfortable', title: 'Comfortable' },
  { density: 'compact', title: 'Compact' },
] as const;

/** What the table shows of each file, in which order, and how closely. Kept for the next visit. */
export function ColumnsPanel() {
  const settings = useSettings();
  const shown = useShownColumns();
  const [said, setSaid] = useState('');
  const move = (id: ColumnId, by: -1 | 1) => {
    const moved = withMoved(settings, id, by);
    changeSettings(moved);
    setSaid(placeOf(moved, id));
  };
  return (
    <div className={styles['settings']}>
      <fieldset>
        <legend>Rows</legend>
        {densities.map(({ density, title }) => (
          <label key={density}>
            <input
              type="radio"
              name="density"
              checked={settings.density === density}
              onChange={() => changeSettings({ ...settings, density })}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Columns</legend>
        <ol>
          {settings.order.map((id) => (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  checked={shown.includes(id)}
                  disabled={!mayHide(id)}
                  onChange={(event) =>
                    changeSettings(withWanted(settings, id, event.currentTarget.checked))
                  }
                />
                {shapes[id].title}
              </label>
              {id !== 'download' && (
                <>
                  <Move id={id} by={-1} settings={settings} move={move} />
                  <Move id={id} by={1} settings={settings} move={move} />
                </>
              )}
            </li>
          ))}
        </ol>
      </fieldset>
      <p>Widths are set at the edges of the headings.</p>
      <Button
        onClick={() => {
          changeSettings(defaults);
          setSaid('Everything is as it was at first');
        }}
      >
        Reset
      </Button>
      <span role="status" aria-label="Columns" className="visually-hidden">
        {said}
      </span>
    </div>
  );
}

interface MoveProps {
  id: ColumnId;
  by: -1 | 1;
  settings: Settings;
  move: (id: ColumnId, by: -1 | 1) => void;
}

function Move({ id, by, settings, move }: MoveProps) {
  const label = `Move ${shapes[id].title} ${by < 0 ? 'up' : 'down'}`;
  return (
    <Button
      look="icon"
      aria-label={label}
      title={label}
      // Not `disabled`: who just moved a column to the end must not lose the focus.
      aria-disabled={!canMove(settings, id, by)}
      onClick={() => move(id, by)}
    >
      <Icon name={by < 0 ? 'up' : 'down'} />
    </Button>
  );
}

function placeOf({ order }: Settings, id: ColumnId): string {
  return `${shapes[id].title} is column ${order.indexOf(id) + 1} of ${order.length}`;
}
