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
  soleValue,
} from '../domain/filters.ts';

/** A list that a path of the API gives. What the path says, the server filters for certain. */
export type List =
  | { kind: 'all' }
  | { kind: 'project'; id: number }
  | { kind: 'datatype'; id: number; include_children: boolean }
  | { kind: 'member'; username: string };

/** Which request answers: a list by its path, and the remaining filters as query parameters. */
export interface Plan {
  list: List;
  /** Sent along, but the server may ignore them: every row is checked. */
  parameters: Partial<Record<ServerFilter, number | string>>;
}

/**
 * How many files a list is taken to hold where nobody has counted it yet: only their order
 * matters. A member has fewer files than a project, and a project fewer than a data type.
 */
const GUESS = { member: 1, project: 2, datatype: 3, all: 4 };

/** A list's name in keys: the same list gives the same text. */
export function listKey(list: List): string {
  switch (list.kind) {
    case 'all':
      return 'all';
    case 'project':
      return `project:${list.id}`;
    case 'datatype':
      return `datatype:${list.id}${list.include_children ? ':children' : ''}`;
    case 'member':
      return `member:${list.username}`;
  }
}

/** The lists whose paths hold every file that `filters` ask for, narrowest guess first. */
export function listsFor(filters: Filters): List[] {
  const lists: List[] = [{ kind: 'all' }];
  // Who shares what, no narrower list tells.
  if (isCohort(filters)) return lists;
  const { include_children } = filters;
  const datatype_id = soleValue(filters, 'datatype_id');
  const source_project_id = soleValue(filters, 'source_project_id');
  const username = soleValue(filters, 'username');
  if (datatype_id !== null) lists.push({ kind: 'datatype', id: datatype_id, include_children });
  if (source_project_id !== null) lists.push({ kind: 'project', id: source_project_id });
  if (username !== null && fitsMemberPath(username)) lists.push({ kind: 'member', username });
  return lists.toSorted((a, b) => GUESS[a.kind] - GUESS[b.kind]);
}

/** Which of the filters a list's path takes care of. */
export function guaranteedBy(list: List): ServerFilter | null {
  switch (list.kind) {
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
export function parametersFor(filters: Filters, list: List): Plan['parameters'] {
  const parameters: Plan['parameters'] = {};
  if (isCohort(filters)) return parameters;
  const guaranteed = guaranteedBy(list);
  for (const filter of serverFilters) {
    const value = soleValue(filters, filter);
    if (value === null || filter === guaranteed) continue;
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
export function planFor(filters: Filters, missing: readonly List['kind'][]): Plan {
  const list = listsFor(filters).find(({ kind }) => !missing.includes(kind)) ?? { kind: 'all' };
  return { list, parameters: parametersFor(filters, list) };
}

/** Whether any data type is asked for, or ruled out, with its descendants. */
export function namesFamilies(filters: Filters): boolean {
  return filters.include_children && namedDataTypes(filters) > 0;
}

/**
 * Whether only the tree of data types tells which files of `list` are asked for: the API can be
 * asked for descendants of one data type, by its path, and for none to be left out.
 */
export function needsTree(filters: Filters, list: List): boolean {
  return namesFamilies(filters) && (list.kind !== 'datatype' || namedDataTypes(filters) > 1);
}

function namedDataTypes(filters: Filters): number {
  const { datatype_id, datatype_id__not, shares_datatype_id } = filters;
  return datatype_id.length + datatype_id__not.length + shares_datatype_id.length;
}

/** The path and query of one page of a plan. */
export function pathOf({ list, parameters }: Plan, limit: number, offset: number): string {
  const query = { ...parameters, limit, offset: offset === 0 ? null : offset };
  switch (list.kind) {
    case 'all':
      return dataFilesPath(query);
    case 'project':
      return projectDataFilesPath(list.id, query);
    case 'datatype':
      return dataTypeDataFilesPath(list.id, {
        ...(list.include_children ? { include_children: 'True' } : {}),
        ...query,
      });
    case 'member':
      return memberDataFilesPath(list.username, query);
  }
}

/** A plan's name in keys: the same requests give the same text. */
export function planKey({ list, parameters }: Plan): string {
  const query = serverFilters.flatMap((filter) =>
    parameters[filter] === undefined ? [] : [`${filter}=${parameters[filter]}`],
  );
  return [listKey(list), ...query].join('&');
}

/** The filters that a plan puts to the server, by its path or as parameters. */
export function askedBy({ list, parameters }: Plan): ServerFilter[] {
  const guaranteed = guaranteedBy(list);
  return serverFilters.filter(
    (filter) => filter === guaranteed || parameters[filter] !== undefined,
  );
}
