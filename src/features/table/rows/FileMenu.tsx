import { useSearchParams } from '../../../url/navigation.ts';
import type { DataFile } from '../../../api/schemas.ts';
import { RowMenu } from '../../downloads/RowMenu.tsx';
import { isSelected, select } from '../../../domain/selection.ts';
import { useSource } from '../../../session/SessionProvider.tsx';
import { Button } from '../../../ui/Button.tsx';
import { changeSelection, useSelection } from '../../../session/selection.ts';

/** The open row menu, and the button that opened it. */
export interface OpenMenu {
  file: DataFile;
  opener: HTMLButtonElement;
  close: () => void;
}

export function FileMenu({ file, opener, close }: OpenMenu) {
  return (
    <RowMenu file={file} opener={opener} onClose={close}>
      <SelectEntry file={file} />
    </RowMenu>
  );
}

/** Selects or deselects the file. On a phone this is the only way to do so: cards have no checkbox. */
function SelectEntry({ file }: { file: DataFile }) {
  const source = useSource();
  const { params } = useSearchParams();
  const isFileSelected = isSelected(useSelection(source, params), file.id);
  return (
    <Button
      variant="quiet"
      onClick={(event) => {
        changeSelection(source, params, (selection) =>
          select(selection, [file.id], !isFileSelected),
        );
        event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
      }}
    >
      {isFileSelected ? 'Deselect' : 'Select'}
    </Button>
  );
}
