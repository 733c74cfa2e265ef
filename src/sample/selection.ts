import { fileKinds } from './fileKinds.ts';
import { hash } from './hash.ts';
import { newcomersEnd, type World } from './world.ts';

/** Criteria for a list of data files. Omitted criteria do not filter. */
export interface Criteria {
  /** Id of the project. */
  readonly project?: number;
  /** Sets of data-type ids. A file matches if it has at least one id of each set. */
  readonly dataTypes?: readonly (readonly number[])[];
  /** Index of the member in the world; -1 for an unknown member. */
  readonly member?: number;
}

/** An ordered subset of the world's rows. */
export interface Selection {
  readonly length: number;
  /** The row at a position from 0 to `length - 1`. */
  at(place: number): number;
}

/** The matching file kinds, by index. */
function fittingKinds({ project, dataTypes = [] }: Criteria): boolean[] {
  return fileKinds.map(
    (kind) =>
      (project === undefined || kind.project === project) &&
      dataTypes.every((ids) => ids.some((id) => kind.types.includes(id))),
  );
}

function find(world: World, criteria: Criteria): Selection {
  const { member } = criteria;
  const [start, end] = member === undefined ? [0, world.rows] : world.rowsOf(member);
  if (member === -1) return { length: 0, at: () => -1 };
  const fits = fittingKinds(criteria);
  if (fits.every(Boolean)) return { length: end - start, at: (place) => start + place };
  const kinds = world.kinds();
  const mask = Uint8Array.from(fits, Number);
  let length = 0;
  for (let row = start; row < end; row++) length += mask[kinds[row] ?? 0] ?? 0;
  const rows = new Uint32Array(length);
  let place = 0;
  for (let row = start; row < end; row++) if (mask[kinds[row] ?? 0] === 1) rows[place++] = row;
  return { length, at: (index) => rows[index] ?? -1 };
}

/** Maximum number of cached selections. At ten million rows, the largest takes about 16 MB. */
const maxCached = 8;

/**
 * Creates a function that selects rows in list order. It caches the last few selections, because paging uses the same
 * one repeatedly.
 */
export function makeSelector(world: World): (criteria: Criteria) => Selection {
  const known = new Map<string, Selection>();
  return (criteria) => {
    const key = JSON.stringify([criteria.project, criteria.dataTypes, criteria.member]);
    const selection = known.get(key) ?? find(world, criteria);
    known.delete(key);
    known.set(key, selection);
    for (const oldest of known.keys()) if (known.size > maxCached) known.delete(oldest);
    return selection;
  };
}

/** The first position with a row not before `row`. Rows ascend with positions. */
function placeOf(selection: Selection, row: number): number {
  let low = 0;
  let high = selection.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (selection.at(middle) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Omits `lost` rows, chosen by hash. A larger `lost` omits the same rows and more. */
export function withoutLost(selection: Selection, lost: number): Selection {
  const gone = new Set<number>();
  const wanted = Math.min(lost, selection.length);
  for (let turn = 0; gone.size < wanted; turn++) gone.add(hash(turn, 95) % selection.length);
  const sorted = Uint32Array.from(gone).toSorted();
  // Finds the position by a binary search: sorted[i] - i is the number of remaining rows before the i-th omitted one.
  const at = (place: number) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle] ?? 0) - middle <= place) low = middle + 1;
      else high = middle;
    }
    return selection.at(place + low);
  };
  return { length: selection.length - wanted, at };
}

/** Rotates each member's rows by a hash of `turn`: the same rows, still in the order of members. */
export function unstable(world: World, selection: Selection, turn: number): Selection {
  const at = (place: number) => {
    const member = world.memberOf(selection.at(place));
    const [from, to] = world.rowsOf(member);
    const first = placeOf(selection, from);
    const length = placeOf(selection, to) - first;
    return selection.at(first + ((place - first + hash(turn, member)) % length));
  };
  return { length: selection.length, at };
}

/** Adds newcomers at the start, newest first. They match all criteria except for a member. */
export function withNewcomers(
  world: World,
  selection: Selection,
  criteria: Criteria,
  gained: number,
): Selection {
  const fits = fittingKinds(criteria);
  const choices = [...fits.keys()].filter((kind) => fits[kind]);
  const room = Math.floor((newcomersEnd(world.rows) - world.rows) / fileKinds.length);
  const extra = choices.length > 0 && criteria.member === undefined ? Math.min(gained, room) : 0;
  const newcomer = (index: number) =>
    world.rows + index * fileKinds.length + (choices[index % choices.length] ?? 0);
  return {
    length: extra + selection.length,
    at: (place) => (place < extra ? newcomer(extra - 1 - place) : selection.at(place - extra)),
  };
}
