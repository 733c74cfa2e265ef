import { useAddress } from '../address/useAddress.ts';
import type { DataFile } from '../api/schemas.ts';
import { isSelected, select } from '../listing/selection.ts';
import { useSource } from '../session/SessionProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { changeSelection, useSelection } from './useSelection.ts';

/** Selects a file from its menu: on a phone the only way, since cards have no checkbox. */
export function SelectEntry({ file }: { file: DataFile }) {
  const source = useSource();
  const { asked } = useAddress();
  const isIn = isSelected(useSelection(source, asked), file.id);
  return (
    <Button
      look="quiet"
      onClick={(event) => {
        changeSelection(source, asked, (selection) => select(selection, [file.id], !isIn));
        event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
      }}
    >
      {isIn ? 'Deselect' : 'Select'}
    </Button>
  );
}
