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
