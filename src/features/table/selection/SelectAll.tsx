import type { Asked } from '../../../url/searchParams.ts';
import { allSelected, countSelected, nothingSelected } from '../../../domain/selection.ts';
import { useSource } from '../../../session/SessionProvider.tsx';
import { formatCount } from '../../../ui/format.ts';
import { changeSelection, useSelection } from './useSelection.ts';

/** Selects every file of the result, on all pages. */
export function SelectAll({ asked, count }: { asked: Asked; count: number | null }) {
  const source = useSource();
  const selection = useSelection(source, asked);
  const selected = countSelected(selection, count);
  const areAll = selected === null ? selection.ids.size === 0 : selected === count;
  return (
    <input
      ref={(box) => {
        if (box !== null) box.indeterminate = !areAll && selected !== 0;
      }}
      type="checkbox"
      aria-label={count === null ? 'Select all files' : `Select all ${formatCount(count, 'file')}`}
      checked={areAll}
      onChange={() =>
        changeSelection(source, asked, () => (areAll ? nothingSelected : allSelected))
      }
    />
  );
}
