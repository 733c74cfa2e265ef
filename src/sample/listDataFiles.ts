import { json, type Answer } from './answers.ts';
import { dataFile, type Listing } from './dataFiles.ts';
import { filterNames, type Faults, type FilterName } from './faults.ts';
import type { Member } from './members.ts';
import { lastParam, paginate, readInteger } from './paging.ts';
import { grown, shrunk, unstable, type Criteria, type Selection } from './selection.ts';

/** A request to the API, and all that an answer depends on. */
export interface Call extends Listing {
  readonly path: string;
  readonly params: URLSearchParams;
  readonly faults: Faults;
  /** How many lists of data files have been asked before. */
  readonly turn: number;
  readonly select: (criteria: Criteria) => Selection;
}

/** The query filters that work at this request. */
function working({ honour, flip }: Faults, turn: number): readonly FilterName[] {
  if (flip === 0) return honour;
  const chosen = honour.length > 0 ? honour : filterNames;
  const flipped = Math.floor(turn / flip) % 2 === 1;
  return filterNames.filter((name) => chosen.includes(name) === flipped);
}

/** The values of the working filters, as text; an empty value is no filter. */
function filterValues({ params, faults, turn }: Call): Map<FilterName, string> {
  const values = new Map<FilterName, string>();
  for (const name of working(faults, turn)) {
    const text = lastParam(params, name);
    if (text) values.set(name, text);
  }
  return values;
}

/** The index of the member of that username; -1 if there is none. */
export function findMember(members: readonly Member[], username: string): number {
  return members.findIndex((member) => member.username === username);
}

/**
 * A list of data files: the path always narrows it, the query only where its filters work.
 * @param path what the path narrows the list to
 * @returns a page of rows, or 400 for a working integer filter that holds no integer
 */
export function listDataFiles(call: Call, path: Criteria): Answer {
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
  if (faults.shrink) selection = shrunk(selection, faults.shrink * turn);
  if (faults.unstable) selection = unstable(world, selection, turn);
  if (faults.grow) selection = grown(world, selection, criteria, faults.grow * turn);

  const asked = lastParam(params, 'username');
  const row = (place: number) => {
    const index = selection.at(place);
    const owner = world.members[world.memberOf(index)];
    // The server leaks nothing of a hidden member whose username occurs in the one asked for: the row stays, empty.
    if (asked !== undefined && owner?.hidden && asked.includes(owner.username)) return {};
    return dataFile(call, index);
  };
  return json(paginate(call.path, params, selection.length, row));
}
