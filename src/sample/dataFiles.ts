import { makeBasename } from './basenames.ts';
import { fileKinds, type FileKind } from './fileKinds.ts';
import { fraction, hash } from './hash.ts';
import { hostileRow } from './hostile.ts';
import { makeKey } from './keys.ts';
import { makeMetadata } from './metadata.ts';
import { findProject } from './projects.ts';
import { type DataFile, recorded } from './recorded.ts';
import type { World } from './world.ts';

/**
 * The host of URLs in rows, for every request. Only `download_url` has the origin of the request, so that the link
 * works.
 */
export const rowOrigin = 'https://www.openhumans.org';

/** The parameters of rows apart from the world: the origin and time of links, and whether rows are hostile. */
export interface RowContext {
  readonly world: World;
  /** Scheme, host and port of the request. */
  readonly origin: string;
  /** Seconds since 1970-01-01 (UTC). */
  readonly now: number;
  readonly hostile: boolean;
}

const newcomer = { id: 899_999, name: 'New Comer', username: 'aaa_newcomer' };
const hiddenUser = { id: null, name: null, username: null };

/** The file kind of a row. */
export function kindOf(world: World, row: number): FileKind {
  const kind = fileKinds[world.kindOf(row)];
  if (!kind) throw new RangeError(`Row ${row} has an unknown file kind.`);
  return kind;
}

/** The creation date of a generated file: within the years of its project, newest first among the files of a member. */
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

/** ISO 8601 in Django's format: with microseconds unless they are zero. A few values have +00:00 instead of Z. */
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
    user: member.hidden
      ? hiddenUser
      : { id: member.id, name: member.name, username: member.username },
  };
}

/**
 * Creates a row of the API, with a new download link.
 * @param row its index in the list; see World
 */
export function dataFile({ world, origin, now, hostile }: RowContext, row: number): DataFile {
  const { id, basename, created, datatypes, ...rest } =
    recorded[row - world.recordedStart] ?? generated(world, row);
  const key = makeKey(id, Math.floor(now));
  const download_url = `${origin}/data-management/datafile-download/${id}/?key=${key}`;
  const file = { id, basename, created, datatypes, download_url, ...rest };
  return hostile ? hostileRow(file) : file;
}
