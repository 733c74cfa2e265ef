import type { DataFile } from '../api/schemas.ts';
import { readMicroseconds } from './ordering.ts';

/** The members and dates of some files. */
export interface Summary {
  files: number;
  /** Distinct members, without hidden ones. */
  members: number;
  /** Files of hidden members. */
  hiddenMembership: number;
  projects: number;
  /** The earliest and the latest `created`, as the API sent them; null if there is no file. */
  first: string | null;
  last: string | null;
}

/** Summarizes a complete list of files. */
export function summarize(files: readonly DataFile[]): Summary {
  const byDate = files.toSorted(
    (a, b) => readMicroseconds(a.created) - readMicroseconds(b.created),
  );
  const usernames = files.flatMap(({ user }) => user.username ?? []);
  return {
    files: files.length,
    members: new Set(usernames).size,
    hiddenMembership: files.length - usernames.length,
    projects: new Set(files.map((file) => file.source_project)).size,
    first: byDate[0]?.created ?? null,
    last: byDate.at(-1)?.created ?? null,
  };
}
