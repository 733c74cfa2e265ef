import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { ROWS_PER_REQUEST, type SearchParams } from '../url/searchParams.ts';
import type { DataFile } from '../api/schemas.ts';
import { useAllRows } from './allRows.ts';
import type { FilePage } from './answers.ts';

/**
 * The files `[before, itself, after]` of the one with this id in the whole result of `count` files,
 * which stands in one scroll; undefined where there is none, or it is not at hand. A page that
 * begins beside the file is asked for. Without a scroll (`count` null) nothing is.
 */
export function useFilesAround(
  params: SearchParams,
  id: number,
  count: number | null,
): readonly (DataFile | undefined)[] {
  const client = useQueryClient();
  // Pages that hold the file; which of them answers this very question is seen by asking for it.
  const places = count === null ? [] : placesIn(client, id);
  const around = places
    .flatMap((place) => [place, place + 1, place - 1])
    .filter((place) => place >= 0 && place < (count ?? 0));
  const { fileAt } = useAllRows(params, { drawn: places, rested: [], isBusy: true });
  const place = places.find((each) => fileAt(each)?.id === id);
  const wanted = place === undefined ? [] : around.filter((each) => Math.abs(each - place) <= 1);
  const near = useAllRows(params, { drawn: wanted, rested: wanted, isBusy: false });
  if (place === undefined || count === null) return [];
  const beside = (by: -1 | 1) => {
    let index = place + by;
    // What the server does not show cannot be gone to.
    while (index >= 0 && index < count && near.fileAt(index) === null) index += by;
    return index < 0 || index >= count ? undefined : (near.fileAt(index) ?? undefined);
  };
  return [beside(-1), near.fileAt(place) ?? undefined, beside(1)];
}

/** Where pages of one scroll that came during this visit have the file: of any question. */
function placesIn(client: QueryClient, id: number): number[] {
  const pages = client.getQueriesData<FilePage>({
    predicate: ({ queryKey: [kind] }) => kind === 'data files' || kind === 'catalogue',
  });
  const places = pages.flatMap(([, page]) => {
    if (page === undefined || page.offset % ROWS_PER_REQUEST !== 0) return [];
    const rows = page.by === 'server' ? page.rows : page.files;
    const index = rows.findIndex((row) => row?.id === id);
    return index < 0 || index >= ROWS_PER_REQUEST ? [] : [page.offset + index];
  });
  return [...new Set(places)];
}
