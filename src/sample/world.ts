import { fileKinds } from './fileKinds.ts';
import { hash } from './hash.ts';
import { makeMembers, projectsEach, recordedStart, type Member } from './members.ts';
import { projects } from './projects.ts';
import { recorded } from './recorded.ts';

/**
 * The whole list of data files, of which nothing exists but what is asked for. A row is its index in the list, from 0
 * to `rows - 1`; indexes from `rows` on are newcomers, which only the fault `grow:N` puts on show.
 */
export interface World {
  readonly rows: number;
  readonly members: readonly Member[];
  /** Which member a row belongs to, as an index into `members`; -1 for newcomers. */
  memberOf(row: number): number;
  /** The rows of a member: from the first up to, not including, the second. */
  rowsOf(member: number): readonly [start: number, end: number];
  /** What kind of file a row is, as an index into `fileKinds`. */
  kindOf(row: number): number;
  /** The kinds of all rows, one byte each; made when first asked for, then kept. */
  kinds(): Uint8Array;
  idOf(row: number): number;
  /** The row of that id, newcomers included, or undefined. */
  rowOf(id: number): number | undefined;
  /** Where in the list the recorded rows stand. */
  readonly recordedStart: number;
}

/** Generated ids are 24-bit numbers after this one: all below the smallest recorded id, 19,055,415. */
const firstId = 1_000_000;
const idMask = 2 ** 24 - 1;
/** An odd factor has an inverse modulo 2²⁴: ids look unordered, yet lead back to their row. */
const factor = 0x9e3779;
const inverse = 0xb382c9;

/** Which kinds each project has, and each as often as its share says, so that a hash picks fairly. */
const kindsByProject = projects.map(({ id }) =>
  fileKinds.flatMap((kind, index) =>
    kind.project === id ? Array<number>(Math.ceil(kind.share)).fill(index) : [],
  ),
);

function recordedKind(row: (typeof recorded)[number]): number {
  return fileKinds.findIndex((kind) => kind.description === row.metadata.description);
}

/** The world of that many rows; see {@link World}. Quick: only members are made, some thousands at a million rows. */
export function makeWorld(rows: number): World {
  const { list: members, starts, joined } = makeMembers(rows);
  const first = recordedStart(rows);
  const recordedKinds = recorded.map(recordedKind);
  const recordedIds = new Map(recorded.map((row, index) => [row.id, first + index]));
  let allKinds: Uint8Array | undefined;

  function memberOf(row: number): number {
    if (row >= rows) return -1;
    let low = 0;
    let high = members.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? rows) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function kindFor(row: number, member: number): number {
    const fromRecorded = recordedKinds[row - first];
    if (fromRecorded !== undefined) return fromRecorded;
    const bits = hash(row, 51);
    const choices =
      kindsByProject[joined[member * projectsEach + (bits % projectsEach)] ?? 0] ?? [];
    return choices[(bits >>> 8) % choices.length] ?? 0;
  }

  function kinds(): Uint8Array {
    if (allKinds) return allKinds;
    allKinds = new Uint8Array(rows);
    for (let member = 0; member < members.length; member++) {
      const [start, end] = rowsOf(member);
      for (let row = start; row < end; row++) allKinds[row] = kindFor(row, member);
    }
    return allKinds;
  }

  function rowsOf(member: number): readonly [number, number] {
    return [starts[member] ?? rows, starts[member + 1] ?? rows];
  }

  return {
    rows,
    members,
    recordedStart: first,
    memberOf,
    rowsOf,
    kinds,
    kindOf: (row) => (row < rows ? kindFor(row, memberOf(row)) : (row - rows) % fileKinds.length),
    idOf(row) {
      const known = recorded[row - first];
      if (known) return known.id;
      const product = Math.imul(row, factor) & idMask;
      return firstId + (product ^ (product >>> 12));
    },
    rowOf(id) {
      const known = recordedIds.get(id);
      if (known !== undefined) return known;
      const code = id - firstId;
      if (!Number.isInteger(code) || code < 0 || code > idMask) return undefined;
      const row = Math.imul(code ^ (code >>> 12), inverse) & idMask;
      return recorded[row - first] || row >= newcomersEnd(rows) ? undefined : row;
    },
  };
}

/** Up to which row there can be newcomers: a thousand of every kind. */
export function newcomersEnd(rows: number): number {
  return Math.min(rows + 1000 * fileKinds.length, idMask + 1);
}
