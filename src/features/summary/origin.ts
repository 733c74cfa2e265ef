import type { ServerFilter } from '../../domain/filters.ts';
import type { FileList } from '../../queries/fileList.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';

const filterNames: Record<ServerFilter, string> = {
  datatype_id: 'Data type',
  source_project_id: 'Project',
  username: 'Username',
};

/** Where the answer comes from, as part of a sentence. */
export function originOf(fileList: FileList): string {
  const { strategy, ignored, reading, isFiltered } = fileList;
  if (strategy.kind === 'server')
    return isFiltered ? 'filtered by the server' : 'listed by the server';
  const done = doneHere(fileList);
  const who = ignored.length === 0 ? done : `the server ignored the ${inWords(ignored)}; ${done}`;
  if (reading === null || reading.count === null) return who;
  // How far the reading is, its own line says.
  if (strategy.kind === 'fullLoad') return who;
  const total = formatCount(reading.count, 'file');
  return reading.status === 'complete'
    ? `${who}, all ${total} read`
    : `${who}, ${formatNumber(Math.min(reading.offset, reading.count))} of ${total} read`;
}

function doneHere({ ignored, isWholeNeeded, isFiltered }: FileList): string {
  if (ignored.length === 0 && !isWholeNeeded) return 'listed by the server';
  return isFiltered ? 'filtered here' : 'put in order here';
}

/** Filters by their headings: "Project and Username filters". */
export function inWords(filters: readonly ServerFilter[]): string {
  const words = filters.map((filter) => filterNames[filter]).join(' and ');
  return `${words} ${filters.length === 1 ? 'filter' : 'filters'}`;
}
