import { fileKinds } from './fileKinds.ts';
import { hash } from './hash.ts';
import { makeMembers, projectsEach, recordedStart, type Member } from './members.ts';
import { projects } from './projects.ts';
import { recorded } from './recorded.ts';

/**
 * The full list of data files. Rows are created on demand. A row is its index in the list, from 0 to `rows - 1`.
 * Indexes from `rows` on are newcomers, which only appear with the fault `grow:N`.
 */
export interface World {
  readonly rows: number;
  readonly members: readonly Member[];
  /** The member of a row, as an index into `members`; -1 for newcomers. */
  memberOf(row: number): number;
  /** The rows of a member: the first row and the one after the last. */
  rowsOf(member: number): readonly [start: number, end: number];
  /** The file kind of a row, as an index into `fileKinds`. */
  kindOf(row: number): number;
  /** The file kinds of all rows, one byte each; computed on first use, then cached. */
  kinds(): Uint8Array;
  idOf(row: number): number;
  /** The row with this id, including newcomers; undefined if there is none. */
  rowOf(id: number): number | undefined;
  /** Position of the recorded rows in the list. */
  readonly recordedStart: number;
}

/** Generated ids are this number plus a 24-bit number, so all are below the smallest recorded id, 19,055,415. */
const firstId = 1_000_000;
const idMask = 2 ** 24 - 1;
/** An odd factor has an inverse modulo 2²⁴, so ids look unordered but can be mapped back to their row. */
const factor = 0x9e3779;
const inverse = 0xb382c9;

/** The kinds of each project, repeated by their share, so that a hash picks them with the right frequency. */
const kindsByProject = projects.map(({ id }) =>
  fileKinds.flatMap((kind, index) =>
    kind.project === id ? Array<number>(Math.ceil(kind.share)).fill(index) : [],
  ),
);

function recordedKind(row: (typeof recorded)[number]): number {
  return fileKinds.findIndex((kind) => kind.description === row.metadata.description);
}

/**
 * Creates the world with this many rows; see {@link World}. Fast, because it only creates the members: some thousands
 * for a million rows.
 */
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

/** The end of the range of newcomers: a thousand of every kind. */
export function newcomersEnd(rows: number): number {
  return Math.min(rows + 1000 * fileKinds.length, idMask + 1);
}
