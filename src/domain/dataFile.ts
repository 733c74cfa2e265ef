import type { DataFile } from '../api/schemas.ts';
import { sanitizeText } from '../ui/sanitizeText.ts';

/** A row asks for the name of its file four times. */
let last: { file: DataFile; name: string } | null = null;

/** How a file is called where it must be called something: by its name, as it may be shown, or by its id. */
export function displayName(file: DataFile): string {
  if (last?.file === file) return last.name;
  const { id, basename } = file;
  const name = basename === '' ? `file ${id}` : sanitizeText(basename);
  last = { file, name };
  return name;
}

/** How long after its row was listed a download link works, in ms: the server lets it die then. */
export const LINK_LIFE_MS = 60 * 60_000;

/** A link is renewed ten minutes before it dies. */
const LINK_AGE_MS = 50 * 60_000;

/** Whether a link that was listed at this time (ms since the epoch) still works for some minutes. */
export function isFresh({ listed_at }: { listed_at: number }): boolean {
  const age = Date.now() - listed_at;
  // A clock that was set back makes links of the future: nobody knows how old they are.
  return age >= 0 && age < LINK_AGE_MS;
}
