import { makeBasename } from './basenames.ts';
import { fileKinds, type FileKind } from './fileKinds.ts';
import { fraction, hash } from './hash.ts';
import { hostileRow } from './hostile.ts';
import { makeKey } from './keys.ts';
import { makeMetadata } from './metadata.ts';
import { findProject } from './projects.ts';
import { type DataFile, recorded } from './recorded.ts';
import type { World } from './world.ts';

/** The host in rows' URLs, whatever host was asked; only `download_url` stays at the asked one, so that it works. */
export const rowOrigin = 'https://www.openhumans.org';

/** What rows need to know beyond the world: where links lead, when they are issued, and whether rows are hostile. */
export interface Listing {
  readonly world: World;
  /** Scheme, host and port that the request went to. */
  readonly origin: string;
  /** Seconds since 1970. */
  readonly now: number;
  readonly hostile: boolean;
}

const newcomer = { id: 899_999, name: 'New Comer', username: 'aaa_newcomer' };
const nobody = { id: null, name: null, username: null };

/** The kind of file that a row is. */
export function kindOf(world: World, row: number): FileKind {
  const kind = fileKinds[world.kindOf(row)];
  if (!kind) throw new RangeError(`Row ${row} is of no known kind.`);
  return kind;
}

/** When a generated file was made: within its project's years, newest first among a member's files. */
function createdAt(world: World, row: number, kind: FileKind): Date {
  const [from, to] = findProject(kind.project)?.years ?? [2014, 2025];
  const start = Date.UTC(from, 2);
  const end = Math.min(Date.UTC(to + 1, 0), Date.UTC(2025, 8, 2));
  const member = world.memberOf(row);
  const [first, last] = member < 0 ? [row, row + 1] : world.rowsOf(member);
  const joined = start + (end - start) * 0.7 * fraction(member, 81);
  const left = joined + (end - joined) * (0.2 + 0.8 * fraction(member, 82));
  const place = 1 - (row - first + fraction(row, 83)) / (last - first);
  return new Date(Math.floor(joined + (left - joined) * place));
}

/** ISO 8601 as Django writes it: microseconds unless they are zero; now and then with +00:00 in place of Z. */
function isoTime(created: Date, row: number): string {
  const bits = hash(row, 84);
  const time = created.toISOString();
  const seconds = time.slice(0, 19);
  const micros = `${time.slice(20, 23)}${String(bits % 1000).padStart(3, '0')}`;
  const zone = (bits >>> 12) % 20 === 0 ? '+00:00' : 'Z';
  return (bits >>> 20) % 12 === 0 ? seconds + zone : `${seconds}.${micros}${zone}`;
}

function generated(world: World, row: number): Omit<DataFile, 'download_url'> {
  const kind = kindOf(world, row);
  const member = world.members[world.memberOf(row)] ?? { ...newcomer, hidden: false };
  const created = createdAt(world, row, kind);
  return {
    id: world.idOf(row),
    basename: makeBasename(kind, row, created),
    created: isoTime(created, row),
    datatypes: kind.types.map((id) => `${rowOrigin}/api/public/datatype/${id}/`),
    metadata: makeMetadata(kind, row, created),
    source_project: `${rowOrigin}/api/public/project/${kind.project}/`,
    user: member.hidden ? nobody : { id: member.id, name: member.name, username: member.username },
  };
}

/**
 * One row as the API answers it, with a link that is made anew.
 * @param row its index in the list; see World
 */
export function dataFile({ world, origin, now, hostile }: Listing, row: number): DataFile {
  const { id, basename, created, datatypes, ...rest } =
    recorded[row - world.recordedStart] ?? generated(world, row);
  const key = makeKey(id, Math.floor(now));
  const download_url = `${origin}/data-management/datafile-download/${id}/?key=${key}`;
  const file = { id, basename, created, datatypes, download_url, ...rest };
  return hostile ? hostileRow(file) : file;
}
