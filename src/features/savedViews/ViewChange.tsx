import { useEffect } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
import { countOf } from '../../queries/counts.ts';
import type { FileList } from '../../queries/fileList.ts';
import {
  lastBeforeVisit,
  noteOpened,
  useSavedViews,
  viewAddress,
} from '../../session/savedViews.ts';
import { describeChange } from './describeChange.ts';

interface ViewChangeProps {
  params: SearchParams;
  fileList: FileList;
}

/** If the page shows a saved view: what is new since the view was last opened. */
export function ViewChange({ params, fileList }: ViewChangeProps) {
  const address = viewAddress(params);
  const view = useSavedViews().find((each) => each.address === address);
  const count = view === undefined ? null : countOf(fileList);
  const { files, counted } = count ?? {};
  const isKnown = view !== undefined;
  // Synchronises the stored view with what the page shows.
  useEffect(() => {
    if (isKnown && files !== undefined && counted !== undefined)
      noteOpened(address, { files, counted });
  }, [isKnown, address, files, counted]);
  if (view === undefined || count === null) return null;
  const change = describeChange(lastBeforeVisit(view), count);
  return change === null ? null : <> · {change}</>;
}
