import { RowMenu } from '../links/RowMenu.tsx';
import { SelectEntry } from './SelectEntry.tsx';
import type { OpenMenu } from './useRowActions.ts';

/** What can be done with the file of a row. */
export function FileMenu({ file, opener, close }: OpenMenu) {
  return (
    <RowMenu file={file} opener={opener} onClose={close}>
      <SelectEntry file={file} />
    </RowMenu>
  );
}
