import { lazy } from 'react';
import { Late } from '../ui/Late.tsx';
import { Popover } from '../ui/Popover.tsx';
import { PHONE, useMedia } from '../ui/useMedia.ts';
import styles from './ColumnsButton.module.css';
import { countHidden } from './layout.ts';
import { useShownColumns } from './useShownColumns.ts';

const ColumnsPanel = lazy(async () => ({
  default: (await import('./ColumnsPanel.tsx')).ColumnsPanel,
}));

/** Opens what the table shows of each file, and how. Cards on a phone have no columns. */
export function ColumnsButton() {
  const hidden = countHidden(useShownColumns());
  if (useMedia(PHONE)) return null;
  return (
    <Popover
      label="Columns"
      className={styles['panel']}
      button={{ children: hidden === 0 ? 'Columns' : `Columns · ${hidden} hidden` }}
    >
      <Late>
        <ColumnsPanel />
      </Late>
    </Popover>
  );
}
