import {
  dataFilesPath,
  dataTypeDataFilesPath,
  fitsMemberPath,
  memberDataFilesPath,
  projectDataFilesPath,
} from '../api/endpoints.ts';
import {
  type Filters,
  isCohort,
  type ServerFilter,
  serverFilters,
  singleValueOf,
} from '../domain/filters.ts';

/** A list that a path of the API gives. What the path says, the server filters for certain. */
export type Endpoint =
  | { kind: 'all' }
  | { kind: 'project'; id: number }
  | { kind: 'datatype'; id: number; include_children: boolean }
  | { kind: 'member'; username: string };

/** Which request answers: a list by its path, and the remaining filters as query parameters. */
export interface Plan {
  endpoint: Endpoint;
  /** Sent along, but the server may ignore them: every row is checked. */
  parameters: Partial<Record<ServerFilter, number | string>>;
}

/**
 * How many files a list is taken to hold where nobody has counted it yet: only their order
 * matters. A member has fewer files than a project, and a project fewer than a data type.
 */
const GUESS = { member: 1, project: 2, datatype: 3, all: 4 };

/** A list's name in keys: the same list gives the same text. */
export function endpointKey(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case 'all':
      return 'all';
    case 'project':
      return `project:${endpoint.id}`;
    case 'datatype':
      return `datatype:${endpoint.id}${endpoint.include_children ? ':children' : ''}`;
    case 'member':
      return `member:${endpoint.username}`;
  }
}

/** The lists whose paths hold every file that `filters` ask for, narrowest guess first. */
export function candidateEndpoints(filters: Filters): Endpoint[] {
  const endpoints: Endpoint[] = [{ kind: 'all' }];
  // Who shares what, no narrower list tells.
  if (isCohort(filters)) return endpoints;
  const { include_children } = filters;
  const datatype_id = singleValueOf(filters, 'datatype_id');
  const source_project_id = singleValueOf(filters, 'source_project_id');
  const username = singleValueOf(filters, 'username');
  if (datatype_id !== null) endpoints.push({ kind: 'datatype', id: datatype_id, include_children });
  if (source_project_id !== null) endpoints.push({ kind: 'project', id: source_project_id });
  if (username !== null && fitsMemberPath(username)) endpoints.push({ kind: 'member', username });
  return endpoints.toSorted((a, b) => GUESS[a.kind] - GUESS[b.kind]);
}

/** Which of the filters a list's path takes care of. */
export function pathFilterOf(endpoint: Endpoint): ServerFilter | null {
  switch (endpoint.kind) {
    case 'all':
      return null;
    case 'project':
      return 'source_project_id';
    case 'datatype':
      return 'datatype_id';
    case 'member':
      return 'username';
  }
}

/**
 * The filters that are asked but not taken care of by the list's path, as query parameters. Several
 * values, or an exclusion, the API cannot be asked for.
 */
export function queryParametersFor(filters: Filters, endpoint: Endpoint): Plan['parameters'] {
  const parameters: Plan['parameters'] = {};
  if (isCohort(filters)) return parameters;
  const pathFilter = pathFilterOf(endpoint);
  for (const filter of serverFilters) {
    const value = singleValueOf(filters, filter);
    if (value === null || filter === pathFilter) continue;
    // Only a path can ask for descendants: as a parameter, the data type would leave them out.
    if (filter === 'datatype_id' && filters.include_children) continue;
    parameters[filter] = value;
  }
  return parameters;
}

/**
 * The request that answers `filters` with the fewest rows: the narrowest list whose path filters,
 * the rest sent as query parameters. `missing` are the kinds of list this server does not have.
 */
export function planFor(filters: Filters, missing: readonly Endpoint['kind'][]): Plan {
  const endpoint = candidateEndpoints(filters).find(({ kind }) => !missing.includes(kind)) ?? {
    kind: 'all',
  };
  return { endpoint, parameters: queryParametersFor(filters, endpoint) };
}

/** Whether any data type is asked for, or ruled out, with its descendants. */
export function includesDescendants(filters: Filters): boolean {
  return filters.include_children && namedDataTypes(filters) > 0;
}

/**
 * Whether only the tree of data types tells which files of `list` are asked for: the API can be
 * asked for descendants of one data type, by its path, and for none to be left out.
 */
export function needsTree(filters: Filters, endpoint: Endpoint): boolean {
  return (
    includesDescendants(filters) && (endpoint.kind !== 'datatype' || namedDataTypes(filters) > 1)
  );
}

function namedDataTypes(filters: Filters): number {
  const { datatype_id, datatype_id__not, shares_datatype_id } = filters;
  return datatype_id.length + datatype_id__not.length + shares_datatype_id.length;
}

/** The path and query of one page of a plan. */
export function pathOf({ endpoint, parameters }: Plan, limit: number, offset: number): string {
  const query = { ...parameters, limit, offset: offset === 0 ? null : offset };
  switch (endpoint.kind) {
    case 'all':
      return dataFilesPath(query);
    case 'project':
      return projectDataFilesPath(endpoint.id, query);
    case 'datatype':
      return dataTypeDataFilesPath(endpoint.id, {
        ...(endpoint.include_children ? { include_children: 'True' } : {}),
        ...query,
      });
    case 'member':
      return memberDataFilesPath(endpoint.username, query);
  }
}

/** A plan's name in keys: the same requests give the same text. */
export function planKey({ endpoint, parameters }: Plan): string {
  const query = serverFilters.flatMap((filter) =>
    parameters[filter] === undefined ? [] : [`${filter}=${parameters[filter]}`],
  );
  return [endpointKey(endpoint), ...query].join('&');
}

/** The filters that a plan puts to the server, by its path or as parameters. */
export function requestedFilters({ endpoint, parameters }: Plan): ServerFilter[] {
  const pathFilter = pathFilterOf(endpoint);
  return serverFilters.filter(
    (filter) => filter === pathFilter || parameters[filter] !== undefined,
  );
}
