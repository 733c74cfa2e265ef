import { json, type PlainResponse } from './responses.ts';
import { dataFile, type RowContext } from './dataFiles.ts';
import { filterNames, type Faults, type FilterName } from './faults.ts';
import type { Member } from './members.ts';
import { lastParam, paginate, readInteger } from './paging.ts';
import {
  withNewcomers,
  withoutLost,
  unstable,
  type Criteria,
  type Selection,
} from './selection.ts';

/** A request to the API, with everything on which the response depends. */
export interface Call extends RowContext {
  readonly path: string;
  readonly params: URLSearchParams;
  readonly faults: Faults;
  /** Number of previous requests for lists of data files. */
  readonly turn: number;
  readonly select: (criteria: Criteria) => Selection;
}

/** The query filters that the server honours for this request. */
function honouredFilters({ honour, flip }: Faults, turn: number): readonly FilterName[] {
  if (flip === 0) return honour;
  const chosen = honour.length > 0 ? honour : filterNames;
  const flipped = Math.floor(turn / flip) % 2 === 1;
  return filterNames.filter((name) => chosen.includes(name) === flipped);
}

/** The values of the honoured filters, as text. An empty value is no filter. */
function filterValues({ params, faults, turn }: Call): Map<FilterName, string> {
  const values = new Map<FilterName, string>();
  for (const name of honouredFilters(faults, turn)) {
    const text = lastParam(params, name);
    if (text) values.set(name, text);
  }
  return values;
}

/** The index of the member with this username; -1 if there is none. */
export function findMember(members: readonly Member[], username: string): number {
  return members.findIndex((member) => member.username === username);
}

/**
 * Lists data files. The path always filters the list; the query does so only if the server honours its filters.
 * @param path criteria from the path
 * @returns a page of rows, or 400 if an honoured integer filter has no integer value
 */
export function listDataFiles(call: Call, path: Criteria): PlainResponse {
  const { world, params, faults, turn } = call;
  const values = filterValues(call);
  const bad = filterNames.filter(
    (name) =>
      name !== 'username' && values.has(name) && readInteger(values.get(name)) === undefined,
  );
  if (bad.length > 0) {
    return json(Object.fromEntries(bad.map((name) => [name, ['Enter a number.']])), 400);
  }

  const project = readInteger(values.get('source_project_id'));
  const dataType = readInteger(values.get('datatype_id'));
  const username = values.get('username');
  const member = username === undefined ? path.member : findMember(world.members, username);
  const impossible =
    (path.project !== undefined && project !== undefined && project !== path.project) ||
    (path.member !== undefined && member !== path.member);
  const criteria: Criteria = {
    ...path,
    ...(project !== undefined && { project }),
    ...(dataType !== undefined && { dataTypes: [...(path.dataTypes ?? []), [dataType]] }),
    ...(member !== undefined && { member }),
    ...(impossible && { member: -1 }),
  };

  let selection = call.select(criteria);
  if (faults.shrink) selection = withoutLost(selection, faults.shrink * turn);
  if (faults.unstable) selection = unstable(world, selection, turn);
  if (faults.grow) selection = withNewcomers(world, selection, criteria, faults.grow * turn);

  const requested = lastParam(params, 'username');
  const row = (place: number) => {
    const index = selection.at(place);
    const owner = world.members[world.memberOf(index)];
    // The server does not reveal a hidden member whose username is part of the requested one: the row is empty.
    if (requested !== undefined && owner?.hidden && requested.includes(owner.username)) return {};
    return dataFile(call, index);
  };
  return json(paginate(call.path, params, selection.length, row));
}
