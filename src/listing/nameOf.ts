import type { DataFile } from '../api/schemas.ts';

/** How a file is called where it must be called something: by its name, or by its id. */
export function nameOf({ id, basename }: DataFile): string {
  return basename === '' ? `file ${id}` : basename;
}
