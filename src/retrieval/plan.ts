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

/** A list of the API. The server reliably filters by what its path contains. */
export type Endpoint =
  | { kind: 'all' }
  | { kind: 'project'; id: number }
  | { kind: 'datatype'; id: number; include_children: boolean }
  | { kind: 'member'; username: string };

/** A request for files: a list by its path, and the other filters as query parameters. */
export interface Plan {
  endpoint: Endpoint;
  /** The server may ignore them, so the page verifies every row. */
  parameters: Partial<Record<ServerFilter, number | string>>;
}

/**
 * The assumed order of the lengths of lists that have not been counted: a member has fewer files than a project, and a
 * project fewer than a data type.
 */
const GUESS = { member: 1, project: 2, datatype: 3, all: 4 };

/** The key of a list: equal for equal lists. */
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

/** The lists that contain all files that match `filters`, the presumably shortest first. */
export function candidateEndpoints(filters: Filters): Endpoint[] {
  const endpoints: Endpoint[] = [{ kind: 'all' }];
  // Only the list of all files shows who shares what.
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

/** The filter that a list's path applies; null for the list of all files. */
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
 * The filters that the list's path does not apply, as query parameters. Omits what the API does not support: several
 * values of a filter, and exclusions.
 */
export function queryParametersFor(filters: Filters, endpoint: Endpoint): Plan['parameters'] {
  const parameters: Plan['parameters'] = {};
  if (isCohort(filters)) return parameters;
  const pathFilter = pathFilterOf(endpoint);
  for (const filter of serverFilters) {
    const value = singleValueOf(filters, filter);
    if (value === null || filter === pathFilter) continue;
    // Only a path can include descendants; the parameter would exclude them.
    if (filter === 'datatype_id' && filters.include_children) continue;
    parameters[filter] = value;
  }
  return parameters;
}

/**
 * The plan that requests the fewest rows: the presumably shortest list, with the other filters as query parameters.
 * `missing` contains the kinds of lists that the server does not have.
 */
export function planFor(filters: Filters, missing: readonly Endpoint['kind'][]): Plan {
  const endpoint = candidateEndpoints(filters).find(({ kind }) => !missing.includes(kind)) ?? {
    kind: 'all',
  };
  return { endpoint, parameters: queryParametersFor(filters, endpoint) };
}

/** Whether the filters include or exclude a data type with its descendants. */
export function includesDescendants(filters: Filters): boolean {
  return filters.include_children && namedDataTypes(filters) > 0;
}

/**
 * Whether the page needs the tree of data types to filter the files of a list. The API can include the descendants of one
 * data type, by its path, and cannot exclude any.
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

/** The key of a plan: equal for equal requests. */
export function planKey({ endpoint, parameters }: Plan): string {
  const query = serverFilters.flatMap((filter) =>
    parameters[filter] === undefined ? [] : [`${filter}=${parameters[filter]}`],
  );
  return [endpointKey(endpoint), ...query].join('&');
}

/** The filters that a plan sends to the server, by its path or as parameters. */
export function requestedFilters({ endpoint, parameters }: Plan): ServerFilter[] {
  const pathFilter = pathFilterOf(endpoint);
  return serverFilters.filter(
    (filter) => filter === pathFilter || parameters[filter] !== undefined,
  );
}
