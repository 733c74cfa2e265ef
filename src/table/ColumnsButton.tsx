import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { PHONE, useMedia } from '../ui/useMedia.ts';
import { countHidden } from './layout.ts';
import { useShownColumns } from './useShownColumns.ts';
import { ColumnsPopover } from './ColumnsPopover.tsx';

/** Opens what the table shows of each file, and how. Cards on a phone have no columns. */
export function ColumnsButton() {
  const hidden = countHidden(useShownColumns());
  const [opener, setOpener] = useState<HTMLButtonElement | null>(null);
  if (useMedia(PHONE)) return null;
  return (
    <>
      <Button
        aria-expanded={opener !== null}
        // While it is open, the button closes it by itself.
        onClick={({ currentTarget }) => setOpener((open) => open ?? currentTarget)}
      >
        {hidden === 0 ? 'Columns' : `Columns · ${hidden} hidden`}
      </Button>
      {opener !== null && <ColumnsPopover opener={opener} onClose={() => setOpener(null)} />}
    </>
  );
}
