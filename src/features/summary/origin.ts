import type { ServerFilter } from '../../domain/filters.ts';
import type { Listing } from '../../queries/listing.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';

const filterNames: Record<ServerFilter, string> = {
  datatype_id: 'Data type',
  source_project_id: 'Project',
  username: 'Username',
};

/** Where the answer comes from, as part of a sentence. */
export function originOf(listing: Listing): string {
  const { route, ignored, reading, isFiltered } = listing;
  if (route.kind === 'server')
    return isFiltered ? 'filtered by the server' : 'listed by the server';
  const done = doneHere(listing);
  const who = ignored.length === 0 ? done : `the server ignored the ${inWords(ignored)}; ${done}`;
  if (reading === null || reading.count === null) return who;
  // How far the reading is, its own line says.
  if (route.kind === 'read') return who;
  const total = formatCount(reading.count, 'file');
  return reading.status === 'complete'
    ? `${who}, all ${total} read`
    : `${who}, ${formatNumber(Math.min(reading.offset, reading.count))} of ${total} read`;
}

function doneHere({ ignored, isWholeNeeded, isFiltered }: Listing): string {
  if (ignored.length === 0 && !isWholeNeeded) return 'listed by the server';
  return isFiltered ? 'filtered here' : 'put in order here';
}

/** Filters by their headings: "Project and Username filters". */
export function inWords(filters: readonly ServerFilter[]): string {
  const words = filters.map((filter) => filterNames[filter]).join(' and ');
  return `${words} ${filters.length === 1 ? 'filter' : 'filters'}`;
}
