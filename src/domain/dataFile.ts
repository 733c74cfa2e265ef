import type { DataFile } from '../api/schemas.ts';
import { sanitizeText } from '../ui/sanitizeText.ts';

/** The last result of `displayName`: a row needs the name of its file four times. */
let last: { file: DataFile; name: string } | null = null;

/** A file's sanitized name, or its id if it has no name. */
export function displayName(file: DataFile): string {
  if (last?.file === file) return last.name;
  const { id, basename } = file;
  const name = basename === '' ? `file ${id}` : sanitizeText(basename);
  last = { file, name };
  return name;
}

/** How long after the listing of its row a download link works, in ms. Source: the API. */
export const LINK_LIFE_MS = 60 * 60_000;

/** The age at which the page renews a link, in ms: ten minutes before it expires. */
const LINK_AGE_MS = 50 * 60_000;

/** Whether a file's link works for at least ten more minutes. `listed_at` is in ms since the epoch. */
export function isFresh({ listed_at }: { listed_at: number }): boolean {
  const age = Date.now() - listed_at;
  // If the clock was set back, links seem to come from the future, and their age is unknown.
  return age >= 0 && age < LINK_AGE_MS;
}
