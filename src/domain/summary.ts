import type { DataFile } from '../api/schemas.ts';
import { readMicroseconds } from './ordering.ts';

/** Of whom and from when some files are. */
export interface Summary {
  files: number;
  /** Different members among those who show themselves. */
  members: number;
  /** Files whose member hides the membership. */
  hiddenMembership: number;
  projects: number;
  /** Earliest and latest `created`, as the rows say it; null where there is no file. */
  first: string | null;
  last: string | null;
}

/** Sums up a list of files that is at hand as a whole. */
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
