import { Popover } from '../ui/Popover.tsx';
import { ColumnsPanel } from './ColumnsPanel.tsx';
import styles from './ColumnsPanel.module.css';

interface ColumnsPopoverProps {
  opener: HTMLButtonElement;
  onClose: () => void;
}

/** The panel of columns, behind its button. */
export function ColumnsPopover({ opener, onClose }: ColumnsPopoverProps) {
  return (
    <Popover label="Columns" className={styles['panel']} opener={opener} onClose={onClose}>
      <ColumnsPanel />
    </Popover>
  );
}
