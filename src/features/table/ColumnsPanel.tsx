import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { PHONE, useMedia } from '../../ui/useMedia.ts';
import styles from './ColumnsPanel.module.css';
import { type FileColumn, type FileTable, isColumnId, titleOf } from './columns.ts';
import { countHidden } from './columnState.ts';
import { canMoveColumn, changeSettings, defaults, moveColumn, useSettings } from './settings.ts';

const densities = [
  { density: 'comfortable', title: 'Comfortable' },
  { density: 'compact', title: 'Compact' },
] as const;

/** Opens the panel for columns and row density. Not rendered on phones, whose cards have neither. */
export function ColumnsButton({ table }: { table: FileTable }) {
  const hidden = countHidden(table.getVisibleLeafColumns().map(({ id }) => id));
  const [opener, setOpener] = useState<HTMLButtonElement | null>(null);
  if (useMedia(PHONE)) return null;
  return (
    <>
      <Button
        aria-expanded={opener !== null}
        // The browser closes an open panel when the user clicks its button.
        onClick={({ currentTarget }) => setOpener((open) => open ?? currentTarget)}
      >
        {hidden === 0 ? 'Columns' : `Columns · ${hidden} hidden`}
      </Button>
      {opener !== null && (
        <Popover
          label="Columns"
          className={styles['panel']}
          opener={opener}
          onClose={() => setOpener(null)}
        >
          <ColumnsPanel table={table} />
        </Popover>
      )}
    </>
  );
}

/** Lets the user show, hide and move columns, and choose the row density. The browser stores the settings. */
function ColumnsPanel({ table }: { table: FileTable }) {
  const settings = useSettings();
  const [announcement, setAnnouncement] = useState('');
  const move = (column: FileColumn, by: -1 | 1) => {
    const { id } = column;
    if (!isColumnId(id)) return;
    const order = moveColumn(settings.columnOrder, id, by);
    table.setColumnOrder(order);
    setAnnouncement(`${titleOf(column)} is column ${order.indexOf(id) + 1} of ${order.length}`);
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
              onChange={() => changeSettings(() => ({ density }))}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Columns</legend>
        <ol>
          {table.getAllLeafColumns().map((column) => (
            <li key={column.id}>
              <label>
                <input
                  type="checkbox"
                  checked={column.getIsVisible()}
                  disabled={!column.getCanHide()}
                  onChange={column.getToggleVisibilityHandler()}
                />
                {titleOf(column)}
              </label>
              {column.columnDef.meta?.isLast !== true && (
                <>
                  <MoveButton column={column} by={-1} move={move} />
                  <MoveButton column={column} by={1} move={move} />
                </>
              )}
            </li>
          ))}
        </ol>
      </fieldset>
      <p>To resize a column, drag the edge of its heading.</p>
      <Button
        onClick={() => {
          changeSettings(() => defaults);
          setAnnouncement('All settings are reset');
        }}
      >
        Reset
      </Button>
      <span role="status" aria-label="Columns" className="visually-hidden">
        {announcement}
      </span>
    </div>
  );
}

interface MoveButtonProps {
  column: FileColumn;
  by: -1 | 1;
  move: (column: FileColumn, by: -1 | 1) => void;
}

function MoveButton({ column, by, move }: MoveButtonProps) {
  const { columnOrder } = useSettings();
  const { id } = column;
  const label = `Move ${titleOf(column)} ${by < 0 ? 'up' : 'down'}`;
  return (
    <Button
      variant="icon"
      aria-label={label}
      title={label}
      // Not `disabled`: a button that disables itself would lose the focus.
      aria-disabled={!(isColumnId(id) && canMoveColumn(columnOrder, id, by))}
      onClick={() => move(column, by)}
    >
      <Icon name={by < 0 ? 'up' : 'down'} />
    </Button>
  );
}
