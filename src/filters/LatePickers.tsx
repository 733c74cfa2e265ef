import { lazy } from 'react';
import { afterPaint } from '../ui/afterPaint.ts';
import { Late } from '../ui/Late.tsx';
import { shown } from '../ui/shown.ts';
import { WaitingCombobox } from '../ui/WaitingCombobox.tsx';
import { chosen } from './chosen.ts';
import styles from './FilterBar.module.css';
import type { PickersProps } from './Pickers.tsx';

const Pickers = lazy(async () => {
  // The first rows may be about to come, and need neither their scripts nor the time that these take.
  await new Promise<void>((resolve) => {
    afterPaint(resolve);
  });
  return { default: (await import('./Pickers.tsx')).Pickers };
});

/** The fields with a list, whose works come a moment after the page; until then places and values are shown. */
export function LatePickers(props: PickersProps) {
  const { asked, names } = props;
  const waiting = (
    <>
      <WaitingCombobox
        label="Data type"
        placeholder="Any"
        {...chosen(asked, 'datatype_id', (id) => names.dataType(id) ?? String(id))}
      />
      <WaitingCombobox
        label="Project"
        placeholder="Any"
        {...chosen(asked, 'source_project_id', (id) => names.project(id) ?? String(id))}
      />
      <WaitingCombobox
        label="Username"
        placeholder="Anyone"
        {...chosen(asked, 'username', (username) => shown(username))}
      />
    </>
  );
  return (
    <Late
      waiting={waiting}
      sorry={
        <>
          {waiting}
          <p role="alert" className={styles['problem']}>
            The lists to choose from could not be loaded: the connection may be lost, or there is a
            newer version of the page.
          </p>
        </>
      }
    >
      <Pickers {...props} />
    </Late>
  );
}
