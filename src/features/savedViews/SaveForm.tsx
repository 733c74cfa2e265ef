import { useState } from 'react';
import type { Count } from '../../queries/counts.ts';
import {
  ADDRESS_LENGTH,
  NAME_LENGTH,
  type SavedView,
  saveView,
  tidyName,
} from '../../session/savedViews.ts';
import { Button } from '../../ui/Button.tsx';
import field from '../../ui/Field.module.css';
import { formatNumber } from '../../ui/format.ts';
import styles from './SavedViews.module.css';

interface SaveFormProps {
  address: string;
  heading: string;
  /** How many files match; null if the number is unknown or incomplete. */
  count: Count | null;
  /** The view with this address, if it is saved. */
  saved: SavedView | undefined;
}

/** Saves what the page shows, under a name. */
export function SaveForm({ address, heading, count, saved }: SaveFormProps) {
  const [name, setName] = useState(heading);
  if (saved !== undefined) {
    return (
      <p className={styles['now']} role="status">
        The page shows “<bdi>{saved.name}</bdi>”.
      </p>
    );
  }
  if (address.length > ADDRESS_LENGTH) {
    return (
      <p className={styles['now']} role="status">
        This view cannot be saved, because its address is longer than {formatNumber(ADDRESS_LENGTH)}{' '}
        characters.
      </p>
    );
  }
  const save = () => {
    const last = count === null ? null : { ...count, opened: new Date().toISOString() };
    saveView({ name: tidyName(name) || tidyName(heading), address, last });
  };
  return (
    <form
      className={styles['save']}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label className={field['field']}>
        <span>Name of this view</span>
        <input
          value={name}
          maxLength={NAME_LENGTH}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <Button variant="primary" type="submit">
        Save this view
      </Button>
    </form>
  );
}
