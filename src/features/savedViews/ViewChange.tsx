import { useEffect } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
import { countOf } from '../../queries/counts.ts';
import type { FileList } from '../../queries/fileList.ts';
import { lastBefore, noteOpened, useViews } from './keptViews.ts';
import { describeChange, viewAddress } from './savedViews.ts';

interface ViewNewsProps {
  params: SearchParams;
  fileList: FileList;
}

/** Where the page shows a saved view: what is new since it was last opened. */
export function ViewChange({ params, fileList }: ViewNewsProps) {
  const address = viewAddress(params);
  const view = useViews().find((each) => each.address === address);
  const count = view === undefined ? null : countOf(fileList);
  const { files, counted } = count ?? {};
  const isKnown = view !== undefined;
  // Synchronises with what this browser keeps: the view has been opened, and so much was found.
  useEffect(() => {
    if (isKnown && files !== undefined && counted !== undefined)
      noteOpened(address, { files, counted });
  }, [isKnown, address, files, counted]);
  const news =
    view === undefined || count === null ? null : describeChange(lastBefore(view), count);
  return news === null ? null : <> · {news}</>;
}
