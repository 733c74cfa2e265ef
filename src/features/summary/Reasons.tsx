import type { Names } from '../../domain/describe.ts';
import type { Endpoint, Plan } from '../../retrieval/plan.ts';
import type { FileList, FileListProvenance } from '../../queries/fileList.ts';
import type { ServerFilter } from '../../domain/filters.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';

/** Explains in three sentences how the list was made: what the server did and what the page did. */
export function Reasons({ fileList, names }: { fileList: FileList; names: Names }) {
  return reasonsFor(fileList, names);
}

function reasonsFor({ provenance }: FileList, names: Names): string {
  const { strategy, ignored, plan, isFiltered, needsFullList } = provenance;
  const endpoint = describeEndpoint(plan.endpoint, names);
  const check = 'Every row is checked here against every filter before it is shown.';
  if (strategy.kind === 'server') {
    return isFiltered
      ? `The rows come page by page from the server’s list of ${endpoint}. ${parameterSentence(plan.parameters)} ${check}`
      : `The rows come page by page from the server’s list of ${endpoint}, in the server’s order. Its count and its rows are shown as they came. ${check}`;
  }
  if (ignored.length === 0 && !needsFullList) {
    return `The server’s list of ${endpoint} has been read before, so nothing needs to be asked. It stays in this page’s memory for your visit, and is not kept after it. ${check}`;
  }
  const cause =
    ignored.length === 0
      ? 'The server can neither search nor sort its list, nor pick tags, extensions or dates.'
      : `The server was asked for the ${inWords(ignored)}, answered as if it had not been, and said nothing of it.`;
  return `${cause} So the list of ${endpoint} is read to its end and answered from here. It stays in this page’s memory, and nothing of it is asked twice or kept after your visit.`;
}

function parameterSentence(parameters: Plan['parameters']): string {
  return Object.keys(parameters).length === 0
    ? 'That list holds just what you asked for.'
    : 'The other filters were sent along, and the server was seen to obey them.';
}

function describeEndpoint(endpoint: Endpoint, names: Names): string {
  switch (endpoint.kind) {
    case 'all':
      return 'all public data files';
    case 'project':
      return `the files of ${names.project(endpoint.id) ?? `project ${endpoint.id}`}`;
    case 'datatype':
      return `the files of the type ${names.dataType(endpoint.id) ?? endpoint.id}`;
    case 'member':
      return `the files of ${endpoint.username}`;
  }
}

const filterNames: Record<ServerFilter, string> = {
  datatype_id: 'Data type',
  source_project_id: 'Project',
  username: 'Username',
};

/** Where the result comes from, as part of a sentence. */
export function originOf({ provenance, progress }: FileList): string {
  const { strategy, ignored, isFiltered } = provenance;
  const { load } = progress;
  if (strategy.kind === 'server')
    return isFiltered ? 'filtered by the server' : 'listed by the server';
  const done = describeLocalWork(provenance);
  const origin =
    ignored.length === 0 ? done : `the server ignored the ${inWords(ignored)}; ${done}`;
  if (load === null || load.count === null) return origin;
  // `LoadProgress` shows the progress of the load.
  if (strategy.kind === 'fullLoad') return origin;
  const total = formatCount(load.count, 'file');
  return load.status === 'complete'
    ? `${origin}, all ${total} read`
    : `${origin}, ${formatNumber(Math.min(load.offset, load.count))} of ${total} read`;
}

function describeLocalWork({ ignored, needsFullList, isFiltered }: FileListProvenance): string {
  if (ignored.length === 0 && !needsFullList) return 'listed by the server';
  return isFiltered ? 'filtered here' : 'put in order here';
}

/** Names filters, for example "Project and Username filters". */
function inWords(filters: readonly ServerFilter[]): string {
  const list = filters.map((filter) => filterNames[filter]).join(' and ');
  return `${list} ${filters.length === 1 ? 'filter' : 'filters'}`;
}
