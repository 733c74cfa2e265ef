import { lazy, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Late } from '../ui/Late.tsx';
import { PHONE, useMedia } from '../ui/useMedia.ts';
import { countHidden } from './layout.ts';
import { useShownColumns } from './useShownColumns.ts';

const ColumnsPopover = lazy(async () => ({
  default: (await import('./ColumnsPopover.tsx')).ColumnsPopover,
}));

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
      {opener !== null && (
        <Late>
          <ColumnsPopover opener={opener} onClose={() => setOpener(null)} />
        </Late>
      )}
    </>
  );
}
