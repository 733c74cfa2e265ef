import { useEffect } from 'react';
import type { Asked } from '../../url/searchParams.ts';
import { countOf } from '../../queries/counts.ts';
import type { Listing } from '../../queries/listing.ts';
import { lastBefore, noteOpened, useViews } from './keptViews.ts';
import { newsOf } from './news.ts';
import { viewAddress } from './savedViews.ts';

interface ViewNewsProps {
  asked: Asked;
  listing: Listing;
}

/** Where the page shows a saved view: what is new since it was last opened. */
export function ViewNews({ asked, listing }: ViewNewsProps) {
  const address = viewAddress(asked);
  const view = useViews().find((each) => each.address === address);
  const count = view === undefined ? null : countOf(listing);
  const { files, counted } = count ?? {};
  const isKnown = view !== undefined;
  // Synchronises with what this browser keeps: the view has been opened, and so much was found.
  useEffect(() => {
    if (isKnown && files !== undefined && counted !== undefined)
      noteOpened(address, { files, counted });
  }, [isKnown, address, files, counted]);
  const news = view === undefined || count === null ? null : newsOf(lastBefore(view), count);
  return news === null ? null : <> · {news}</>;
}
