import type { SearchParams } from '../../../url/searchParams.ts';
import { allSelected, countSelected, noSelection } from '../../../domain/selection.ts';
import { useSource } from '../../../session/SessionProvider.tsx';
import { formatCount } from '../../../ui/format.ts';
import { changeSelection, useSelection } from '../../../session/selection.ts';

/** Selects every file of the result, on all pages. */
export function SelectAll({ params, count }: { params: SearchParams; count: number | null }) {
  const source = useSource();
  const selection = useSelection(source, params);
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
      onChange={() => changeSelection(source, params, () => (areAll ? noSelection : allSelected))}
    />
  );
}
