import { fraction, hash, weighted } from './hash.ts';
import { projects } from './projects.ts';
import { recordedMembers } from './recorded.ts';
import { displayName, shortHidden, usernames } from './usernames.ts';

export interface Member {
  readonly id: number;
  readonly name: string;
  readonly username: string;
  /** Whether the membership is hidden. Rows then have null for id, name and username. */
  readonly hidden: boolean;
}

/** All members with files, in the order of their usernames, and their rows in the list. */
export interface Members {
  readonly list: readonly Member[];
  /** The first row of each member, and finally the number of rows: one element more than `list`. */
  readonly starts: Uint32Array;
  /** The members' projects, as indexes into `projects`, with `projectsEach` entries per member; they may repeat. */
  readonly joined: Uint8Array;
}

/** Number of projects drawn for each member. A project drawn twice gets more files. */
export const projectsEach = 4;

/** The position of the recorded rows: the offset of the recording, if the list is long enough for all of them. */
export function recordedStart(rows: number): number {
  const recordedRows = recordedMembers.reduce((sum, each) => sum + each.rows, 0);
  return rows >= 8025 + recordedRows ? 8025 : Math.floor((rows - recordedRows) / 2);
}

/** Distributes rows over members, at least one each, with a heavy tail: a few members have very many. */
function shareOut(rows: number, count: number, salt: number): number[] {
  const weights = Array.from({ length: count }, (_, member) =>
    Math.min((1 - fraction(member, salt)) ** (-1 / 1.1) - 0.9, count / 8),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let weight = 0;
  let given = 0;
  return weights.map((own) => {
    weight += own;
    const upTo = Math.round(((rows - count) * weight) / total);
    const share = 1 + upTo - given;
    given = upTo;
    return share;
  });
}

function block(side: 'before' | 'after', rows: number): { username: string; rows: number }[] {
  const count = Math.min(rows, Math.round(2.6 * rows ** 0.55));
  const shares = shareOut(rows, count, side === 'before' ? 11 : 12);
  return usernames(side, count).map((username, member) => ({
    username,
    rows: shares[member] ?? 0,
  }));
}

function invent(username: string, member: number): Member {
  const hidden = shortHidden.includes(username) || hash(member, 21) % 100 < 6;
  // A multiplication modulo a prime keeps ids unique and unordered. All are below the recorded 900,001.
  const id = 1000 + ((member * 48_271) % 499_979);
  return { id, name: displayName(username, member), username, hidden };
}

/**
 * Creates the members of a list with this many rows.
 * @param rows at least the number of recorded rows
 */
export function makeMembers(rows: number): Members {
  const start = recordedStart(rows);
  const own = recordedMembers.reduce((sum, each) => sum + each.rows, 0);
  const before = block('before', start);
  const after = block('after', rows - start - own);
  const offset = before.length + recordedMembers.length;
  const list = [
    ...before.map((each, index) => invent(each.username, index)),
    ...recordedMembers.map(({ user }) => ({ ...user, hidden: false })),
    ...after.map((each, index) => invent(each.username, offset + index)),
  ];
  const starts = new Uint32Array(list.length + 1);
  for (const [index, each] of [...before, ...recordedMembers, ...after].entries()) {
    starts[index + 1] = (starts[index] ?? 0) + each.rows;
  }
  const popularity = projects.map((project) => project.popularity);
  const joined = Uint8Array.from({ length: list.length * projectsEach }, (_, draw) =>
    weighted(popularity, fraction(draw, 41)),
  );
  return { list, starts, joined };
}
